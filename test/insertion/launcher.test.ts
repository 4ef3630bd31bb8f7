import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { launcherText } from '../../server/insertion/launcher.ts'

/** Says what it was started with, in place of the proxy. */
const STAND_IN = `process.stdout.write(JSON.stringify({ argv: process.argv.slice(2), runAsNode: process.env.ELECTRON_RUN_AS_NODE, by: process.env.STARTED_BY, options: process.env.NODE_OPTIONS, kept: kept() }))
function kept() {
  const found = Object.entries(process.env).filter(([name]) => name.startsWith('SCOPELIGHT_SERVER_'))
  return found.length > 0 ? Object.fromEntries(found) : undefined
}
process.exitCode = 7
`
const roots: string[] = []
let root: string

beforeEach(() => {
  // Blanks, quotes and what a shell would expand: homes may be called anything.
  root = path.join(mkdtempSync(path.join(tmpdir(), 'scopelight-launcher-')), `a b'c"d $HOME \`x\``)
  mkdirSync(path.join(root, 'work/deeper'), { recursive: true })
  mkdirSync(path.join(root, 'bin'))
  mkdirSync(path.join(root, 'no config'))
  roots.push(path.dirname(root))
})
afterAll(() => {
  for (const each of roots) rmSync(each, { recursive: true, force: true })
})

interface Setup {
  readonly proxy?: boolean
  readonly editor?: 'there' | 'gone' | 'no program'
  readonly node?: boolean
}

function install({ proxy = true, editor = 'there', node = true }: Setup = {}): string {
  if (proxy) writeFileSync(path.join(root, 'proxy.cjs'), STAND_IN)
  if (editor !== 'gone') {
    // The editor's binary runs Node when told to, as this wrapper does.
    writeFileSync(path.join(root, 'editor'), `#!/bin/sh\nSTARTED_BY=editor exec "${process.execPath}" "$@"\n`)
    chmodSync(path.join(root, 'editor'), editor === 'there' ? 0o755 : 0o644)
  }
  if (node) symlinkSync(process.execPath, path.join(root, 'bin/node'))
  const launcher = path.join(root, 'scopelight-proxy')
  writeFileSync(launcher, launcherText('linux', { proxy: path.join(root, 'proxy.cjs'), editor: path.join(root, 'editor') }))
  chmodSync(launcher, 0o755)
  return launcher
}

