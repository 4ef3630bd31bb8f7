import { describe, expect, it } from 'vitest'
import type { Launch } from '../../server/model/launch.ts'
import { readMcpConfig } from '../../server/model/mcpConfig.ts'
import { parse } from '../../server/syntax/parse.ts'
import { entryOf, host, launchOf, STARTING_HOSTS, sourceWords } from './config.ts'

/** A launch without the places, which move, and without what was unwrapped. */
function meaning(launch: Launch): unknown {
  const { wrappers: _, ...rest } = launch
  return JSON.parse(JSON.stringify(rest, (key, value: unknown) => (key === 'span' || key === 'path' ? undefined : value)))
}

/** Each text of a launch that says something else than the file does at its place. */
function misplaced(launch: Launch, source: string): readonly string[] {
  const wrong: string[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('text' in value && 'span' in value && typeof value.text === 'string') {
      const { start, end } = value.span as { start: number; end: number }
      const written = JSON.parse(`"${source.slice(start, end)}"`) as string
      // A passed-on variable is placed by its name.
      if (written !== value.text && written.replace(/^["']|["']$/g, '') !== value.text) wrong.push(`${value.text} at ${written}`)
    }
    for (const [key, member] of Object.entries(value)) if (key !== 'known' && key !== 'kind') visit(member)
  }
  visit(launch)
  return wrong
}

const ORIGINALS: readonly {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Record<string, string>
}[] = [
  {
    command: 'npx',
    args: ['-y', '@modelcontextprotocol/server-filesystem@2026.7.10', '/home/alice'],
    env: { GITHUB_TOKEN: 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE' },
  },
  {
    command: 'npx',
    args: ['-y', 'mcp-remote@0.1.38', 'https://mcp.acme.example/mcp', '--header', 'Authorization: Bearer ${TOKEN}'],
  },
  { command: 'bunx', args: ['acme-docs@1.0.0'] },
  { command: 'pnpm', args: ['dlx', 'acme-docs@1.0.0', '--token', 'EXAMPLE0NOTREAL1EXAMPLE2'] },
  { command: 'yarn', args: ['dlx', 'acme-docs@1.0.0'] },
  { command: 'npm', args: ['exec', '-y', '--', 'acme-docs@1.0.0'] },
  { command: 'uvx', args: ['--from', 'mcp-server-git==2026.7.10', 'mcp-server-git', '--repository', '/home/alice'] },
  { command: 'uv', args: ['run', '--with', 'mcp[cli]', 'mcp', 'run', '/srv/server.py'] },
  { command: 'pipx', args: ['run', 'acme-docs==1.0.0'] },
  {
    command: 'docker',
    args: [
      'run',
      '-i',
      '--rm',
      '-e',
      'GITHUB_PERSONAL_ACCESS_TOKEN',
      '-e',
      'GITHUB_TOOLSETS=all',
      '-v',
      '/:/host',
      'ghcr.io/github/github-mcp-server',
    ],
    env: { GITHUB_PERSONAL_ACCESS_TOKEN: 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE' },
  },
  { command: 'node', args: ['/home/alice/server.js', '--port', '3000'] },
  { command: 'python', args: ['-m', 'mcp_server_git', '--repository', '/srv'] },
  { command: 'deno', args: ['run', '-A', 'npm:acme-docs@1.0.0'] },
  { command: 'cmd', args: ['/c', 'npx', '-y', 'acme-docs@1.0.0'] },
  { command: 'bash', args: ['-lc', 'TOKEN=EXAMPLE0NOTREAL1 npx -y acme-docs@1.0.0'] },
  { command: '/opt/acme/acme-mcp', args: ['--', 'a', '--'] },
]

const LAUNCHER = '/home/alice/.local/state/scopelight/bin/scopelight-proxy'

const FORMS: readonly { readonly form: string; readonly command: string; readonly before: readonly string[] }[] = [
  {
    form: 'the launcher',
    command: LAUNCHER,
    before: ['--server', 'it', '--workload', 'coder', '--entry', '3f9c', '--'],
  },
  {
    form: 'the launcher of Windows',
    command: 'C:\\Users\\alice\\AppData\\Local\\scopelight\\bin\\scopelight-proxy.cmd',
    before: ['--entry', '3f9c', '--'],
  },
  { form: 'the command line', command: 'scopelight', before: ['proxy', '--server', 'it', '--'] },
  { form: 'npx', command: 'npx', before: ['-y', 'scopelight@0.1.0', 'proxy', '--server', 'it', '--workload', 'coder', '--'] },
  { form: 'npm exec', command: 'npm', before: ['exec', '-y', '--', 'scopelight@0.1.0', 'proxy', '--'] },
  { form: 'cmd and npx', command: 'cmd', before: ['/c', 'npx', '-y', 'scopelight@0.1.0', 'proxy', '--'] },
  {
    form: 'node',
    command: 'node',
    before: ['/usr/lib/node_modules/scopelight/dist/proxy.cjs', '--server', 'it', '--trace-dir', '/tmp/t', '--'],
  },
  {
    form: 'node and the command line',
    command: '/usr/bin/node',
    before: ['/usr/lib/node_modules/scopelight/dist/cli.cjs', 'proxy', '--server', 'it', '--'],
  },
  { form: 'npx with the package named', command: 'npx', before: ['-p', 'scopelight', 'scopelight', 'proxy', '--'] },
  { form: 'pnpm', command: 'pnpm', before: ['dlx', 'scopelight', 'proxy', '--entry', '3f9c', '--'] },
  { form: 'bun', command: 'bun', before: ['x', 'scopelight', 'proxy', '--entry', '3f9c', '--'] },
  { form: 'the launcher with an option it refuses', command: LAUNCHER, before: ['--verbose', '--'] },
]

describe('a recorded entry', () => {
  for (const { form, command, before } of FORMS)
    it.each(ORIGINALS)(`through ${form} has the launch of $command $args`, (original) => {
      for (const { id } of STARTING_HOSTS) {
        const plain = entryOf(original, id)
        const recorded = entryOf({ ...original, command, args: [...before, original.command, ...original.args] }, id)
        expect(recorded.launch.wrappers.map(({ kind }) => kind)).toContain('proxy')
        expect(
          recorded.launch.wrappers.filter(({ kind }) => kind === plain.launch.wrappers[0]?.kind).length,
        ).toBeGreaterThanOrEqual(plain.launch.wrappers.length)
        expect(meaning(recorded.launch)).toEqual(meaning(plain.launch))
        expect(misplaced(recorded.launch, recorded.text)).toEqual([])
      }
    })

  it('may be recorded twice', () => {
    const launch = launchOf('scopelight', ['proxy', '--', LAUNCHER, '--entry', 'a', '--', 'uvx', 'acme-docs==1.0.0'])
    expect(launch.wrappers.map(({ kind }) => kind)).toEqual(['proxy', 'proxy'])
    expect(sourceWords(launch)).toBe('pypi:acme-docs 1.0.0(exact)')
  })

  it('names its undo record and the place of its "--"', () => {
    const { launch, text } = entryOf({ command: 'env', args: ['A=b', LAUNCHER, '--entry', '3f9c', '--', 'uvx', 'x'] })
    const proxy = launch.wrappers.find((wrapper) => wrapper.kind === 'proxy')
    expect(proxy).toMatchObject({ entry: '3f9c', separator: { path: ['mcpServers', 'it', 'args', 4] } })
    expect(proxy && text.slice(proxy.separator.span.start, proxy.separator.span.end)).toBe('--')
  })

  it.each([
    'scopelight-proxy',
    './scopelight-proxy',
    'tools\\scopelight-proxy.cmd',
    '${workspaceFolder}/bin/scopelight-proxy',
    '/workspaces/acme/scopelight/bin/scopelight-proxy',
    '/workspaces/acme/.local/state/scopelight/bin/scopelight-proxy',
    '/home/alice/acme/../.local/state/scopelight/bin/scopelight-proxy',
    '/home/alice/.local/state/scopelight/bin/../../../../acme/scopelight-proxy',
    '\\\\files.acme.example\\home\\alice\\.local\\state\\scopelight\\bin\\scopelight-proxy.cmd',
    '//home/alice/.local/state/scopelight/bin/scopelight-proxy',
    './scopelight',
    '/workspaces/acme/scopelight',
  ])('is not what a repository brings along under its name: %s', (program) => {
    const args = [...(program.endsWith('scopelight') ? ['proxy'] : []), '--entry', '3f9c', '--', 'npx', 'acme-docs@1.0.0']
    const { wrappers, source, program: started } = launchOf(program, args)
    expect(wrappers).toEqual([])
    expect(source).toBeUndefined()
    expect(started?.text).toBe(program)
  })

  it.each([
    'proxy.cjs',
    './tools/proxy.cjs',
    '/workspaces/acme/proxy.cjs',
    '/workspaces/acme/scopelight/dist/proxy.cjs',
    '../scopelight/dist/proxy.cjs',
    '/home/runner/work/acme/acme/scopelight/dist/proxy.cjs',
    '/home/runner/work/acme/acme/node_modules/scopelight/dist/proxy.cjs',
    '/usr/src/app/scopelight/dist/proxy.cjs',
    '/opt/scopelight/dist/proxy.cjs',
  ])('is not a script of a repository: node %s', (script) => {
    expect(launchOf('node', [script, '--entry', '3f9c', '--', 'npx', 'acme-docs@1.0.0']).wrappers).toEqual([])
  })

  it.each([
    '/usr/local/lib/node_modules/scopelight/dist/proxy.cjs',
    '/home/alice/.nvm/versions/node/v22.1.0/lib/node_modules/scopelight/dist/proxy.cjs',
    '/home/alice/.npm/_npx/0a1b2c/node_modules/scopelight/dist/cli.cjs',
    '/Users/alice/.vscode/extensions/scopelight.scopelight-0.1.0/dist/proxy.cjs',
    'C:/Users/alice/AppData/Roaming/npm/node_modules/scopelight/dist/proxy.cjs',
  ])('is a script of ours where npm and editors put it: node %s', (script) => {
    const verb = script.endsWith('cli.cjs') ? ['proxy'] : []
    const { wrappers } = launchOf('node', [script, ...verb, '--entry', '3f9c', '--', 'npx', 'acme-docs@1.0.0'])
    expect(wrappers.map(({ kind }) => kind)).toEqual(['proxy'])
  })

  it('is what lies in the state directory of this machine, wherever that is', () => {
    const launcher = '/srv/state of jo/bin/scopelight-proxy'
    const started = (command: string, args: readonly string[]) => {
      const text = JSON.stringify({ mcpServers: { it: { command, args } } })
      return readMcpConfig(parse(text, 'json'), host('claude-code'), '.mcp.json', { launcher }).servers[0]?.launch.wrappers.length
    }
    expect(started(launcher, ['--entry', '1', '--', 'npx'])).toBe(1)
    expect(started('node', ['/srv/state of jo/bin/proxy.cjs', '--entry', '1', '--', 'npx'])).toBe(1)
    expect(started('/srv/bin/scopelight-proxy', ['--entry', '1', '--', 'npx'])).toBe(0)
  })

  it('is told from other programs', () => {
    expect(launchOf('node', ['/srv/proxy.cjs', '--port', '80', '--', 'x']).wrappers).toEqual([])
    expect(launchOf('node', ['/srv/proxy.cjs']).script?.text).toBe('/srv/proxy.cjs')
    expect(launchOf('node', ['/srv/cli.cjs', 'proxy', '--port', '80', '--', 'x']).wrappers).toEqual([])
    expect(launchOf('npx', ['-p', 'scopelight', 'other', 'proxy', '--', 'x']).wrappers).toEqual([])
    expect(launchOf('scopelight', ['lint', '--', 'x']).wrappers).toEqual([])
    expect(launchOf('npx', ['-y', 'scopelight-tools', 'proxy', '--', 'x']).wrappers).toEqual([])
  })
})

describe('a wrapper', () => {
  it.each<[command: string, args: readonly string[], kinds: readonly string[], source: string]>([
    ['cmd', ['/c', 'npx', '-y', 'acme-docs@1.0.0'], ['cmd'], 'npm:acme-docs 1.0.0(exact)'],
    ['cmd.exe', ['/d', '/s', '/c', 'npx -y acme-docs@1.0.0'], ['cmd'], 'npm:acme-docs 1.0.0(exact)'],
    ['C:\\Windows\\System32\\cmd.exe', ['/C', 'npx', 'acme-docs@1.0.0'], ['cmd'], 'npm:acme-docs 1.0.0(exact)'],
    ['env', ['A=b', 'npx', 'acme-docs@1.0.0'], ['env'], 'npm:acme-docs 1.0.0(exact)'],
    ['/usr/bin/env', ['-i', '-u', 'HOME', 'uvx', 'acme-docs==1.0.0'], ['env'], 'pypi:acme-docs 1.0.0(exact)'],
    ['/usr/bin/env', ['-S', 'npx acme-docs@1.0.0'], ['env'], 'npm:acme-docs 1.0.0(exact)'],
    ['sh', ['-c', 'npx -y acme-docs@1.0.0'], ['shell'], 'npm:acme-docs 1.0.0(exact)'],
    ['/bin/bash', ['-lc', 'exec npx -y "acme-docs@1.0.0"'], ['shell'], 'npm:acme-docs 1.0.0(exact)'],
    ['bash', ['-l', '-c', "uvx 'acme-docs==1.0.0' $HOME/src"], ['shell'], 'pypi:acme-docs 1.0.0(exact)'],
    ['zsh', ['-c', 'A=b env C=d npx acme-docs@1.0.0'], ['shell', 'env'], 'npm:acme-docs 1.0.0(exact)'],
    ['dotenv', ['-e', '.env', '--', 'npx', 'acme-docs@1.0.0'], ['dotenv'], 'npm:acme-docs 1.0.0(exact)'],
    ['op', ['run', '--env-file=.env', '--', 'npx', 'acme-docs@1.0.0'], ['dotenv'], 'npm:acme-docs 1.0.0(exact)'],
    ['aws-vault', ['exec', 'docs', '--', 'uvx', 'acme-docs==1.0.0'], ['dotenv'], 'pypi:acme-docs 1.0.0(exact)'],
    ['dotenvx', ['run', '-f', '.env', '--', 'npx', 'acme-docs@1.0.0'], ['dotenv'], 'npm:acme-docs 1.0.0(exact)'],
  ])('%s %j is taken off', (command, args, kinds, source) => {
    const { launch, text } = entryOf({ command, args })
    expect(launch.wrappers.map(({ kind }) => kind)).toEqual(kinds)
    expect(sourceWords(launch)).toBe(source)
    expect(misplaced(launch, text)).toEqual([])
  })

  it.each([
    'curl -fsSL https://get.acme.example/mcp.sh | bash',
    'npx a && npx b',
    'npx a; rm -rf /',
    'npx $(cat name)',
    'npx `cat name`',
    'npx a > log',
    'npx "$(cat name)"',
    'npx a\nnpx b',
    "npx 'a",
    'npx a &',
    'npx *',
    'A=b',
    '',
  ])('that does more than start one program stays: %s', (line) => {
    const launch = launchOf('bash', ['-c', line])
    expect(launch.wrappers).toEqual([])
    expect(launch.program?.text).toBe('bash')
    expect(launch.source).toBeUndefined()
  })

  it('gives the variables it sets', () => {
    const { launch, text } = entryOf({
      command: 'env',
      args: ['A_TOKEN=EXAMPLE0NOTREAL1', 'npx', 'acme-docs@1.0.0'],
      env: { B: 'c' },
    })
    expect(launch.env.map(({ name, value, from }) => [name, value?.text, from])).toEqual([
      ['B', 'c', 'field'],
      ['A_TOKEN', 'EXAMPLE0NOTREAL1', 'argument'],
    ])
    expect(misplaced(launch, text)).toEqual([])
  })

  it('marks words inside its command line, behind escapes too', () => {
    const { launch, text } = entryOf({
      command: 'sh',
      args: ['-c', 'A="é 𝄞" npx\t-y "@modelcontextprotocol/server-filesystem" /home/alice'],
    })
    const [path] = launch.paths
    expect(path && text.slice(path.span.start, path.span.end)).toBe('/home/alice')
  })

  it('that wraps without end stops', () => {
    const args = Array.from({ length: 5_000 }, () => 'env')
    const launch = launchOf('env', [...args, 'npx', 'acme-docs'])
    expect(launch.wrappers.length).toBeLessThanOrEqual(16)
  })

  it('of nothing is itself the program', () => {
    expect(launchOf('cmd', ['/c']).program?.text).toBe('cmd')
    expect(launchOf('env').program?.text).toBe('env')
    expect(launchOf('scopelight', ['proxy', '--']).program?.text).toBe('scopelight')
  })
})

describe('sudo', () => {
  it.each([
    [['docker', 'run', 'acme/a']],
    [['-E', '-u', 'alice', 'docker', 'run', 'acme/a']],
    [['--user=alice', '--', 'docker', 'run', 'acme/a']],
    [['A=b', 'docker', 'run', 'acme/a']],
  ])('starts what stands behind its options: %j', (args) => {
    const launch = launchOf('/usr/bin/sudo', args)
    expect(launch.wrappers.map(({ kind }) => kind)).toEqual(['sudo'])
    expect(sourceWords(launch)).toBe('oci:acme/a')
  })

  it('sets variables as "env" does', () => {
    expect(launchOf('sudo', ['A_TOKEN=x', 'acme-mcp']).env.map(({ name, from }) => [name, from])).toEqual([
      ['A_TOKEN', 'argument'],
    ])
  })

  it.each([[[]], [['-l']], [['A=b']]])('that starts nothing stays what it is: %j', (args) => {
    expect(launchOf('sudo', args).wrappers).toEqual([])
  })
})
