import { describe, expect, it } from 'vitest'
import { entryOf, launchOf, sourceWords } from './config.ts'

describe('the package that starts', () => {
  it.each<[command: string, args: string, runner: string | undefined, source: string, rest: string]>([
    ['npx', '-y acme-docs@1.0.0 --stdio', 'npx', 'npm:acme-docs 1.0.0(exact)', '--stdio'],
    ['npx', '--yes @acme/docs', 'npx', 'npm:@acme/docs', ''],
    ['npx', '-y @acme/docs@latest', 'npx', 'npm:@acme/docs latest(tag)', ''],
    ['npx', '-y @acme/docs@^1.2', 'npx', 'npm:@acme/docs ^1.2(range)', ''],
    ['npx', '-y @acme/docs@>=1', 'npx', 'npm:@acme/docs >=1(range)', ''],
    ['npx', '-y @acme/docs@1.x', 'npx', 'npm:@acme/docs 1.x(range)', ''],
    ['npx', '-y @acme/docs@1', 'npx', 'npm:@acme/docs 1(range)', ''],
    ['npx', '-y @acme/docs@next', 'npx', 'npm:@acme/docs next(tag)', ''],
    ['npx', '-y @acme/docs@1.2.3-beta.1', 'npx', 'npm:@acme/docs 1.2.3-beta.1(exact)', ''],
    ['npx', '-p @acme/docs@1.0.0 docs-mcp -v', 'npx', 'npm:@acme/docs 1.0.0(exact)', '-v'],
    ['npx', '--package=@acme/docs@1.0.0 -- docs-mcp -v', 'npx', 'npm:@acme/docs 1.0.0(exact)', '-v'],
    ['npx', '-y -- acme-docs@1.0.0 -y', 'npx', 'npm:acme-docs 1.0.0(exact)', '-y'],
    ['npx', '--registry https://npm.acme.example acme-docs', 'npx', 'npm:acme-docs', ''],
    ['npx', '-y github:acme/docs', 'npx', 'git:github:acme/docs', ''],
    [
      'npx',
      '-y acme/docs#0123456789abcdef0123456789abcdef01234567',
      'npx',
      'git:acme/docs 0123456789abcdef0123456789abcdef01234567(exact)',
      '',
    ],
    ['npx', '-y ./tools/docs', 'npx', 'local:./tools/docs', ''],
    ['npx', '-y https://acme.example/docs.tgz', 'npx', 'url:https://acme.example/docs.tgz', ''],
    ['npx', '', 'npx', 'none', ''],
    ['C:\\Program Files\\nodejs\\npx.cmd', '-y acme-docs@1.0.0', 'npx', 'npm:acme-docs 1.0.0(exact)', ''],
    ['/usr/local/bin/bunx', 'acme-docs@1.0.0', 'bunx', 'npm:acme-docs 1.0.0(exact)', ''],
    ['bun', 'x acme-docs@1.0.0', 'bunx', 'npm:acme-docs 1.0.0(exact)', ''],
    ['pnpm', 'dlx acme-docs@1.0.0 a', 'pnpm dlx', 'npm:acme-docs 1.0.0(exact)', 'a'],
    ['pnpm', '--package=@acme/docs dlx docs-mcp a', 'pnpm dlx', 'npm:@acme/docs', 'a'],
    ['yarn', 'dlx -q acme-docs@1.0.0', 'yarn dlx', 'npm:acme-docs 1.0.0(exact)', ''],
    ['npm', 'exec -y -- acme-docs@1.0.0 a', 'npm exec', 'npm:acme-docs 1.0.0(exact)', 'a'],
    ['npm', 'run start', undefined, 'none', 'run start'],
    ['uvx', 'acme-docs==1.2.3', 'uvx', 'pypi:acme-docs 1.2.3(exact)', ''],
    ['uvx', 'acme-docs@1.2.3 a', 'uvx', 'pypi:acme-docs 1.2.3(exact)', 'a'],
    ['uvx', 'acme-docs@latest', 'uvx', 'pypi:acme-docs latest(tag)', ''],
    ['uvx', 'acme-docs>=1.2', 'uvx', 'pypi:acme-docs >=1.2(range)', ''],
    ['uvx', '--from acme-docs[cli]==1.2.3 docs-mcp a', 'uvx', 'pypi:acme-docs 1.2.3(exact)', 'a'],
    ['uvx', '--from git+https://github.com/acme/docs@main docs-mcp', 'uvx', 'git:git+https://github.com/acme/docs main(tag)', ''],
    ['uvx', '--from git+https://github.com/acme/docs docs-mcp', 'uvx', 'git:git+https://github.com/acme/docs', ''],
    ['uvx', '--python 3.12 --with httpx acme-docs a', 'uvx', 'pypi:acme-docs', 'a'],
    ['uv', 'tool run acme-docs==1.2.3', 'uv tool run', 'pypi:acme-docs 1.2.3(exact)', ''],
    ['uv', 'run --with mcp[cli]==1.9.0 mcp run /srv/app/server.py', 'uv run', 'pypi:mcp 1.9.0(exact)', 'run /srv/app/server.py'],
    ['uv', '--directory /srv/app run server.py --stdio', 'uv run', 'none', '--stdio'],
    ['pipx', 'run --spec acme-docs==1.2.3 docs-mcp', 'pipx', 'pypi:acme-docs 1.2.3(exact)', ''],
    ['pipx', 'run acme-docs', 'pipx', 'pypi:acme-docs', ''],
    ['docker', 'run -i --rm acme/docs', 'docker', 'oci:acme/docs', ''],
    ['docker', 'run -i --rm -e TOKEN --network none acme/docs:1.2.3 --stdio', 'docker', 'oci:acme/docs 1.2.3(exact)', '--stdio'],
    [
      'docker',
      'run --name=x -it --rm -p 80:80 registry.acme.example:5000/a/docs:latest a',
      'docker',
      'oci:registry.acme.example:5000/a/docs latest(tag)',
      'a',
    ],
    ['docker', 'container run --rm -i acme/docs:1.2', 'docker', 'oci:acme/docs 1.2(range)', ''],
    [
      'podman',
      '--log-level debug run --rm -i docker.io/acme/docs@sha256:0123',
      'podman',
      'oci:docker.io/acme/docs sha256:0123',
      '',
    ],
    ['docker', 'exec -i box node server.js', undefined, 'none', 'exec -i box node server.js'],
    ['docker', 'mcp gateway run', undefined, 'none', 'mcp gateway run'],
    ['deno', 'run -A npm:@acme/docs@1.0.0 a', 'deno', 'npm:@acme/docs 1.0.0(exact)', 'a'],
    ['deno', 'run --allow-net https://acme.example/mcp.ts', 'deno', 'url:https://acme.example/mcp.ts', ''],
    ['/opt/acme/acme-mcp', '--stdio', undefined, 'none', '--stdio'],
  ])('%s %s', (command, args, runner, source, rest) => {
    const launch = launchOf(command, args === '' ? [] : args.split(' '))
    expect(launch.runner?.name).toBe(runner)
    expect(sourceWords(launch)).toBe(source)
    expect(launch.args.filter(({ of }) => of === 'server').map(({ text }) => text)).toEqual(rest === '' ? [] : rest.split(' '))
  })

  it('is marked where it stands, as the whole specification', () => {
    const { launch, text } = entryOf({ command: 'npx', args: ['-y', '@acme/docs@1.0.0', '/srv'] })
    expect(launch.source && text.slice(launch.source.span.start, launch.source.span.end)).toBe('@acme/docs@1.0.0')
    expect(launch.source?.path).toEqual(['mcpServers', 'it', 'args', 1])
  })
})

