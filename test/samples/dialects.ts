/**
 * How each host writes a server, for the tests alone and from its documentation (see `docs/hosts.md` for the sources): the
 * hosts of `server/model/hosts` are what is tested.
 */
export interface Dialect {
  readonly host: string
  readonly file: string
  readonly format: 'json' | 'jsonc' | 'yaml' | 'toml' | 'frontmatter'
  /** Keys from the root of the file to its servers. */
  readonly at: readonly string[]
  /** `map`: by name; `list`: with their name beside the fields; `wrapped`: a list of maps of one; `one`: one to a file. */
  readonly container: 'map' | 'list' | 'wrapped' | 'one'
  /** What else stands in the file. */
  readonly around?: Readonly<Record<string, unknown>>
  readonly words: Words
  /** Of a variable of the environment; without it this host has none. */
  readonly env?: (name: string) => string
  /** Of what the person is asked for, where the host asks. */
  readonly input?: (id: string) => string
  readonly comments?: '//' | '#'
}

export interface Words {
  /** Absent: this host starts no programs. `list`: with the arguments. */
  readonly command?: string
  readonly commandIsList?: boolean
  /** The fields of a program stand one level down, under this key. */
  readonly nested?: string
  readonly env: string
  /** Names of variables that are passed on as they are; where references in `env` are none. */
  readonly passedEnv?: string
  /** Absent: no servers elsewhere. */
  readonly url?: string
  readonly headers?: readonly string[]
  /** Name of a variable that is sent as a bearer token. */
  readonly bearerEnv?: string
  /** Where the transport is written; absent: it follows from the other fields. */
  readonly type?: string
  readonly stdio?: string
  readonly http?: string
  /** Absent: no SSE. */
  readonly sse?: string
  readonly approved?: string
  /** All tools run without asking. */
  readonly approvesAll?: readonly [key: string, value: unknown]
  readonly onlyTools?: string
  readonly withoutTools?: string
}

const COMMON = { command: 'command', env: 'env', url: 'url', headers: ['headers'] } satisfies Words
const TYPED = { ...COMMON, type: 'type', stdio: 'stdio', http: 'http', sse: 'sse' } satisfies Words
const STREAMABLE = { ...TYPED, http: 'streamable-http' } satisfies Words
const ARGV = {
  ...TYPED,
  commandIsList: true,
  env: 'environment',
  stdio: 'local',
  http: 'remote',
  sse: 'remote',
} satisfies Words

const plain = (name: string): string => `\${${name}}`
const braces = (name: string): string => `{env:${name}}`
const prefixed = (name: string): string => `\${env:${name}}`
const asked = (id: string): string => `\${input:${id}}`
const secret = (name: string): string => `\${{ secrets.${name} }}`

const vscode = { host: 'vscode', container: 'map', words: TYPED, env: prefixed, input: asked, comments: '//' } as const
const AGENT = { name: 'docs', description: 'Reads the docs.', tools: ['read'] }

const GOOSE = {
  command: 'cmd',
  env: 'envs',
  passedEnv: 'env_keys',
  url: 'uri',
  headers: ['headers'],
  type: 'type',
  stdio: 'stdio',
  http: 'streamable_http',
  onlyTools: 'available_tools',
} as const

