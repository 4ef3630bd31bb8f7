import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { FORMATS } from '../../server/cli/lint/lintOptions.ts'
import { CLI, workspace } from './runCli.ts'

const action = parse(readFileSync('action.yml', 'utf8'))
const [step] = action.runs.steps
const variables: Readonly<Record<string, string>> = step.env

/** What GitHub does with a composite action: inputs become the variables of the step, then the script runs. */
function runAction(files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>>) {
  const { folder } = workspace(files)
  const program = path.join(folder, 'program')
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`, { mode: 0o755 })
  const values = Object.entries(variables).map(([name, from]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(from)?.[1] ?? ''
    return [name, inputs[input] ?? String(action.inputs[input].default)]
  })
  const env = { PATH: process.env.PATH ?? '', HOME: folder, SCOPELIGHT_PROGRAM: program, ...Object.fromEntries(values) }
  const { status, stdout } = spawnSync('bash', [path.resolve('media/action.sh')], { cwd: folder, env, encoding: 'utf8' })
  return { status, stdout, folder }
}

const WRONG = { '.cursor/mcp.json': '{ "servers": { "a": { "command": "/opt/a" } } }\n' }

describe.skipIf(process.platform === 'win32')('the action', () => {
  it('annotates what is wrong and fails the job', () => {
    const { status, stdout } = runAction(WRONG, {})
    expect(status).toBe(1)
    expect(stdout).toMatch(
      /^::error file=\.cursor\/mcp\.json,line=1,endLine=1,col=4,endColumn=11,title=wrong-root-key::Cursor reads /,
    )
  })

  it('writes a report for code scanning', () => {
    const { status, folder } = runAction(WRONG, { format: 'sarif', output: 'out.sarif', 'fail-on': 'never' })
    expect(status).toBe(0)
    expect(JSON.parse(readFileSync(path.join(folder, 'out.sarif'), 'utf8')).runs[0].results).toHaveLength(1)
  })

  it('takes a path for a path, whatever it is called', () => {
    const { status, folder } = runAction({ ...WRONG, '$(touch x); --help/.mcp.json': '{}' }, { paths: '$(touch x); --help\n' })
    expect(status).toBe(0)
    expect(existsSync(path.join(folder, 'x'))).toBe(false)
  })

  it('takes no program of the repository it checks', () => {
    const script = readFileSync('media/action.sh', 'utf8')
    expect(script).not.toContain('npx')
    // Where npm stands is what decides on its settings and its packages.
    expect(script).toMatch(/\(cd "\$folder" && npm install [^)]*--ignore-scripts[^)]*--prefix "\$folder"/)
    expect(script).toMatch(/folder=\$\(mktemp -d /)
  })

  it('installs exactly the version it belongs to', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(action.inputs.version.default).toBe(version)
    expect(FORMATS).toContain(action.inputs.format.default)
  })
})

describe('the hook of pre-commit', () => {
  it('starts the command this package has', () => {
    const [hook] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'))
    const { bin, scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    const [program, ...args] = hook.entry.split(' ')
    expect(Object.keys(bin)).toContain(program)
    expect(scripts.prepack).toBe(scripts['vscode:prepublish'])
    expect(workspace(WRONG).run(args).status).toBe(1)
  })
})