describe('the script of a runtime', () => {
  it.each([
    ['node', ['/home/alice/server.js', '/srv'], '/home/alice/server.js', ['/srv']],
    ['node', ['--env-file=.env', '-r', './hook.js', 'server.js'], 'server.js', []],
    ['node', ['-e', 'console.log(1)'], undefined, []],
    ['python3.12', ['-u', 'server.py', '-v'], 'server.py', ['-v']],
    ['python', ['-m', 'mcp_server_git', '--repository', '/srv'], undefined, ['--repository', '/srv']],
    ['uv', ['run', 'server.py'], 'server.py', []],
    ['deno', ['run', '--allow-read=/srv', 'server.ts', 'a'], 'server.ts', ['a']],
    ['bun', ['run', 'server.ts'], 'server.ts', []],
    ['php', ['-d', 'x=1', 'server.php'], 'server.php', []],
    ['npx', ['-y', 'acme-docs'], undefined, []],
  ])('of %s %j', (command, args, script, rest) => {
    const launch = launchOf(command, args)
    expect(launch.script?.text).toBe(script)
    expect(launch.args.filter(({ of }) => of === 'server').map(({ text }) => text)).toEqual(rest)
  })

  it('is never data reach', () => {
    expect(launchOf('node', ['/home/alice/server.js']).paths).toEqual([])
  })
})