export const DIALECTS: readonly Dialect[] = [
  { ...vscode, file: '.vscode/mcp.json', format: 'jsonc', at: ['servers'] },
  { ...vscode, file: '.devcontainer/devcontainer.json', format: 'jsonc', at: ['customizations', 'vscode', 'mcp', 'servers'] },
  { ...vscode, file: 'acme.code-workspace', format: 'jsonc', at: ['settings', 'mcp', 'servers'] },
  { ...vscode, file: '~/.config/Code/User/mcp.json', format: 'jsonc', at: ['servers'] },
  {
    host: 'visual-studio',
    file: '.vs/mcp.json',
    format: 'jsonc',
    at: ['servers'],
    container: 'map',
    words: TYPED,
    env: prefixed,
    input: asked,
    comments: '//',
  },
  { host: 'claude-code', file: '.mcp.json', format: 'json', at: ['mcpServers'], container: 'map', words: TYPED, env: plain },
  {
    host: 'claude-code',
    file: 'docs/.claude-plugin/plugin.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    around: { name: 'docs', version: '1.0.0' },
    words: TYPED,
    env: plain,
  },
  {
    host: 'claude-code',
    file: '.claude/agents/docs.md',
    format: 'frontmatter',
    at: ['mcpServers'],
    container: 'wrapped',
    around: AGENT,
    words: TYPED,
    env: plain,
    comments: '#',
  },
  { host: 'claude-code', file: '~/.claude.json', format: 'json', at: ['mcpServers'], container: 'map', words: TYPED, env: plain },
  {
    host: 'claude-code',
    file: '~/.claude.json',
    format: 'json',
    at: ['projects', '/home/alice/src/acme', 'mcpServers'],
    container: 'map',
    words: TYPED,
    env: plain,
  },
  {
    host: 'claude-desktop',
    file: 'claude_desktop_config.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    words: { command: 'command', env: 'env' },
  },
  { host: 'cursor', file: '.cursor/mcp.json', format: 'json', at: ['mcpServers'], container: 'map', words: TYPED, env: prefixed },
  {
    host: 'copilot-cli',
    file: '.github/mcp.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    words: { ...TYPED, stdio: 'local' },
    env: plain,
  },
  {
    host: 'copilot-cli',
    file: '~/.copilot/agents/docs.md',
    format: 'frontmatter',
    at: ['mcp-servers'],
    container: 'map',
    around: AGENT,
    words: { ...TYPED, stdio: 'local' },
    env: plain,
    comments: '#',
  },
  {
    host: 'copilot-cloud-agent',
    file: 'docs.agent.md',
    format: 'frontmatter',
    at: ['mcp-servers'],
    container: 'map',
    around: AGENT,
    words: { ...TYPED, stdio: 'local' },
    env: (name) => `\${{ secrets.COPILOT_MCP_${name} }}`,
    comments: '#',
  },
  {
    host: 'codex',
    file: '.codex/config.toml',
    format: 'toml',
    at: ['mcp_servers'],
    container: 'map',
    words: {
      command: 'command',
      env: 'env',
      passedEnv: 'env_vars',
      url: 'url',
      headers: ['http_headers'],
      bearerEnv: 'bearer_token_env_var',
      approvesAll: ['default_tools_approval_mode', 'approve'],
      onlyTools: 'enabled_tools',
      withoutTools: 'disabled_tools',
    },
    comments: '#',
  },
  {
    host: 'gemini',
    file: '.gemini/settings.json',
    format: 'jsonc',
    at: ['mcpServers'],
    container: 'map',
    words: { ...TYPED, approvesAll: ['trust', true], onlyTools: 'includeTools', withoutTools: 'excludeTools' },
    env: plain,
    comments: '//',
  },
  {
    host: 'gemini-extension',
    file: 'gemini-extension.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    around: { name: 'docs', version: '1.0.0' },
    words: { ...TYPED, onlyTools: 'includeTools', withoutTools: 'excludeTools' },
    env: plain,
  },
  {
    host: 'antigravity',
    file: '.antigravitycli/mcp_config.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    words: { ...COMMON, url: 'serverUrl', withoutTools: 'disabledTools' },
  },
  {
    host: 'kiro',
    file: '.kiro/settings/mcp.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    words: { ...COMMON, approved: 'autoApprove', withoutTools: 'disabledTools' },
    env: plain,
  },
  {
    host: 'kiro',
    file: '.kiro/agents/docs.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    around: AGENT,
    words: { ...COMMON, type: 'type', stdio: 'stdio', http: 'http' },
    env: plain,
  },
  {
    host: 'amazonq',
    file: '.amazonq/cli-agents/docs.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    around: AGENT,
    words: { ...COMMON, type: 'type', stdio: 'stdio', http: 'http' },
    env: prefixed,
  },
  {
    host: 'opencode',
    file: 'opencode.jsonc',
    format: 'jsonc',
    at: ['mcp'],
    container: 'map',
    words: ARGV,
    env: braces,
    comments: '//',
  },
  {
    host: 'windsurf',
    file: '.windsurf/mcp_config.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    words: { ...COMMON, url: 'serverUrl', withoutTools: 'disabledTools' },
    env: prefixed,
  },
  {
    host: 'cline',
    file: 'cline_mcp_settings.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    words: { ...TYPED, http: 'streamableHttp', approved: 'autoApprove' },
  },
  {
    host: 'cline',
    file: '~/.cline/data/settings/cline_mcp_settings.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    words: { ...TYPED, http: 'streamableHttp', nested: 'transport' },
  },
  {
    host: 'roo',
    file: '.roo/mcp.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    words: { ...STREAMABLE, approved: 'alwaysAllow', withoutTools: 'disabledTools' },
    env: prefixed,
  },
  {
    host: 'kilocode',
    file: 'kilo.jsonc',
    format: 'jsonc',
    at: ['mcp'],
    container: 'map',
    words: ARGV,
    env: braces,
    comments: '//',
  },
  {
    host: 'kilocode',
    file: '~/.kilocode/cli/global/settings/mcp_settings.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    words: { ...STREAMABLE, approved: 'alwaysAllow', withoutTools: 'disabledTools' },
    env: prefixed,
  },
  { host: 'jetbrains', file: '.junie/mcp/mcp.json', format: 'json', at: ['mcpServers'], container: 'map', words: TYPED },
  {
    host: 'jetbrains',
    file: '~/.config/github-copilot/intellij/mcp.json',
    format: 'json',
    at: ['servers'],
    container: 'map',
    words: TYPED,
  },
  {
    host: 'zed',
    file: '.zed/settings.json',
    format: 'jsonc',
    at: ['context_servers'],
    container: 'map',
    words: COMMON,
    comments: '//',
  },
  {
    host: 'continue',
    file: '.continue/config.yaml',
    format: 'yaml',
    at: ['mcpServers'],
    container: 'list',
    around: { name: 'acme', version: '1.0.0', schema: 'v1' },
    words: { ...STREAMABLE, headers: ['requestOptions', 'headers'] },
    env: secret,
    comments: '#',
  },
  {
    host: 'continue',
    file: '.continue/mcpServers/docs.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    words: { ...STREAMABLE, headers: ['requestOptions', 'headers'] },
    env: secret,
  },
  {
    host: 'goose',
    file: '~/.config/goose/config.yaml',
    format: 'yaml',
    at: ['extensions'],
    container: 'map',
    words: GOOSE,
    comments: '#',
  },
  {
    host: 'goose',
    file: 'docs-recipe.yaml',
    format: 'yaml',
    at: ['extensions'],
    container: 'list',
    around: { version: '1.0.0', title: 'Docs' },
    words: GOOSE,
    comments: '#',
  },
  {
    host: 'crush',
    file: 'crush.json',
    format: 'json',
    at: ['mcp'],
    container: 'map',
    words: { ...TYPED, onlyTools: 'enabled_tools', withoutTools: 'disabled_tools' },
    env: (name) => `$${name}`,
  },
  {
    host: 'librechat',
    file: 'librechat.yaml',
    format: 'yaml',
    at: ['mcpServers'],
    container: 'map',
    around: { version: '1.2.1' },
    words: STREAMABLE,
    env: plain,
    comments: '#',
  },
  { host: 'lmstudio', file: '~/.lmstudio/mcp.json', format: 'json', at: ['mcpServers'], container: 'map', words: COMMON },
  { host: 'warp', file: '.warp/.mcp.json', format: 'json', at: ['mcpServers'], container: 'map', words: COMMON },
  {
    host: 'agent-plugins',
    file: 'mcp.json',
    format: 'json',
    at: ['mcpServers'],
    container: 'map',
    around: { $schema: 'https://agent-plugins.org/schemas/1.0.0/mcp.schema.json' },
    words: STREAMABLE,
  },
  { host: 'generic', file: 'mcp.json', format: 'jsonc', at: ['mcpServers'], container: 'map', words: COMMON, comments: '//' },
  {
    host: 'mcpb',
    file: 'manifest.json',
    format: 'json',
    at: ['server', 'mcp_config'],
    container: 'one',
    around: { manifest_version: '0.4', version: '1.0.0', description: 'It.', author: { name: 'Acme' } },
    words: { command: 'command', env: 'env' },
  },
]
