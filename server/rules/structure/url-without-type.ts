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
    when: 'Claude Code skips the entry; Claude Desktop takes no remote entry from its file. Silent in VS Code and Cursor, which choose the transport themselves.',
    why: 'The server is dropped or spoken to with another transport than intended.',
    fix: { safety: 'safe', does: 'adds the type in this host’s spelling' },
    standards: ['CSF PR.PS-01'],
    guards: ['readers'],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, nameAt, path, url, type, command }, { host }) {
    if (!url || type || command) return
    if (host.urlWithoutType !== 'ignored' && host.urlWithoutType !== 'rejected') return
    const right = /\/sse\/?(?:[?#]|$)/.test(url.text) ? host.types.sse[0] : host.types.http[0]
    if (right === undefined) {
      const message = `${host.name} starts programs only and cannot reach server "${name}" by "url". Add it in the settings of the app, or through a bridge.`
      return yield { at: nameAt, message }
    }
    yield {
      at: nameAt,
      message: `${host.name} skips server "${name}": it has "url" and no "type". Add "type": "${right}".`,
      fixes: [
        { title: `Add "type": "${right}"`, safety: 'safe', patches: [{ op: 'set', path: [...path, 'type'], value: right }] },
      ],
    }
  },
})

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
  ],
  bad: [
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