describe('arguments', () => {
  it('tell a flag with its value from a flag and a value', () => {
    const launch = launchOf('acme-mcp', ['--token=a', '--key', 'b', '-v', '--', 'c', '-1'])
    expect(launch.args.map(({ kind, flag, value }) => [kind, flag, value.text])).toEqual([
      ['flag', '--token', 'a'],
      ['flag', undefined, '--key'],
      ['flag-value', '--key', 'b'],
      ['flag', undefined, '-v'],
      ['flag', undefined, '--'],
      ['other', undefined, 'c'],
      ['other', undefined, '-1'],
    ])
  })

  it('of the container stand apart from those of the image', () => {
    const launch = launchOf('docker', ['run', '--rm', '-v', '/srv:/srv', 'acme/docs', '--privileged', '-v'])
    expect(launch.args.map(({ of, kind, text }) => `${of} ${kind} ${text}`)).toEqual([
      'container other run',
      'container flag --rm',
      'container flag -v',
      'container flag-value /srv:/srv',
      'container package acme/docs',
      'server flag --privileged',
      'server flag -v',
    ])
  })

  it('are paths for a server that serves files, and for no other', () => {
    const words = ({ paths }: ReturnType<typeof launchOf>): readonly string[] => paths.map(({ text }) => text)
    expect(words(launchOf('npx', ['-y', '@modelcontextprotocol/server-filesystem', '/', '~/docs', '.', 'C:\\']))).toEqual([
      '/',
      '~/docs',
      '.',
      'C:\\',
    ])
    expect(words(launchOf('uvx', ['mcp-server-git', '--repository', '/srv/app']))).toEqual(['/srv/app'])
    expect(words(launchOf('uvx', ['mcp-server-git', '--repository=/srv/app']))).toEqual(['/srv/app'])
    expect(words(launchOf('npx', ['-y', 'acme-docs', '/']))).toEqual([])
    // A path of the container; what it reaches is the mount.
    expect(words(launchOf('docker', ['run', '-v', '/srv:/data', 'mcp/filesystem', '/data']))).toEqual([])
  })
})

describe('mounts', () => {
  it.each([
    [['-v', '/srv:/data'], '/srv', '/data', true],
    [['-v', '/srv:/data:ro'], '/srv', '/data', false],
    [['--volume=/srv:/data:z,ro'], '/srv', '/data', false],
    [['-v/srv:/data'], '/srv', '/data', true],
    [['-v', 'C:\\Users\\alice:/data'], 'C:\\Users\\alice', '/data', true],
    [['-v', '${HOME:-/root}:/data'], '${HOME:-/root}', '/data', true],
    [['-v', 'cache:/data'], 'cache', '/data', true],
    [['--mount', 'type=bind,source=/srv,target=/data,readonly'], '/srv', '/data', false],
    [['--mount=type=bind,src=/srv,dst=/data'], '/srv', '/data', true],
  ])('of %j', (options, source, target, writable) => {
    const { launch, text } = entryOf({ command: 'docker', args: ['run', '--rm', ...options, 'acme/docs'] })
    expect(launch.mounts.map((mount) => [mount.source.text, mount.target, mount.writable])).toEqual([[source, target, writable]])
    const span = launch.mounts[0]?.source.span
    expect(span && JSON.parse(`"${text.slice(span.start, span.end)}"`)).toBe(source)
  })
})

describe('addresses', () => {
  it.each([
    ['http://localhost:3000/mcp', 'http', 'localhost', true, false],
    ['http://app.localhost/mcp', 'http', 'app.localhost', true, false],
    ['http://127.0.0.1/mcp', 'http', '127.0.0.1', true, false],
    ['http://127.1.2.3/mcp', 'http', '127.1.2.3', true, false],
    ['http://[::1]:3000/mcp', 'http', '::1', true, false],
    ['http://10.0.0.5/mcp', 'http', '10.0.0.5', false, true],
    ['http://172.31.0.1/mcp', 'http', '172.31.0.1', false, true],
    ['http://172.32.0.1/mcp', 'http', '172.32.0.1', false, false],
    ['http://192.168.1.1/mcp', 'http', '192.168.1.1', false, true],
    ['http://169.254.169.254/mcp', 'http', '169.254.169.254', false, true],
    ['http://[fd00::1]/mcp', 'http', 'fd00::1', false, true],
    ['http://[fe80::1]/mcp', 'http', 'fe80::1', false, true],
    ['http://intranet/mcp', 'http', 'intranet', false, true],
    ['https://127.0.0.1.acme.example/mcp', 'https', '127.0.0.1.acme.example', false, false],
    ['https://localhost.acme.example/mcp', 'https', 'localhost.acme.example', false, false],
    ['HTTPS://MCP.Acme.Example./mcp', 'https', 'mcp.acme.example', false, false],
    ['http://2130706433/mcp', 'http', '127.0.0.1', true, false],
    ['https://mcp.acme.example:${PORT}/${PATH}', 'https', 'mcp.acme.example', false, false],
  ])('%s', (url, scheme, hostname, loopback, isPrivate) => {
    expect(entryOf({ type: 'http', url }).launch.url).toMatchObject({ scheme, hostname, loopback, private: isPrivate })
  })

  it.each(['${MCP_URL}', 'mcp.acme.example/mcp', '', '/mcp', 'https://'])('"%s" is none', (url) => {
    expect(entryOf({ type: 'http', url }).launch.url).toBeUndefined()
  })
})

