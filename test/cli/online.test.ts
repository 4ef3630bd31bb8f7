import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { npmAnswer, standIn } from '../registry/standIn.ts'
import { CLI, type Finished, workspace } from './runCli.ts'

const COUNTER = fileURLToPath(new URL('./countConnections.cjs', import.meta.url))
const DOCS = '{ "mcpServers": { "docs": { "command": "npx", "args": ["-y", "acme-docs"] } } }\n'
const entry = (args: readonly string[], more: object = {}) =>
  JSON.stringify({ mcpServers: { a: { command: 'npx', args: ['-y', ...args], ...more } } })

/** The stand-in answers in this process, so it must not wait for the other one. */
function runOnline(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  node: readonly string[] = [],
): Promise<Finished> {
  return new Promise((resolve) => {
    const options = { cwd, env: { PATH: process.env.PATH, HOME: path.join(cwd, 'home'), ...env }, timeout: 30_000 }
    execFile(process.execPath, [...node, CLI, 'lint', ...args], options, (error, stdout, stderr) => {
      const status = error ? (typeof error.code === 'number' ? error.code : null) : 0
      resolve({ status, stdout, stderr })
    })
  })
}

describe('lint --online', () => {
  it('names the version the registry offers today, and writes it with --fix=review', async () => {
    const { url } = await standIn(npmAnswer({ 'acme-docs': { latest: '1.4.2' } }))
    const { folder } = workspace({ '.mcp.json': DOCS })
    const first = await runOnline(folder, ['--online', '--format', 'json'], { npm_config_registry: url })
    expect(first.stderr).toBe('')
    const [finding] = JSON.parse(first.stdout).files[0].findings
    expect(finding).toMatchObject({
      rule: 'unpinned-package',
      message:
        'Nothing fixes the version of "acme-docs" that server "docs" runs: each machine runs what was newest when it fetched it. Write the version you reviewed, "acme-docs@1.4.2" if it is today\'s.',
      fixes: [{ safety: 'review' }],
    })
    await runOnline(folder, ['--online', '--fix'], { npm_config_registry: url })
    expect(readFileSync(path.join(folder, '.mcp.json'), 'utf8')).toBe(DOCS)
    const fixed = await runOnline(folder, ['--online', '--fix=review'], { npm_config_registry: url })
    expect(fixed).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(path.join(folder, '.mcp.json'), 'utf8')).toBe(DOCS.replace('acme-docs', 'acme-docs@1.4.2'))
  })

  it('asks once for all files, about nothing that is pinned, switched off or fetched from elsewhere', async () => {
    const { url, asked } = await standIn(npmAnswer({}))
    const { folder } = workspace({
      '.mcp.json': DOCS,
      'b/.cursor/mcp.json': DOCS,
      'pinned/.mcp.json': entry(['acme-pinned@1.2.3']),
      'installed/.mcp.json': entry(['--no-install', 'acme-installed']),
      'option/.mcp.json': entry(['--registry', 'https://packages.acme.example', 'acme-option']),
      'variable/.mcp.json': entry(['acme-variable'], { env: { npm_config_registry: 'https://packages.acme.example' } }),
      'scope/.mcp.json': entry(['acme-scope'], { env: { 'npm_config_@acme:registry': 'https://packages.acme.example' } }),
      'mapped/.npmrc': '@acme:registry=https://packages.acme.example\n',
      'mapped/deep/.mcp.json': entry(['@acme/mapped']),
      'redirected/.npmrc': 'registry=https://packages.acme.example\n',
      'redirected/.mcp.json': entry(['acme-redirected']),
      'own/.scopelight.yaml': 'trustedPackages: ["@own/*", own-docs]\n',
      'own/.mcp.json': entry(['own-docs']),
      'own/b/.mcp.json': entry(['@own/docs']),
      'off/.scopelight.yaml': 'severities: { unpinned-package: off }\n',
      'off/.mcp.json': entry(['acme-off']),
      'secret/.mcp.json': entry(['ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE']),
      'reference/.mcp.json': entry(['acme-${NAME}']),
      // What stands behind an option for a secret is no name of a package.
      'flag/.mcp.json': entry(['--token', 'hunter2NotRealPw99']),
      // Where these start, or what they read first, may name another registry.
      'elsewhere/.cursor/mcp.json': entry(['acme-elsewhere'], { envFile: './x.env' }),
      'yarn/.mcp.json': entry(['dlx', '@acme-yarn/tool'], { command: 'yarn' }),
      'bun/.mcp.json': entry(['@acme-bun/tool'], { command: 'bunx' }),
    })
    const { stderr } = await runOnline(folder, ['--online'], { npm_config_registry: url })
    expect(asked).toEqual(['/acme-docs'])
    expect(stderr).toBe('scopelight: A name that is none of a package is not sent to a registry.\n')
  })

  it("asks the registry of the user about a scope, also of packages of one's own", async () => {
    const main = await standIn(npmAnswer({}))
    const own = await standIn(npmAnswer({ '@own/docs': { latest: '3.0.0' } }))
    const { folder } = workspace({
      'home/.npmrc': `registry=${main.url}\n@own:registry=${own.url}\n`,
      '.scopelight.yaml': 'trustedPackages: ["@own/*"]\n',
      '.npmrc': '@own:registry=https://packages.evil.example\n',
      '.mcp.json': entry(['@own/docs']),
    })
    const { stdout } = await runOnline(folder, ['--online'], {})
    expect(own.asked).toEqual(['/@own%2fdocs'])
    expect(main.asked).toEqual([])
    expect(stdout).toContain('@own/docs@3.0.0')
  })

  it('says that a package is not there', async () => {
    const { url } = await standIn(npmAnswer({}))
    const { folder } = workspace({ '.mcp.json': DOCS })
    const { stdout } = await runOnline(folder, ['--online'], { npm_config_registry: url })
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'the registry shows no package of that name: whoever publishes one decides what runs.',
    )
  })

  it.each([
    ['without a registry', {}, 'No registry is set for packages of npm.'],
    [
      'with one that nobody can reach',
      { npm_config_registry: 'http://127.0.0.1:9/' },
      'The registry at "127.0.0.1:9" cannot be reached',
    ],
    [
      'with one in plain text',
      { npm_config_registry: 'http://packages.acme.example/' },
      'has no address with https and is not asked.',
    ],
  ])('reports %s what it reports offline, with one line about it', async (_, env, line) => {
    const { folder } = workspace({ '.mcp.json': DOCS, 'b/.mcp.json': DOCS })
    const offline = await runOnline(folder, ['--fail-on', 'low'], {})
    const online = await runOnline(folder, ['--fail-on', 'low', '--online'], env)
    expect(offline).toMatchObject({ status: 1, stderr: '' })
    expect({ ...online, stderr: '' }).toEqual(offline)
    expect(online.stderr).toContain(line)
    expect(online.stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('without --online', () => {
  it.each([
    [['--format', 'text']],
    [['--format', 'json']],
    [['--format', 'sarif']],
    [['--format', 'github']],
    [['--fix=review']],
    [['--fix-dry-run=review', '--persona', 'auditor']],
    [['--write-baseline', 'baseline.json']],
  ])('lint %s opens no connection, whatever the environment says', async (args) => {
    const { url, asked } = await standIn(npmAnswer({ 'acme-docs': { latest: '1.4.2' } }))
    const { folder } = workspace({ '.mcp.json': DOCS, '.npmrc': `registry=${url}\n`, 'home/.npmrc': `registry=${url}\n` })
    const file = path.join(folder, 'connections.txt')
    const env = { npm_config_registry: url, UV_DEFAULT_INDEX: `${url}simple`, CONNECTIONS_FILE: file }
    const { status, stderr } = await runOnline(folder, [...args, '--fail-on', 'never'], env, ['--require', COUNTER])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(existsSync(file)).toBe(false)
    expect(asked).toEqual([])
  })

  it('and a connection would have been seen', async () => {
    const { url } = await standIn(npmAnswer({}))
    const { folder } = workspace({ '.mcp.json': DOCS })
    const file = path.join(folder, 'connections.txt')
    await runOnline(folder, ['--online'], { npm_config_registry: url, CONNECTIONS_FILE: file }, ['--require', COUNTER])
    expect(readFileSync(file, 'utf8')).not.toBe('')
  })
})
