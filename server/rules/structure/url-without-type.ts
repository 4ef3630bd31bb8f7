import type { Host } from '../../model/host.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'url-without-type',
    group: 'structure',
    title: 'Remote entry lacks the type this host needs',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`*.url` without `*.type`',
    when: 'Claude Code skips the entry; Roo Code, opencode, Crush and others reject it; Cline and LibreChat take it as the old SSE transport; Claude Desktop takes no remote entry from its file. Silent in VS Code, Cursor, Gemini, Zed and Codex, which choose the transport themselves, for an address of the old transport where that is what the host takes, and where the behaviour is not known.',
    why: 'The server is dropped or spoken to with another transport than intended.',
    fix: { safety: 'safe', does: 'adds the type in this host’s spelling' },
    standards: ['CSF PR.PS-01'],
    guards: ['readers'],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, nameAt, path, url, type, command }, { host }) {
    if (!url || type || command || !/^https?:/i.test(url.text)) return
    const effect = EFFECTS[host.urlWithoutType]
    const isOld = /\/sse\/?(?:[?#]|$)/.test(url.text)
    if (effect === undefined || (isOld && host.urlWithoutType === 'sse')) return
    const right = (isOld ? host.types.sse[0] : undefined) ?? host.types.http[0]
    const key = String(url.path.at(-1))
    const [field] = host.names.type
    if (right === undefined || field === undefined) {
      const message = `${host.name} starts programs only and cannot reach server "${name}" by "${key}". Add it in the settings of the app, or through a bridge.`
      return yield { at: nameAt, message }
    }
    yield {
      at: nameAt,
      message: `${host.name} ${effect} server "${name}": it has "${key}" and no "${field}". Add "${field}": "${right}".`,
      fixes: [
        { title: `Add "${field}": "${right}"`, safety: 'safe', patches: [{ op: 'set', path: [...path, field], value: right }] },
      ],
    }
  },
})

/** What a host does with such an entry, as a verb; hosts that are not here choose the transport, or nobody knows. */
const EFFECTS: Readonly<Partial<Record<Host['urlWithoutType'], string>>> = {
  ignored: 'skips',
  rejected: 'rejects',
  sse: 'speaks the deprecated SSE transport to',
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"type":"http","url":"https://mcp.acme.example/mcp"}}}',
    },
    { host: 'vscode', text: '{"servers":{"docs":{"url":"https://mcp.acme.example/mcp"}}}' },
    { host: 'cursor', text: '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/mcp"}}}' },
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"command":"/opt/docs"}}}' },
    // The old transport is what this address is for.
    { host: 'cline', text: '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/sse"}}}' },
  ],
  bad: [
    {
      host: 'roo',
      file: '.roo/mcp.json',
      text: '{"mcpServers":{"«docs»":{"url":"https://mcp.acme.example/mcp"}}}',
      message: 'Roo Code rejects server "docs": it has "url" and no "type". Add "type": "streamable-http".',
      fixed: '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/mcp","type":"streamable-http"}}}',
    },
    {
      host: 'cline',
      text: '{"mcpServers":{"«docs»":{"url":"https://mcp.acme.example/mcp"}}}',
      message:
        'Cline speaks the deprecated SSE transport to server "docs": it has "url" and no "type". Add "type": "streamableHttp".',
      fixed: '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/mcp","type":"streamableHttp"}}}',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"«docs»":{"url":"https://mcp.acme.example/mcp"}}}',
      message: 'Claude Code skips server "docs": it has "url" and no "type". Add "type": "http".',
      fixed: '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/mcp","type":"http"}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"«docs»":{"url":"https://mcp.acme.example/sse"}}}',
      message: 'Claude Code skips server "docs": it has "url" and no "type". Add "type": "sse".',
      fixed: '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/sse","type":"sse"}}}',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"«docs»":{"url":"https://mcp.acme.example/mcp"}}}',
      message:
        'Claude Desktop starts programs only and cannot reach server "docs" by "url". Add it in the settings of the app, or through a bridge.',
    },
  ],
} satisfies Examples
