import { describe, expect, it } from 'vitest'
import { firstThatBelongs } from '../../server/model/belongs.ts'
import { hostFileOf, hostOf, readersForFile, readersOf } from '../../server/model/hostOf.ts'
import { HOSTS, hostById } from '../../server/model/hosts/index.ts'
import { KNOWN_HOST_IDS } from '../../server/model/hosts/known.ts'

const LINUX = '/home/alice'
const MAC = '/Users/alice'
const WINDOWS = 'C:\\Users\\alice'

describe('the host of a path', () => {
  it.each([
    ['.vscode/mcp.json', undefined, 'vscode', 'workspace'],
    ['/src/app/.vscode/mcp.json', undefined, 'vscode', 'workspace'],
    ['C:\\src\\app\\.vscode\\mcp.json', undefined, 'vscode', 'workspace'],
    ['/home/alice/.config/Code/User/mcp.json', LINUX, 'vscode', 'user'],
    ['/home/alice/.config/Code - Insiders/User/profiles/-1f2e/mcp.json', LINUX, 'vscode', 'user'],
    ['/home/alice/.config/VSCodium/User/mcp.json', LINUX, 'vscode', 'user'],
    ['/home/alice/.vscode-server/data/User/mcp.json', LINUX, 'vscode', 'user'],
    ['/Users/alice/Library/Application Support/Code/User/mcp.json', MAC, 'vscode', 'user'],
    ['c:\\Users\\alice\\AppData\\Roaming\\Code\\User\\mcp.json', WINDOWS, 'vscode', 'user'],
    ['/c:/Users/alice/AppData/Roaming/Code/User/mcp.json', WINDOWS, 'vscode', 'user'],
    ['.mcp.json', undefined, 'claude-code', 'workspace'],
    ['packages/a/.mcp.json', undefined, 'claude-code', 'workspace'],
    ['/home/alice/.claude.json', LINUX, 'claude-code', 'user'],
    ['/etc/claude-code/managed-mcp.json', undefined, 'claude-code', 'managed'],
    ['claude_desktop_config.json', undefined, 'claude-desktop', 'workspace'],
    ['/home/alice/.config/Claude/claude_desktop_config.json', LINUX, 'claude-desktop', 'user'],
    ['/Users/alice/Library/Application Support/Claude/claude_desktop_config.json', MAC, 'claude-desktop', 'user'],
    ['C:\\Users\\alice\\AppData\\Roaming\\Claude\\claude_desktop_config.json', WINDOWS, 'claude-desktop', 'user'],
    ['.cursor/mcp.json', undefined, 'cursor', 'workspace'],
    ['/home/alice/.cursor/mcp.json', LINUX, 'cursor', 'user'],
    ['/home/alice/.cursor/mcp.json', undefined, 'cursor', 'workspace'],
    ['/src/.devcontainer/devcontainer.json', undefined, 'vscode', 'workspace'],
    ['acme.code-workspace', undefined, 'vscode', 'workspace'],
    ['.vscode/settings.json', undefined, 'vscode', 'workspace'],
    ['C:\\Users\\alice\\AppData\\Roaming\\Code\\User\\settings.json', WINDOWS, 'vscode', 'user'],
    ['.vs/mcp.json', undefined, 'visual-studio', 'workspace'],
    ['plugins/docs/.claude-plugin/plugin.json', undefined, 'claude-code', 'plugin'],
    ['.claude/agents/review.md', undefined, 'claude-code', 'workspace'],
    ['.claude/settings.local.json', undefined, 'claude-code-settings', 'workspace'],
    ['/home/alice/.claude/settings.json', LINUX, 'claude-code-settings', 'user'],
    ['C:\\Program Files\\ClaudeCode\\managed-settings.json', undefined, 'claude-code-settings', 'managed'],
    ['.cursor/permissions.json', undefined, 'cursor', 'workspace'],
    ['/home/alice/.cursor/cli-config.json', LINUX, 'cursor', 'user'],
    ['/home/alice/.copilot/mcp-config.json', LINUX, 'copilot-cli', 'user'],
    ['.github/mcp.json', undefined, 'copilot-cli', 'workspace'],
    ['.github/agents/release.agent.md', undefined, 'copilot-cloud-agent', 'workspace'],
    ['.codex/config.toml', undefined, 'codex', 'workspace'],
    ['~/.codex/config.toml', undefined, 'codex', 'user'],
    ['/etc/codex/requirements.toml', undefined, 'codex', 'managed'],
    ['.gemini/settings.json', undefined, 'gemini', 'workspace'],
    ['/home/alice/.gemini/policies/mcp.toml', LINUX, 'gemini', 'user'],
    ['gemini-extension.json', undefined, 'gemini-extension', 'workspace'],
    ['/home/alice/.gemini/config/mcp_config.json', LINUX, 'antigravity', 'user'],
    ['.kiro/settings/mcp.json', undefined, 'kiro', 'workspace'],
    ['.kiro/agents/dev.json', undefined, 'kiro', 'workspace'],
    ['.amazonq/cli-agents/dev.json', undefined, 'amazonq', 'workspace'],
    ['/home/alice/.aws/amazonq/mcp.json', LINUX, 'amazonq', 'user'],
    ['.opencode/opencode.jsonc', undefined, 'opencode', 'workspace'],
    ['/home/alice/.config/opencode/opencode.json', LINUX, 'opencode', 'user'],
    ['/home/alice/.codeium/windsurf/mcp_config.json', LINUX, 'windsurf', 'user'],
    [
      '/Users/alice/Library/Application Support/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
      MAC,
      'cline',
      'user',
    ],
    ['.roo/mcp.json', undefined, 'roo', 'workspace'],
    [
      '/home/alice/.config/VSCodium/User/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json',
      LINUX,
      'roo',
      'user',
    ],
    ['.kilocode/mcp.json', undefined, 'kilocode', 'workspace'],
    ['.kilo/kilo.json', undefined, 'kilocode', 'workspace'],
    ['.junie/mcp/mcp.json', undefined, 'jetbrains', 'workspace'],
    ['/home/alice/.config/github-copilot/intellij/mcp.json', LINUX, 'jetbrains', 'user'],
    ['.zed/settings.json', undefined, 'zed', 'workspace'],
    ['C:\\Users\\alice\\AppData\\Roaming\\Zed\\settings.json', WINDOWS, 'zed', 'user'],
    ['.continue/mcpServers/docs.yaml', undefined, 'continue', 'workspace'],
    ['/home/alice/.continue/config.yaml', LINUX, 'continue', 'user'],
    ['/home/alice/.config/goose/config.yaml', LINUX, 'goose', 'user'],
    ['crush.json', undefined, 'crush', 'workspace'],
    ['librechat.yaml', undefined, 'librechat', 'workspace'],
    ['/home/alice/.lmstudio/mcp.json', LINUX, 'lmstudio', 'user'],
    ['.warp/.mcp.json', undefined, 'warp', 'workspace'],
    ['/home/alice/.docker/mcp/catalogs/docker-mcp.yaml', LINUX, 'docker', 'user'],
  ])('of %s (home %s) is %s, %s', (path, home, id, scope) => {
    const found = hostFileOf(path, home)
    expect(found?.host.id).toBe(id)
    expect(found?.file.scope).toBe(scope)
  })

  it.each(['x.mcp.json', 'settings.json', '.vscode/mcp.json.bak', '/home/bob/.claude.json', 'package.json', ''])(
    'of "%s" is not known',
    (path) => {
      expect(hostOf(path, LINUX)).toBeUndefined()
    },
  )
})

