import type { Host } from '../../model/host.ts'
import { standsUnderForeignKey } from '../entryFields.ts'
import { namesOfHosts, otherReaders } from '../otherReaders.ts'
import { defineRule, type Examples } from '../rule.ts'
import { typesOf } from '../transportTypes.ts'

/** What the spellings of all hosts mean. */
const MEANINGS: readonly (readonly [RegExp, 'stdio' | 'http' | 'sse'])[] = [
  [/^(?:stdio|local|command|process|std-?io)$/i, 'stdio'],
  [/^(?:https?|streamable[-_ ]?https?|remote|web-?socket|wss?|url|shttp)$/i, 'http'],
  [/^(?:sse|http\+sse|server-sent-events|legacy-sse)$/i, 'sse'],
]

/** Spellings that are right in many hosts: below the root key of another host, that key is what is wrong. */
const USUAL = new Set(['stdio', 'http', 'sse', 'streamable-http', 'streamableHttp', 'streamable_http', 'local', 'remote'])

export default defineRule({
  meta: {
    id: 'unknown-transport-type',
    group: 'structure',
    title: '`type`/`transport` value not supported by this host',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`*.type`, `*.transport`',
    when: 'the value is not one of this host: stdio, http, sse in VS Code; also streamable-http and ws in Claude Code; streamableHttp in Cline only; streamable_http in Goose; local and remote in opencode; local in Copilot. Low where another host that reads the same file takes it. Aliases a host documents are accepted; silent where the host has no such field.',
    why: 'The host falls back to a default transport or drops the server.',
    fix: { safety: 'review', does: 'offers the nearest supported value' },
    standards: ['CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { name, type, command, url } = entry
    const { host } = config
    const supported = typesOf(host)
    if (!type || supported.length === 0 || supported.includes(type.text)) return
    if (standsUnderForeignKey(entry, host) && USUAL.has(type.text)) return
    const right = nearest(host, type.text, command !== undefined, url !== undefined)
    const field = String(type.path.at(-1))
    const list = supported.map((one) => `"${one}"`).join(', ')
    const others = otherReaders(config).filter((reader) => typesOf(reader).includes(type.text))
    const does =
      others.length > 0
        ? `${namesOfHosts(others)} ${others.length > 1 ? 'read this file too and do' : 'reads this file too and does'}`
        : `It takes ${list}`
    yield {
      at: type,
      severity: others.length > 0 ? 'low' : 'medium',
      message: `${host.name} does not know "${type.text}" as "${field}" of server "${name}". ${does}.`,
      fixes:
        right === undefined
          ? []
          : [
              {
                title: `Change "${field}" to "${right}"`,
                safety: 'review',
                patches: [{ op: 'set', path: type.path, value: right }],
              },
            ],
    }
  },
})

/** What the entry has decides: a program is started, an address is called. */
function nearest({ types }: Host, type: string, hasCommand: boolean, hasUrl: boolean): string | undefined {
  const meant = MEANINGS.find(([pattern]) => pattern.test(type.trim()))?.[1]
  if (hasCommand && !hasUrl) return types.stdio[0]
  if (hasUrl && !hasCommand) return (meant === 'sse' ? types.sse[0] : undefined) ?? types.http[0]
  return meant && types[meant][0]
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"docs":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
    },
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"type":"streamable-http","url":"https://mcp.acme.example/mcp"}}}' },
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"type":"ws","url":"wss://mcp.acme.example/mcp"}}}' },
    // This host has no such field: it is for another reader of the same text.
    { host: 'claude-desktop', text: '{"mcpServers":{"docs":{"type":"local","command":"/opt/docs"}}}' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"docs":{"type":"«websocket»","url":"https://mcp.acme.example/mcp"}}}',
      message: 'VS Code does not know "websocket" as "type" of server "docs". It takes "stdio", "http", "sse".',
      severity: 'medium',
      fixed: '{"servers":{"docs":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"type":"«streamableHttp»","url":"https://mcp.acme.example/mcp"}}}',
      message:
        'Claude Code does not know "streamableHttp" as "type" of server "docs". It takes "stdio", "http", "streamable-http", "sse", "ws".',
      fixed: '{"mcpServers":{"docs":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
    },
    // For Copilot CLI, which reads this file too.
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"type":"«local»","command":"/opt/docs"}}}',
      message:
        'Claude Code does not know "local" as "type" of server "docs". GitHub Copilot CLI and JetBrains read this file too and do.',
      severity: 'low',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"type":"«command»","command":"/opt/docs"}}}',
      message: 'Cursor does not know "command" as "type" of server "docs". It takes "stdio", "http", "streamable-http", "sse".',
      fixed: '{"mcpServers":{"docs":{"type":"stdio","command":"/opt/docs"}}}',
    },
  ],
} satisfies Examples
