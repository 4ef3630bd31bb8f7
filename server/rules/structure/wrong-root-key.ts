import type { Host } from '../../model/host.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { contentSpan, memberOf } from '../../syntax/find.ts'
import type { SyntaxNode } from '../../syntax/tree.ts'
import { namesOfHosts, otherReaders } from '../otherReaders.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'wrong-root-key',
    group: 'structure',
    title: 'Server map is under a key this host does not read',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where:
      'the root key: "servers" in VS Code and Visual Studio, "mcpServers" in most, "mcp" in opencode and Crush, "context_servers" in Zed, "mcp_servers" in Codex, "extensions" in Goose, "mcp-servers" in agent files',
    when: 'the path identifies the host, the root holds a server map under a key that only other hosts read, and the key of this host is absent. Servers in the settings of Claude Code, which reads none there, are reported, too. A bare map is right in the plugins of Claude Code and in Warp. Where another host reads the same file under this key, as Visual Studio reads `servers` in `.mcp.json`: low, and the fix is to be reviewed.',
    why: 'The host ignores the entries, and the developer takes a restricted server for configured while another scope supplies a wider one.',
    fix: { safety: 'safe', does: 'renames the key, where the file is the right one' },
    standards: ['CSF PR.PS-01', 'MCP09'],
    guards: ['readers'],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const { host, foreignServers } = config
    if (host.id === 'claude-code-settings') yield* serversInSettings(config)
    if (!foreignServers) return
    const { key, path, at } = foreignServers
    if (isOfAnotherFile(key, host)) return
    const right = host.serversPath.join('.')
    const ignored = `${host.name} reads servers from "${right}" and ignores everything under "${key}"`
    const others = otherReaders(config).filter(({ serversPath }) => serversPath.length === 1 && serversPath[0] === key)
    const isForOther = others.length > 0
    yield {
      at,
      severity: isForOther ? 'low' : 'high',
      confidence: isForOther ? 'medium' : 'high',
      message: isForOther
        ? `${ignored}, which ${namesOfHosts(others)} ${others.length > 1 ? 'read' : 'reads'}. Rename the key to "${right}" if ${host.name} is meant.`
        : path.length === 1
          ? `${ignored}. Rename the key to "${right}".`
          : `${ignored}. Move the servers to "${right}" at the top of the file.`,
      fixes:
        host.serversPath.length === 1 && path.length === 1 && host.container === 'map'
          ? [
              {
                title: `Rename "${key}" to "${right}"`,
                safety: isForOther ? 'review' : 'safe',
                patches: [{ op: 'rename', path, key: right }],
              },
            ]
          : [],
    }
  },
})

/**
 * Claude Code reads servers from `.mcp.json`, `~/.claude.json` and `managed-mcp.json`, and of "mcpServers" in its settings says
 * nothing. code.claude.com/docs/en/mcp; anthropics/claude-code#24477, read 2026-11.
 */
function* serversInSettings({ tree, root, scope, file }: McpConfig): Iterable<Report> {
  const key = 'mcpServers'
  const member = root && memberOf(root, key)
  if (member?.value?.kind !== 'object') return
  const isServer = (node: SyntaxNode | undefined) =>
    node?.kind === 'object' && ['command', 'url'].some((field) => memberOf(node, field) !== undefined)
  if (!member.value.members.some(({ value }) => isServer(value))) return
  const isManaged = scope === 'managed' || file.endsWith('managed-settings.json')
  const right = isManaged
    ? '"managed-mcp.json" beside this file'
    : scope === 'user'
      ? '"~/.claude.json"'
      : '".mcp.json" at the root of the project'
  yield {
    at: { span: contentSpan(tree, member.keySpan), path: [key] },
    message: `Claude Code reads no servers from its settings, so everything under "${key}" is ignored. Move it to ${right}.`,
  }
}

/** Where a person only named the host, the file may be any of its files: Kilo Code has had two root keys. */
function isOfAnotherFile(key: string, { file, files }: Host): boolean {
  return file === undefined && files.some(({ differs }) => differs?.serversPath?.[0] === key)
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}' },
    // A plugin of Claude Code may hold the map itself.
    { host: 'claude-code', text: '{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}' },
    // Where the key of this host is there, the other one is for somebody else.
    { host: 'vscode', text: '{"servers":{"docs":{"command":"/opt/docs"}},"mcpServers":{"docs":{"command":"/opt/docs"}}}' },
    { host: 'claude-desktop', text: '{"globalShortcut":""}' },
    { host: 'claude-code-settings', file: '.claude/settings.json', text: '{"mcpServers":{},"enabledMcpjsonServers":["docs"]}' },
    // A file of one's own name: it may be the older of the two kinds.
    { host: 'kilocode', file: 'a/kilo-servers.json', text: '{"mcpServers":{"docs":{"command":"/opt/docs"}}}' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"«mcpServers»":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
      message: 'VS Code reads servers from "servers" and ignores everything under "mcpServers". Rename the key to "servers".',
      fixed: '{"servers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    {
      host: 'cursor',
      text: '{\n  "«servers»": { "docs": { "command": "/opt/docs" } }\n}\n',
      message: 'Cursor reads servers from "mcpServers" and ignores everything under "servers". Rename the key to "mcpServers".',
      fixed: '{\n  "mcpServers": { "docs": { "command": "/opt/docs" } }\n}\n',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"«servers»":{"docs":{"command":"/opt/docs"}}}',
      message:
        'Claude Code reads servers from "mcpServers" and ignores everything under "servers", which Visual Studio reads. Rename the key to "mcpServers" if Claude Code is meant.',
      severity: 'low',
      confidence: 'medium',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs"}}}',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"«mcpServers»":{"docs":{"type":"local","command":["/opt/docs"]}}}',
      message: 'opencode reads servers from "mcp" and ignores everything under "mcpServers". Rename the key to "mcp".',
      severity: 'high',
      fixed: '{"mcp":{"docs":{"type":"local","command":["/opt/docs"]}}}',
    },
    {
      host: 'zed',
      file: '.zed/settings.json',
      text: '{"«mcpServers»":{"docs":{"command":"/opt/docs"}}}',
      message:
        'Zed reads servers from "context_servers" and ignores everything under "mcpServers". Rename the key to "context_servers".',
      severity: 'high',
      fixed: '{"context_servers":{"docs":{"command":"/opt/docs"}}}',
    },
    // The key is right and the file is not.
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["Read(.env)"]},"«mcpServers»":{"docs":{"command":"/opt/docs"}}}',
      message:
        'Claude Code reads no servers from its settings, so everything under "mcpServers" is ignored. Move it to ".mcp.json" at the root of the project.',
      severity: 'high',
    },
    {
      host: 'claude-code-settings',
      file: '~/.claude/settings.json',
      text: '{"«mcpServers»":{"docs":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
      message:
        'Claude Code reads no servers from its settings, so everything under "mcpServers" is ignored. Move it to "~/.claude.json".',
    },
    // As VS Code's settings held them.
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"mcp":{"«servers»":{"docs":{"command":"/opt/docs"}}}}',
      message:
        'VS Code reads servers from "servers" and ignores everything under "mcp.servers". Move the servers to "servers" at the top of the file.',
      severity: 'high',
    },
  ],
} satisfies Examples
