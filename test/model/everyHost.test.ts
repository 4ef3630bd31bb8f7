import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { entryPermissionKeys } from '../../server/knowledge/hostEntryPermissionKeys.ts'
import { firstThatBelongs } from '../../server/model/belongs.ts'
import type { Host } from '../../server/model/host.ts'
import { readersForFile } from '../../server/model/hostOf.ts'
import { HOSTS } from '../../server/model/hosts/index.ts'
import { type McpConfig, readMcpConfig } from '../../server/model/mcpConfig.ts'
import { parse } from '../../server/syntax/parse.ts'

/** What is said of a host in its documentation, and shows in its fixture. */
interface Row {
  readonly id: string
  readonly fixture: string
  /** Each server with its transport. */
  readonly transports: Readonly<Record<string, string>>
  /** Shapes of the variables of "local"; what this host does not expand is still no literal. */
  readonly shapes?: Readonly<Record<string, string>>
  /** References this host expands, and some of others that it does not. */
  readonly expands?: readonly string[]
  readonly literal?: readonly string[]
  readonly off?: readonly string[]
  /** Keys about approvals it reads within an entry, and one it ignores. */
  readonly approvals?: readonly string[]
  readonly ignores?: readonly string[]
}

const LOCAL = { local: 'stdio', remote: 'http' }