describe('the known server', () => {
  it('is found by its origin, in its own ecosystem', () => {
    expect(launchOf('npx', ['-y', '@modelcontextprotocol/server-filesystem@2026.7.10']).known?.id).toBe('filesystem')
    expect(launchOf('uvx', ['mcp-server-git']).known?.id).toBe('git')
    expect(launchOf('npx', ['-y', 'mcp-server-git']).known).toBeUndefined()
    expect(launchOf('python', ['-m', 'mcp_server_git']).known?.id).toBe('git')
    expect(launchOf('docker', ['run', 'ghcr.io/github/github-mcp-server:v1.0.0']).known?.id).toBe('github')
    expect(launchOf('/usr/local/bin/github-mcp-server', ['stdio']).known?.id).toBe('github')
    expect(entryOf({ type: 'http', url: 'https://api.githubcopilot.com/mcp/' }).launch.known?.id).toBe('github')
  })

  it('is not told by the name of the entry or a part of a path', () => {
    expect(launchOf('node', ['/src/github-mcp-server/index.js']).known).toBeUndefined()
    expect(entryOf({ type: 'http', url: 'https://api.githubcopilot.com.acme.example/mcp/' }).launch.known).toBeUndefined()
  })
})

describe('a bridge', () => {
  const bridge = (command: string, args: readonly string[]) => {
    const { bridged } = launchOf(command, args)
    return bridged && [bridged.url.text, bridged.known?.id]
  }

  it.each<[string, string[], string | undefined]>([
    ['npx', ['-y', 'mcp-remote@0.1.38', 'https://mcp.neon.tech/mcp'], 'neon'],
    ['npx', ['mcp-remote', 'https://api.githubcopilot.com/mcp/x/all', '--header', 'Authorization: Bearer ${T}'], 'github'],
    ['npx', ['supergateway', '--sse', 'https://mcp.linear.app/sse'], 'linear'],
    ['uvx', ['mcp-proxy', 'https://mcp.acme.example/sse'], undefined],
    ['mcp-proxy', ['--transport=streamablehttp', 'https://mcp.acme.example/mcp'], undefined],
    ['cmd', ['/c', 'npx', 'mcp-remote', 'https://mcp.linear.app/mcp'], 'linear'],
  ])('leads to the server of its address: %s %j', (command, args, id) => {
    expect(bridge(command, args)).toEqual([args.find((word) => word.startsWith('https:')), id])
  })

  it.each<[string, string[]]>([
    ['npx', ['supergateway', '--stdio', 'acme-mcp']],
    ['npx', ['supergateway', '--cors', 'https://app.acme.example', '--stdio', 'acme-mcp']],
    ['uvx', ['mcp-proxy', '--port', '8080', 'acme-mcp']],
    ['npx', ['acme-mcp', 'https://mcp.acme.example/mcp']],
    ['npx', ['mcp-remote', '${MCP_URL}']],
  ])('is none, or leads nowhere known: %s %j', (command, args) => {
    expect(bridge(command, args)).toBeUndefined()
  })

  it('takes no switch for its own, and gives the server behind it those of the address', () => {
    const { broadeners } = launchOf('npx', ['mcp-remote', 'https://api.githubcopilot.com/mcp/x/all', '--toolsets', 'all'])
    expect(broadeners.map(({ key }) => key)).toEqual(['/x/all'])
  })
})