describe('a file that several hosts read', () => {
  it('names its owner first, and each as it reads the file', () => {
    const readers = readersOf('.mcp.json')
    expect(readers[0]?.id).toBe('claude-code')
    expect(readers.map(({ id, serversPath }) => `${id} ${serversPath.join('.')}`).toSorted()).toEqual([
      'claude-code mcpServers',
      'copilot-cli mcpServers',
      'jetbrains mcpServers',
      'visual-studio servers',
      'vscode mcpServers',
    ])
    expect(readers.find(({ id }) => id === 'vscode')?.interpolation.pattern).toBeUndefined()
  })

  it('is no guest at a file with a common name that has an owner', () => {
    expect(readersOf('.vscode/mcp.json').map(({ id }) => id)).toEqual(['vscode', 'visual-studio'])
  })
})

describe('a file with a common name', () => {
  const hostIn = (path: string, text: string) => firstThatBelongs(readersOf(path), text)?.id

  it.each([
    ['manifest.json', '{"manifest_version":"0.4","server":{"mcp_config":{"command":"node"}}}', 'mcpb'],
    ['manifest.json', '{"manifest_version":3,"name":"a browser extension"}', undefined],
    ['server.json', '{"$schema":"https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"}', 'registry'],
    ['server.json', '{"packages":[],"port":80}', undefined],
    ['a/mcp.json', '{"$schema":"https://agent-plugins.org/schemas/1.0.0/mcp.schema.json","mcpServers":{}}', 'agent-plugins'],
    ['a/mcp.json', '{"mcpServers":{"a":{"command":"x"}}}', 'generic'],
    ['locales/en/mcp.json', '{"title":"MCP servers","command":"Command"}', undefined],
    ['catalog.yaml', 'registry:\n  a:\n    image: mcp/a\n', 'docker'],
    ['catalog-info.yaml', 'kind: Component\n', undefined],
    ['my-recipe.yaml', 'extensions:\n  - type: stdio\n    name: a\n    cmd: x\n', 'goose'],
    ['my-recipe.yaml', 'ingredients: [flour]\n', undefined],
    ['docs.profile.json', '{"network":{"outbound":{"allow_port":[443]}}}', 'toolhive'],
    ['docs.profile.json', '{"name":"alice"}', undefined],
  ])('%s with %s is of %s', (path, text, id) => {
    expect(hostIn(path, text)).toBe(id)
  })
})