const ROWS: readonly Row[] = [
  {
    id: 'copilot-cli',
    fixture: 'mcp-config.json',
    transports: { ...LOCAL, untyped: 'unknown' },
    shapes: { REGION: 'reference', OTHER: 'reference' },
    expands: ['$REGION', '${REGION}', '${REGION:-eu}'],
    literal: ['${env:REGION}', '${input:region}'],
    ignores: ['alwaysAllow', 'disabled'],
  },
  {
    id: 'gemini',
    fixture: 'settings.json',
    transports: { ...LOCAL, untyped: 'http' },
    shapes: { REGION: 'reference', OTHER: 'reference' },
    expands: ['$REGION', '${REGION}', '${REGION:-eu}'],
    literal: ['{env:REGION}', '${env:REGION}'],
    approvals: ['trust'],
    ignores: ['alwaysAllow', 'disabled'],
  },
  {
    id: 'gemini-extension',
    fixture: 'gemini-extension.json',
    transports: { local: 'stdio', remote: 'sse', untyped: 'http' },
    expands: ['${extensionPath}', '$REGION'],
    ignores: ['trust'],
  },
  {
    id: 'antigravity',
    fixture: 'mcp_config.json',
    // "url" of Gemini CLI is not read.
    transports: { local: 'stdio', remote: 'http', untyped: 'unknown', off: 'http' },
    off: ['off'],
    ignores: ['url', 'httpUrl'],
  },
  {
    id: 'cline',
    fixture: 'cline_mcp_settings.json',
    transports: { ...LOCAL, untyped: 'sse', off: 'stdio', nested: 'stdio' },
    off: ['off', 'nested'],
    literal: ['${env:REGION}', '${REGION}'],
    approvals: ['autoApprove'],
    ignores: ['alwaysAllow'],
  },
  {
    id: 'roo',
    fixture: 'mcp.json',
    transports: { ...LOCAL, untyped: 'unknown', off: 'stdio' },
    expands: ['${env:REGION}', '${workspaceFolder}'],
    literal: ['${REGION}', '${input:region}'],
    off: ['off'],
    approvals: ['alwaysAllow'],
    ignores: ['autoApprove'],
  },
  {
    id: 'kilocode',
    fixture: 'kilo.jsonc',
    transports: { ...LOCAL, untyped: 'unknown', off: 'stdio' },
    expands: ['{env:REGION}', '{file:region.txt}'],
    literal: ['${env:REGION}'],
    off: ['off'],
  },
  {
    id: 'kilocode',
    fixture: 'legacy.json',
    transports: { ...LOCAL, untyped: 'unknown', off: 'stdio' },
    expands: ['${env:REGION}'],
    literal: ['{env:REGION}'],
    off: ['off'],
    approvals: ['alwaysAllow'],
  },
  {
    id: 'opencode',
    fixture: 'opencode.jsonc',
    transports: { ...LOCAL, untyped: 'unknown', off: 'stdio' },
    shapes: { REGION: 'reference', OTHER: 'reference' },
    expands: ['{env:REGION}', '{file:~/region}'],
    literal: ['${REGION}', '$REGION'],
    off: ['off'],
    ignores: ['env', 'args', 'disabled'],
  },
  {
    id: 'windsurf',
    fixture: 'mcp_config.json',
    transports: { local: 'stdio', remote: 'http', untyped: 'http', off: 'stdio' },
    expands: ['${env:REGION}', '${file:/srv/region}'],
    literal: ['${REGION}'],
    off: ['off'],
    ignores: ['type', 'autoApprove'],
  },
  {
    id: 'kiro',
    fixture: 'mcp.json',
    transports: { local: 'stdio', remote: 'http', untyped: 'http', off: 'stdio' },
    expands: ['${REGION}'],
    literal: ['${env:REGION}', '$REGION'],
    off: ['off'],
    approvals: ['autoApprove'],
    ignores: ['alwaysAllow'],
  },
  {
    id: 'amazonq',
    fixture: 'agent.json',
    transports: { ...LOCAL, untyped: 'unknown', off: 'stdio' },
    expands: ['${env:REGION}'],
    literal: ['{env:REGION}'],
    off: ['off'],
    ignores: ['alwaysAllow', 'cwd'],
  },
  {
    id: 'jetbrains',
    fixture: 'mcp.json',
    transports: { ...LOCAL, untyped: 'unknown', off: 'stdio' },
    off: ['off'],
    ignores: ['autoApprove'],
  },
  {
    id: 'visual-studio',
    fixture: 'mcp.json',
    transports: { ...LOCAL, untyped: 'unknown' },
    expands: ['${input:token}', '${env:REGION}'],
    literal: ['$REGION', '${REGION}'],
    ignores: ['disabled'],
  },
  {
    id: 'zed',
    fixture: 'settings.json',
    transports: { local: 'stdio', old: 'stdio', untyped: 'http', off: 'stdio' },
    off: ['off'],
    literal: ['${env:REGION}', '$REGION'],
    ignores: ['type', 'disabled'],
  },
  {
    id: 'crush',
    fixture: 'crush.json',
    transports: { ...LOCAL, untyped: 'unknown', off: 'stdio' },
    expands: ['$REGION', '${REGION}', '$(cat region)'],
    literal: ['${input:region}', '{env:REGION}'],
    off: ['off'],
    ignores: ['autoApprove'],
  },
  {
    id: 'lmstudio',
    fixture: 'mcp.json',
    transports: { local: 'stdio', untyped: 'http' },
    literal: ['${env:REGION}'],
    ignores: ['autoApprove'],
  },
  {
    id: 'warp',
    fixture: '.mcp.json',
    transports: { local: 'stdio', untyped: 'http' },
    expands: ['{{region}}'],
    literal: ['${REGION}'],
    ignores: ['cwd'],
  },
  {
    id: 'agent-plugins',
    fixture: 'mcp.json',
    transports: { ...LOCAL, untyped: 'unknown' },
    expands: ['${PLUGIN_ROOT}', '${PLUGIN_DATA}'],
    literal: ['${env:REGION}', '${REGION}'],
    ignores: ['disabled'],
  },
  { id: 'generic', fixture: 'mcp.json', transports: { ...LOCAL, untyped: 'unknown' } },
  {
    id: 'mcpb',
    fixture: 'manifest.json',
    transports: { 'acme-docs': 'stdio' },
    expands: ['${__dirname}', '${user_config.region}', '${HOME}'],
    literal: ['${env:REGION}'],
    ignores: ['url'],
  },
  {
    id: 'codex',
    fixture: 'config.toml',
    transports: { local: 'stdio', untyped: 'http', off: 'stdio' },
    shapes: { REGION: 'literal', OTHER: 'reference', ACME_TOKEN: 'reference', OTHER_TOKEN: 'reference' },
    literal: ['${env:REGION}', '$REGION'],
    off: ['off'],
    approvals: ['default_tools_approval_mode'],
    ignores: ['type', 'headers'],
  },
  {
    id: 'goose',
    fixture: 'config.yaml',
    transports: { ...LOCAL, untyped: 'unknown', off: 'stdio' },
    shapes: { REGION: 'literal', OTHER: 'reference', ACME_TOKEN: 'reference' },
    expands: ['$REGION', '${REGION}'],
    literal: ['${env:REGION}'],
    off: ['off'],
    ignores: ['command', 'env', 'url'],
  },
  { id: 'goose', fixture: 'recipe.yaml', transports: { local: 'stdio' } },
  {
    id: 'librechat',
    fixture: 'librechat.yaml',
    transports: { ...LOCAL, untyped: 'sse' },
    expands: ['${REGION}', '{{LIBRECHAT_USER_ID}}'],
    literal: ['${env:REGION}', '$REGION'],
    ignores: ['disabled'],
  },
  {
    id: 'continue',
    fixture: 'config.yaml',
    transports: { local: 'stdio', remote: 'sse', untyped: 'http' },
    expands: ['${{ secrets.REGION }}', '${{ inputs.region }}'],
    literal: ['${REGION}', '{env:REGION}'],
    ignores: ['disabled', 'headers'],
  },
  { id: 'continue', fixture: 'copied.json', transports: { local: 'stdio' } },
  {
    id: 'docker',
    fixture: 'catalog.yaml',
    transports: { local: 'stdio', remote: 'http' },
    shapes: { REGION: 'reference', ACME_TOKEN: 'reference' },
    expands: ['{{local.region}}'],
  },
  { id: 'docker', fixture: 'server.yaml', transports: { local: 'stdio' }, shapes: { ACME_TOKEN: 'reference' } },
  {
    id: 'copilot-cloud-agent',
    fixture: 'docs.agent.md',
    transports: { ...LOCAL, untyped: 'unknown' },
    shapes: { REGION: 'reference', OTHER: 'reference' },
    expands: ['$COPILOT_MCP_REGION', '${{ secrets.COPILOT_MCP_REGION }}', '${{vars.COPILOT_MCP_REGION}}'],
    literal: ['${env:REGION}', '${{ secrets.REGION }}', '$REGION'],
    ignores: ['cwd', 'envFile'],
  },
  { id: 'claude-code', fixture: 'agent.md', transports: { docs: 'stdio' } },
  { id: 'claude-code-settings', fixture: 'settings.json', transports: {} },
  { id: 'cursor', fixture: 'permissions.json', transports: {} },
  { id: 'toolhive', fixture: 'docs.profile.json', transports: {} },
]