describe('switches of a known server', () => {
  const github = ['run', '-i', '--rm']
  const words = (uses: readonly { kind: string; key: string; value: string }[]): readonly string[] =>
    uses.map(({ kind, key, value }) => `${kind} ${key}=${value}`)

  it('are found in the variables of a container, and "all" restricts nothing', () => {
    const { launch, text } = entryOf({
      command: 'docker',
      args: [...github, '-e', 'GITHUB_TOOLSETS=all', '-e', 'GITHUB_READ_ONLY=1', 'ghcr.io/github/github-mcp-server'],
    })
    expect(words(launch.restrictions)).toEqual(['readOnly GITHUB_READ_ONLY=1'])
    expect(words(launch.broadeners)).toEqual(['everything GITHUB_TOOLSETS=all'])
    const span = launch.broadeners[0]?.span
    expect(span && text.slice(span.start, span.end)).toBe('GITHUB_TOOLSETS=all')
  })

  it('are found in the field env, in flags, in headers and in the path of a URL', () => {
    expect(words(launchOf('github-mcp-server', ['stdio', '--read-only', '--toolsets', 'issues']).restrictions)).toEqual([
      'readOnly --read-only=',
      'toolset --toolsets=issues',
    ])
    expect(words(launchOf('github-mcp-server', ['stdio'], { env: { GITHUB_READ_ONLY: 'true' } }).restrictions)).toEqual([
      'readOnly GITHUB_READ_ONLY=true',
    ])
    const remote = entryOf({
      type: 'http',
      url: 'https://api.githubcopilot.com/mcp/x/issues/readonly',
      headers: { 'x-mcp-readonly': 'true' },
    }).launch
    expect(words(remote.restrictions)).toEqual([
      'readOnly X-MCP-Readonly=true',
      'readOnly /readonly=',
      'toolset /x/{toolset}=issues',
    ])
    expect(words(entryOf({ type: 'http', url: 'https://api.githubcopilot.com/mcp/x/all' }).launch.broadeners)).toEqual([
      'everything /x/all=',
    ])
  })

  it('tell a choice of channels from all of them', () => {
    const slackWith = (value: string) =>
      entryOf({ command: 'npx', args: ['slack-mcp-server'], env: { SLACK_MCP_ADD_MESSAGE_TOOL: value } }).launch
    expect(words(slackWith('true').broadeners)).toEqual(['writes SLACK_MCP_ADD_MESSAGE_TOOL=true'])
    expect(slackWith('true').restrictions).toEqual([])
    expect(slackWith('C012AB3CD').broadeners).toEqual([])
    expect(words(slackWith('C012AB3CD').restrictions)).toEqual(['channels SLACK_MCP_ADD_MESSAGE_TOOL=C012AB3CD'])
    expect(slackWith('!C012AB3CD').restrictions).toEqual([])
    expect(words(slackWith('!C012AB3CD').broadeners)).toEqual(['writes SLACK_MCP_ADD_MESSAGE_TOOL=!C012AB3CD'])
  })

  it('are not found when they are switched off', () => {
    expect(launchOf('github-mcp-server', [], { env: { GITHUB_READ_ONLY: '0' } }).restrictions).toEqual([])
    expect(launchOf('github-mcp-server', [], { env: { GITHUB_TOOLSETS: '' } }).restrictions).toEqual([])
  })

  it('count when a reference stands there: unknown is neither safe nor a warning', () => {
    expect(words(launchOf('github-mcp-server', [], { env: { GITHUB_TOOLSETS: '${TOOLSETS}' } }).restrictions)).toEqual([
      'toolset GITHUB_TOOLSETS=${TOOLSETS}',
    ])
    expect(launchOf('github-mcp-server', [], { env: { GITHUB_TOOLSETS: '${TOOLSETS}' } }).broadeners).toEqual([])
  })

  it('widen nothing through a reference that may as well be "false", unless it falls back to yes', () => {
    const terraformWith = (value: string) =>
      entryOf({ command: 'terraform-mcp-server', env: { ENABLE_TF_OPERATIONS: value } }).launch
    expect(terraformWith('true').broadeners).toHaveLength(1)
    expect(terraformWith('${COPILOT_MCP_OPERATIONS}').broadeners).toEqual([])
    expect(terraformWith('${OPERATIONS:-false}').broadeners).toEqual([])
    expect(terraformWith('${OPERATIONS:-true}').broadeners).toHaveLength(1)
  })

  it('are found in the query of a URL', () => {
    const { restrictions } = entryOf({ type: 'http', url: 'https://mcp.supabase.com/mcp?read_only=true&project_ref=abc' }).launch
    expect(words(restrictions)).toEqual(expect.arrayContaining(['readOnly read_only=true', 'scope project_ref=abc']))
  })
})