describe('a host that somebody names for a file', () => {
  const readIn = (id: string, path: string, text: string) => firstThatBelongs(readersForFile(id, path), text)

  it('reads it in the way its text shows', () => {
    expect(readIn('kilocode', 'a.json', '{"mcpServers":{}}')?.names.commandIsList).toBe(false)
    expect(readIn('kilocode', 'a.json', '{"mcp":{}}')?.names.commandIsList).toBe(true)
    expect(readIn('continue', 'a.json', '{"mcpServers":{}}')?.syntax.format).toBe('json')
    expect(readIn('gemini', 'a.toml', '')?.file?.holds).toBe('settings')
  })

  it('reads it like its main file where nothing tells, and as the format its name says', () => {
    expect(readIn('claude-code', 'a.json', '{')?.serversPath).toEqual(['mcpServers'])
    expect(readIn('claude-code', 'a.md', 'text')?.syntax.format).toBe('frontmatter')
    expect(readersForFile('nobody', 'a.json')).toEqual([])
  })
})

describe('the hosts', () => {
  it('are found by their id', () => {
    for (const host of HOSTS) expect(hostById(host.id)).toBe(host)
    expect(hostById('nobody')).toBeUndefined()
  })

  it('are among those known to exist, of which there are 36', () => {
    expect(new Set(KNOWN_HOST_IDS).size).toBe(36)
    expect(HOSTS.filter(({ id }) => !KNOWN_HOST_IDS.includes(id))).toEqual([])
  })

  it('cite documentation, sources and the date of checking, and describe each field once', () => {
    for (const host of HOSTS) {
      expect(host.sources.length).toBeGreaterThan(0)
      expect(host.checked).toMatch(/^\d{4}-\d{2}/)
      expect(new Set(host.fields.map(({ name }) => name)).size).toBe(host.fields.length)
      expect(host.foreignServersKeys).not.toContain(host.serversPath[0])
    }
  })
})