function readFixture({ id, fixture }: Row): McpConfig & { readonly reader: Host } {
  const text = readFileSync(new URL(`../fixtures/hosts/${id}/${fixture}`, import.meta.url), 'utf8')
  const reader = firstThatBelongs(readersForFile(id, `${id}/${fixture}`), text)
  if (!reader) throw new Error(`no reader of ${fixture}`)
  return { ...readMcpConfig(parse(text, reader.syntax.format), reader, fixture), reader }
}

describe.each(ROWS)('$id reads $fixture', (row) => {
  const config = readFixture(row)
  const { reader } = config

  it('finds its servers and how they are spoken to', () => {
    expect(Object.fromEntries(config.servers.map(({ name, launch }) => [name, launch.transport]))).toEqual(row.transports)
    const faults = config.tree.problems.filter(({ kind }) => kind !== 'comment' && kind !== 'trailing-comma')
    expect(faults).toEqual([])
    expect(config.tree.problems.some(({ kind }) => kind === 'comment') && !reader.syntax.comments).toBe(false)
  })

  it('takes its own references for references, and those of others for no literals', () => {
    const local = config.servers.find(({ name }) => name === 'local')
    const shapes = Object.fromEntries(local?.launch.env.map(({ name, shape }) => [name, shape]) ?? [])
    if (row.shapes) expect(shapes).toEqual(row.shapes)
    const pattern = reader.interpolation.pattern ?? '(?!)'
    const expands = (value: string): boolean => new RegExp(`^(?:${pattern})$`).test(value)
    expect((row.expands ?? []).filter((value) => !expands(value))).toEqual([])
    expect((row.literal ?? []).filter(expands)).toEqual([])
  })

  it('writes references in its own way', () => {
    const { env, pattern } = reader.interpolation
    if (env) expect(env('ACME_TOKEN')).toMatch(new RegExp(`^(?:${pattern ?? '(?!)'})$`))
    else expect(reader.interpolation.input).toBeUndefined()
  })

  it('knows which servers are off', () => {
    expect(config.servers.filter(({ enabled }) => !enabled).map(({ name }) => name)).toEqual(row.off ?? [])
  })

  it('knows which fields count', () => {
    const fields = reader.fields.map(({ name }) => name)
    const approvals = entryPermissionKeys(row.id)?.approval ?? []
    expect((row.approvals ?? []).filter((key) => !fields.includes(key) || !approvals.includes(key))).toEqual([])
    expect((row.ignores ?? []).filter((key) => fields.includes(key) || approvals.includes(key))).toEqual([])
  })
})

