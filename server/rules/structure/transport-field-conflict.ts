import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { fieldOf, keyAt } from '../entryFields.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'
import { kindOfType } from '../transportTypes.ts'

export default defineRule({
  meta: {
    id: 'transport-field-conflict',
    group: 'structure',
    title: 'Both launch command and URL (or type disagrees with fields)',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`*.command`, `*.url`, `*.type`',
    when: 'a command and a URL are both present; the type asks for a program beside a URL; the type asks for a remote server beside a command. In Codex a mixture is a load error.',
    why: 'Which program or endpoint, and so which credential, is used depends on the host.',
    fix: undefined,
    standards: ['CSF PR.PS-01', 'CWE-436'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const report = entry.command && entry.url ? bothPresent(entry, config) : typeDisagrees(entry, config)
    if (report) yield report
  },
})

/** Hosts that call the address where both are present (google-gemini/gemini-cli: httpUrl > url > command, 2026-11). */
const URL_FIRST = new Set(['gemini', 'gemini-extension'])

/** The mark stands on the one the host ignores: without a type that says otherwise it starts the program. */
function bothPresent(entry: ServerEntry, { host, tree }: McpConfig): Report | undefined {
  const command = fieldOf(entry, host, 'command')
  const url = fieldOf(entry, host, 'url')
  if (!command || !url) return undefined
  const isRemote = entry.type ? kindOfType(host, entry.type.text) === 'remote' : URL_FIRST.has(host.id)
  const names = `both "${command.member.key}" and "${url.member.key}"`
  const says =
    host.id === 'codex'
      ? `${names}, and ${host.name} refuses such a file. Keep one of them.`
      : `${names}. Keep one of them, or make two servers of it.`
  return { at: keyAt(tree, isRemote ? command : url), message: `Server "${entry.name}" has ${says}` }
}

function typeDisagrees({ name, type, command, url }: ServerEntry, { host }: McpConfig): Report | undefined {
  const kind = type && kindOfType(host, type.text)
  const other = kind === 'local' ? url : kind === 'remote' ? command : undefined
  if (!type || !other) return undefined
  const field = String(other.path.at(-1))
  const says = `"${String(type.path.at(-1))}" of server "${name}" is "${type.text}"`
  const takes = kind === 'local' ? 'starts a program' : 'calls an address'
  return { at: type, message: `${says}, which ${takes}, and the server has "${field}". Make the two agree.` }
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"docs":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
    },
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"type":"stdio","command":"/opt/docs"}}}' },
    // What a word means that the host does not know is for unknown-transport-type.
    { host: 'claude-desktop', text: '{"mcpServers":{"docs":{"type":"sse","command":"/opt/docs"}}}' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"docs":{"type":"«stdio»","url":"https://mcp.acme.example/mcp"}}}',
      message: '"type" of server "docs" is "stdio", which starts a program, and the server has "url". Make the two agree.',
      severity: 'medium',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"type":"«http»","command":"/opt/docs"}}}',
      message: '"type" of server "docs" is "http", which calls an address, and the server has "command". Make the two agree.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","«url»":"https://mcp.acme.example/mcp"}}}',
      message: 'Server "docs" has both "command" and "url". Keep one of them, or make two servers of it.',
    },
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"type":"http","«command»":"/opt/docs","url":"https://mcp.acme.example/mcp"}}}',
      message: 'Server "docs" has both "command" and "url". Keep one of them, or make two servers of it.',
    },
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.docs]\ncommand = "/opt/docs"\n«url» = "https://mcp.acme.example/mcp"\n',
      message: 'Server "docs" has both "command" and "url", and Codex refuses such a file. Keep one of them.',
    },
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcpServers":{"docs":{"«command»":"/opt/docs","httpUrl":"https://mcp.acme.example/mcp"}}}',
      message: 'Server "docs" has both "command" and "httpUrl". Keep one of them, or make two servers of it.',
    },
  ],
} satisfies Examples
