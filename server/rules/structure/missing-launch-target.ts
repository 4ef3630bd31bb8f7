import { memberOf } from '../../syntax/find.ts'
import { hasOtherForm, namesOf } from '../entryFields.ts'
import { defineRule, type Examples } from '../rule.ts'

/** How any host says what to start or whom to call. One of another host is its own finding, and none is missing. */
const TARGETS = ['command', 'cmd', 'url', 'httpUrl', 'serverUrl', 'uri', 'tcp']
/** Forms in which a host documents an entry that only names a server it knows from elsewhere, or changes one it has. */
const REFERENCES = ['extension', 'plugin', 'gallery', 'image', 'ref', '$ref', 'package', 'registry', 'uses', 'bundled', 'mcpb']
const REFERENCE_TYPES = new Set(['builtin', 'platform', 'frontend', 'inline_python', 'extension', 'registry', 'gallery'])
/**
 * Hosts that lay an entry over one of the same name in another file, so that it need not be complete: Codex and opencode
 * merge their layers, Zed keeps settings of servers that extensions bring (their documentation, 2026-11).
 */
const LAYERED = new Set(['codex', 'opencode', 'kilocode', 'zed'])

export default defineRule({
  meta: {
    id: 'missing-launch-target',
    group: 'structure',
    title: 'Server entry has neither command nor url',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`*`',
    when: 'an entry has no command, cmd, url, httpUrl, serverUrl, uri or tcp, and is no reference form that the host documents (extension, plugin, gallery, built-in). Silent where the host lays an entry over one of the same name in another file.',
    why: 'The entry starts nothing, while a reviewer takes the server for governed.',
    fix: { safety: 'review', does: 'deletes the entry' },
    standards: ['CSF ID.AM-02'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, nameAt, node, path, type, command: program, url: address }, { host }) {
    // Where this host looks it may stand one level down.
    if (hasOtherForm(host) || program || address) return
    const has = (key: string) => memberOf(node, key) !== undefined
    const command = namesOf(host, 'command')
    const url = namesOf(host, 'url')
    if ([...TARGETS, ...REFERENCES, ...command, ...url].some(has)) return
    if (type && REFERENCE_TYPES.has(type.text)) return
    if (LAYERED.has(host.id) && node.members.length > 0) return
    const wanted = [command[0], url[0]].flatMap((key) => (key === undefined ? [] : [`"${key}"`]))
    const lacks = wanted.length === 2 ? `neither ${wanted.join(' nor ')}` : `no ${wanted.join('')}`
    yield {
      at: nameAt,
      message: `Server "${name}" has ${lacks}, so ${host.name} has nothing to start. Say what to start, or delete the entry.`,
      fixes: [{ title: `Delete server "${name}"`, safety: 'review', patches: [{ op: 'remove', path }] }],
    }
  },
})

export const examples = {
  good: [
    // An entry of another form than fields of these names.
    {
      host: 'registry',
      file: 'server.json',
      text: '{"$schema":"https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json","name":"io.github.acme/docs","version":"1.0.0","packages":[{"registryType":"npm","identifier":"acme-docs","version":"1.0.0","transport":{"type":"stdio"},"environmentVariables":[{"name":"LEVEL"}]}]}',
    },
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"],"env":{"LOG_LEVEL":"info"}}}}',
    },
    { host: 'vscode', text: '{"servers":{"docs":{"gallery":"https://api.mcp.github.com","version":"1.0.0"}}}' },
    // As its command line writes it.
    { host: 'cline', text: '{"mcpServers":{"docs":{"transport":{"type":"stdio","command":"/opt/docs"}}}}' },
    { host: 'cline', text: '{"mcpServers":{"docs":{"transport":{"type":"sse","url":"https://mcp.acme.example/sse"}}}}' },
  ],
  bad: [
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"«docs»":{"env":{"LOG_LEVEL":"info"}}}}',
      message:
        'Server "docs" has neither "command" nor "url", so Cursor has nothing to start. Say what to start, or delete the entry.',
      severity: 'medium',
      fixed: '{"mcpServers":{}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"«docs»":{},"more":{"command":"/opt/more"}}}',
      message:
        'Server "docs" has neither "command" nor "url", so Claude Code has nothing to start. Say what to start, or delete the entry.',
      fixed: '{"mcpServers":{"more":{"command":"/opt/more"}}}',
    },
  ],
} satisfies Examples