it('has a fixture for each host that is not tested by itself', () => {
  const byThemselves = ['vscode', 'claude-code', 'claude-desktop', 'cursor']
  const missing = HOSTS.filter(({ id }) => !byThemselves.includes(id) && !ROWS.some((row) => row.id === id))
  // The entries of the registry all have one name, see below.
  expect(missing.map(({ id }) => id)).toEqual(['registry'])
})

describe('what an entry starts', () => {
  const launchesOf = (id: string, fixture: string) =>
    readFixture({ id, fixture, transports: {} }).servers.map(({ name, launch }) => ({ ...launch, entry: name }))
  const local = (id: string, fixture: string) => launchesOf(id, fixture).find(({ entry }) => entry === 'local')

  it.each([
    ['opencode', 'opencode.jsonc'],
    ['kilocode', 'kilo.jsonc'],
    ['goose', 'config.yaml'],
    ['goose', 'recipe.yaml'],
    ['codex', 'config.toml'],
    ['continue', 'config.yaml'],
    ['copilot-cloud-agent', 'docs.agent.md'],
    ['zed', 'settings.json'],
  ])('is the same in the words of %s', (id, fixture) => {
    expect(local(id, fixture)).toMatchObject({
      runner: { name: 'npx' },
      source: { ecosystem: 'npm', name: '@acme/docs', version: { text: '1.0.0', kind: 'exact' } },
    })
  })

  it('is read from the old form of Zed too', () => {
    const old = launchesOf('zed', 'settings.json').find(({ entry }) => entry === 'old')
    expect(old).toMatchObject({ source: { name: '@acme/docs' }, env: [{ name: 'REGION' }] })
  })

  it('gets the credentials whose names stand in fields of Codex', () => {
    const [start, remote] = launchesOf('codex', 'config.toml')
    expect(start?.credentials.map(({ name, evidence }) => [name, evidence])).toEqual([
      ['ACME_TOKEN', 'name'],
      ['OTHER_TOKEN', 'name'],
    ])
    expect(remote?.credentials.map(({ name, evidence }) => [name, evidence])).toEqual([
      ['X-Api-Key', 'reference'],
      ['Authorization', 'reference'],
    ])
  })

  it('is the image of a catalogue, with its folders and secrets', () => {
    expect(local('docker', 'catalog.yaml')).toMatchObject({
      source: { ecosystem: 'oci', name: 'mcp/docs', digest: expect.stringMatching(/^sha256:/) },
      mounts: [{ source: { text: '/srv/docs' }, target: '/docs', writable: false }],
      credentials: [{ name: 'ACME_TOKEN', evidence: 'name' }],
    })
    expect(launchesOf('docker', 'catalog.yaml').find(({ entry }) => entry === 'remote')?.url?.hostname).toBe('mcp.acme.example')
  })

  it('is each package and address of an entry of the registry', () => {
    const ways = launchesOf('registry', 'server.json')
    expect(ways.map(({ entry, transport, source }) => [entry, transport, source?.ecosystem])).toEqual([
      ['example.acme/docs', 'stdio', 'npm'],
      ['example.acme/docs', 'stdio', 'oci'],
      ['example.acme/docs', 'http', undefined],
    ])
    expect(ways[0]).toMatchObject({
      source: { name: '@acme/docs', version: { kind: 'exact' } },
      env: [
        { name: 'REGION', shape: 'reference' },
        { name: 'ACME_TOKEN', value: undefined },
      ],
      args: [{ text: '--port' }, { text: '8080' }],
    })
  })

  it('is given headers that are options of the request, and a key that becomes one', () => {
    const remote = launchesOf('continue', 'config.yaml').find(({ entry }) => entry === 'remote')
    expect(remote?.headers.map(({ name, shape }) => [name, shape])).toEqual([
      ['X-Region', 'literal'],
      ['Authorization', 'reference'],
    ])
  })
})