function start(launcher: string, args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
  const env = { PATH: path.join(root, 'bin'), HOME: path.join(root, 'no config'), ...extra }
  const { status, stdout, stderr } = spawnSync(launcher, args, { cwd: path.join(root, 'work/deeper'), env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const SERVER = ['/bin/echo', 'a b', '"q"', '$X', '*', '']
const BARE = `a b "q" $X * \n`

describe('the launcher of a recorded entry', () => {
  it('starts the proxy with the editor, as Node, and every argument as it is', () => {
    const { status, stdout, stderr } = start(install(), ['--entry', '3f', '--', ...SERVER])
    expect(JSON.parse(stdout)).toEqual({ argv: ['--entry', '3f', '--', ...SERVER], runAsNode: '1', by: 'editor' })
    expect(status).toBe(7)
    expect(stderr).toBe('')
  })

  it.each(['gone', 'no program'] as const)('starts it with node when the editor is %s', (editor) => {
    const { status, stdout, stderr } = start(install({ editor }), ['--', ...SERVER])
    expect(JSON.parse(stdout)).toEqual({ argv: ['--', ...SERVER] })
    expect(status).toBe(7)
    expect(stderr).toBe('')
  })

  it.each(['there', 'gone'] as const)('hands what Node is told past the proxy, with the editor %s', (editor) => {
    const said = { NODE_OPTIONS: '--title="a b" --no-warnings', ELECTRON_RUN_AS_NODE: 'own' }
    const { stdout } = start(install({ editor }), ['--', ...SERVER], said)
    const { runAsNode, options, kept } = JSON.parse(stdout)
    expect({ runAsNode, options }).toEqual({ runAsNode: editor === 'there' ? '1' : undefined, options: undefined })
    expect(kept).toEqual({
      SCOPELIGHT_SERVER_NODE_OPTIONS: said.NODE_OPTIONS,
      SCOPELIGHT_SERVER_ELECTRON_RUN_AS_NODE: said.ELECTRON_RUN_AS_NODE,
    })
  })

  it.each([{ proxy: false }, { editor: 'gone', node: false }] as const)(
    'leaves it where it stands when the server starts alone: %j',
    (setup) => {
      const { stdout } = start(install(setup), ['--', '/usr/bin/env'], { NODE_OPTIONS: '--x', ELECTRON_RUN_AS_NODE: 'own' })
      expect(stdout).toMatch(/^NODE_OPTIONS=--x$/m)
      expect(stdout).toMatch(/^ELECTRON_RUN_AS_NODE=own$/m)
      expect(stdout).not.toContain('SCOPELIGHT_')
    },
  )

  it('starts the server alone, after one line, when nothing runs the proxy', () => {
    const { status, stdout, stderr } = start(install({ editor: 'gone', node: false }), [
      '--server',
      'fs',
      '--entry',
      '3f',
      '--',
      ...SERVER,
    ])
    expect(stdout).toBe(BARE)
    expect(status).toBe(0)
    expect(stderr).toMatch(
      /^scopelight: neither ".*editor" nor node is here, so this server starts without being recorded\..*\n$/,
    )
    expect(stderr.trimEnd()).not.toContain('\n')
  })

  it('does the same when the copy of the proxy is gone', () => {
    const { stdout, stderr } = start(install({ proxy: false }), ['--entry', '3f', '--', ...SERVER])
    expect(stdout).toBe(BARE)
    expect(stderr).toMatch(/^scopelight: ".*proxy\.cjs" is gone, so this server starts without being recorded\./)
  })

  it('leaves the environment of a server alone that starts without the proxy', () => {
    const env = { folder: '1', workspace: '2', proxy: '3', editor: '4', manifest: '5' }
    const { stdout } = start(install({ proxy: false }), ['--', '/usr/bin/env'], env)
    const lines = stdout.split('\n')
    for (const [name, value] of Object.entries(env)) expect(lines).toContain(`${name}=${value}`)
    expect(stdout).not.toMatch(/scopelight_|ELECTRON_RUN_AS_NODE/)
  })

  it('passes the exit code of the server on', () => {
    const launcher = install({ proxy: false })
    expect(start(launcher, ['--', '/bin/sh', '-c', 'exit 42']).status).toBe(42)
    expect(start(launcher, ['--', '/no/such/program']).status).toBe(127)
  })

  it.each([['--workload', 'coder'], ['--manifest', 'm.yaml'], ['--breakpoints'], ['--workload=coder']])(
    'does not start a server that was to be judged: %s',
    (...options) => {
      const { status, stdout, stderr } = start(install({ proxy: false }), ['--entry', '3f', ...options, '--', ...SERVER])
      expect({ status, stdout }).toEqual({ status: 127, stdout: '' })
      expect(stderr).toMatch(/this server starts only with the proxy that checks its calls/)
    },
  )

  it('takes the same words of the server for its own', () => {
    expect(start(install({ proxy: false }), ['--', '/bin/echo', '--workload', 'x']).stdout).toBe('--workload x\n')
  })

  it.each([
    ['in the working folder', 'work/deeper/mcp-permissions.yaml', []],
    ['above the working folder', 'work/mcp-permissions.yml', []],
    ['of another name', 'work/team.mcp-permissions.yaml', []],
    ['in the named workspace', 'elsewhere/mcp-permissions.json', ['--workspace', 'elsewhere']],
    ['of the person', 'no config/.config/scopelight/mcp-permissions.yaml', []],
  ])('does not start a server beside a manifest %s', (_, manifest, options) => {
    const launcher = install({ proxy: false })
    const file = path.join(root, manifest)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, '')
    const [option, folder] = options
    const args = option && folder ? [option, path.join(root, folder)] : []
    expect(start(launcher, [...args, '--', ...SERVER])).toMatchObject({ status: 127, stdout: '' })
  })

  it('looks for a manifest only in the workspace when one is named', () => {
    const launcher = install({ proxy: false })
    writeFileSync(path.join(root, 'work/mcp-permissions.yaml'), '')
    expect(start(launcher, ['--workspace', path.join(root, 'no config'), '--', ...SERVER]).stdout).toBe(BARE)
  })

  it('honours XDG_CONFIG_HOME', () => {
    const launcher = install({ proxy: false })
    mkdirSync(path.join(root, 'xdg/scopelight'), { recursive: true })
    copyFileSync(launcher, path.join(root, 'xdg/scopelight/mcp-permissions.yaml'))
    expect(start(launcher, ['--', ...SERVER], { XDG_CONFIG_HOME: path.join(root, 'xdg') }).status).toBe(127)
  })

  it.each([[[]], [['--entry', '3f']], [['--entry', '3f', '--']]])(
    'ends with 2 where no command stands behind "--": %j',
    (args) => {
      const { status, stderr } = start(install({ proxy: false }), args)
      expect(status).toBe(2)
      expect(stderr).toBe('scopelight: No command stands behind "--".\n')
    },
  )

  it('is a script that dash and bash read alike', () => {
    const launcher = install()
    for (const shell of ['sh', 'bash']) expect(spawnSync(shell, ['-n', launcher]).status).toBe(0)
  })
})

describe('the launcher on macOS', () => {
  it('looks for the manifest of the organisation where macOS keeps it', () => {
    const text = launcherText('darwin', { proxy: '/p', editor: '/e' })
    expect(text).toContain("has_manifest '/Library/Application Support/scopelight' ")
    expect(launcherText('linux', { proxy: '/p', editor: '/e' })).toContain("has_manifest '/etc/scopelight' ")
  })
})

describe('the launcher on Windows, as text', () => {
  const text = launcherText('win32', { proxy: 'C:\\s\\proxy.cjs', editor: 'C:\\Users\\100% jo\\Code.exe' })

  it('has the line ends cmd.exe wants', () => {
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('quotes the editor and keeps its percent sign', () => {
    expect(text).toContain('"C:\\Users\\100%% jo\\Code.exe" "%~dp0proxy.cjs" %*')
  })

  it('puts what Node is told aside before it starts the editor or node', () => {
    for (const part of text.split('%*').slice(0, 2)) {
      expect(part).toContain(
        'in (""!NODE_OPTIONS!"") do endlocal & if defined NODE_OPTIONS set "SCOPELIGHT_SERVER_NODE_OPTIONS=%%~I"',
      )
      expect(part).toContain('set "NODE_OPTIONS="')
    }
    // What cmd.exe would read twice is written nowhere.
    expect(text).not.toContain('%NODE_OPTIONS%')
  })

  it('tries the editor first, then node, then the server alone', () => {
    const order = [
      'if not exist "%~dp0proxy.cjs" goto bare',
      'Code.exe" goto node',
      'ELECTRON_RUN_AS_NODE=1',
      ':node',
      'where /q node.exe || goto bare',
      ':bare',
      'endlocal & %SCOPELIGHT_LINE:* -- =%',
    ]
    const places = order.map((part) => text.indexOf(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('jumps only to labels that are there, and ends with 127 where calls were to be judged', () => {
    const labels = new Set([...text.matchAll(/^:(\w+)\r$/gm)].map(([, label]) => label))
    for (const [, label] of text.matchAll(/goto (\w+)/g)) expect(labels).toContain(label)
    for (const option of ['--workload', '--manifest', '--breakpoints'])
      expect(text).toContain(`if /i "%~1"=="${option}" goto judged`)
    expect(text).toMatch(/:judged\r\n.*\r\nexit \/b 127/)
  })

  it('switches the code page only for a path outside of ASCII', () => {
    expect(text).not.toContain('chcp')
    expect(launcherText('win32', { proxy: 'p', editor: 'C:\\Users\\Zoë\\Code.exe' })).toContain('chcp 65001 >nul')
  })
})
