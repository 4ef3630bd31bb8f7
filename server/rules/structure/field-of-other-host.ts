import { isSecretName } from '../../knowledge/credentials.ts'
import { holdsReference } from '../../knowledge/references.ts'
import type { Host } from '../../model/host.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { contentSpan, memberOf, toJson } from '../../syntax/find.ts'
import type { Json } from '../../syntax/patch.ts'
import type { Member } from '../../syntax/tree.ts'
import { type FieldRole, hasOtherForm, namesOf, standsUnderForeignKey } from '../entryFields.ts'
import { defineRule, type Examples, type Fix, type Report } from '../rule.ts'

/** How hosts spell one and the same field. */
const SPELLINGS: Readonly<Record<FieldRole, readonly string[]>> = {
  url: ['url', 'serverUrl', 'httpUrl', 'uri'],
  env: ['env', 'environment', 'envs'],
  command: ['command', 'cmd'],
  type: ['type', 'transport', 'transportType'],
  headers: ['headers', 'http_headers'],
  args: ['args'],
}
const ROLE_OF = new Map(Object.entries(SPELLINGS).flatMap(([role, keys]) => keys.map((key) => [key, role as FieldRole] as const)))

export default defineRule({
  meta: {
    id: 'field-of-other-host',
    group: 'structure',
    title: 'Field name belongs to another host',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'keys of a server entry',
    when: 'a key is unknown to this host and is the spelling of the same field elsewhere: serverUrl, httpUrl and uri for url, environment and envs for env, cmd for command, transport and transportType for type, http_headers for headers; bearer_token in Codex, which refuses it. High when the ignored key carries a credential or a restriction flag, low for a transport that the host chooses anyway. Silent where the own key says the same, since another host may read the other.',
    why: 'The value is ignored, so a URL, an environment or a credential the developer sees is not the one in use.',
    fix: { safety: 'safe', does: 'renames the key to this host’s spelling when that key is absent' },
    standards: ['CSF PR.PS-01', 'CWE-1284'],
    guards: ['readers'],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    if (hasOtherForm(config.host) || standsUnderForeignKey(entry, config.host)) return
    const known = new Set(config.host.fields.map(({ name }) => name))
    yield* refused(entry, config)
    for (const member of entry.node.members) {
      const role = ROLE_OF.get(member.key)
      if (role === undefined || known.has(member.key) || memberOf(entry.node, member.key) !== member) continue
      const report = reportOf(member, role, entry, config)
      if (report) yield report
    }
  },
})

/** Codex refuses a file that holds the token itself (openai/codex codex-rs/config/src/mcp_types.rs, 2026-11). */
function* refused({ name, node, path }: ServerEntry, { host, tree }: McpConfig): Iterable<Report> {
  const member = host.id === 'codex' ? memberOf(node, 'bearer_token') : undefined
  if (!member) return
  yield {
    at: { span: contentSpan(tree, member.keySpan), path: [...path, 'bearer_token'] },
    severity: 'high',
    message: `${host.name} refuses "bearer_token" of server "${name}". Put the token into a variable and write its name as "bearer_token_env_var".`,
  }
}

function reportOf(member: Member, role: FieldRole, entry: ServerEntry, { host, tree }: McpConfig): Report | undefined {
  const names = namesOf(host, role)
  // Claude Desktop understands an address only to tell that it takes none.
  const right = names.find((one) => host.fields.some(({ name }) => name === one))
  if (right === undefined || names.includes(member.key)) return undefined
  const own = names.flatMap((name) => memberOf(entry.node, name) ?? [])[0]
  const value = member.value && toJson(member.value)
  const ownValue = own?.value && toJson(own.value)
  if (own && JSON.stringify(value) === JSON.stringify(ownValue)) return undefined
  // A URL without a type is another rule's, which names the type to add.
  if (role === 'type' && entry.url && !own && host.urlWithoutType !== 'inferred' && host.urlWithoutType !== 'http')
    return undefined
  const path = [...entry.path, member.key]
  const place = { span: contentSpan(tree, member.keySpan), path }
  const reads = own ? `and reads "${own.key}". Delete one of them.` : `and reads "${right}" instead. Rename the key.`
  return {
    at: place,
    severity: carriesAccess(value, entry) ? 'high' : role === 'type' && isChosenAnyway(value, entry) ? 'low' : 'medium',
    message: `${host.name} does not know "${member.key}" of server "${entry.name}" ${reads}`,
    fixes: own ? [] : [renaming(member.key, right, path, value, host)].flatMap((fix) => fix ?? []),
  }
}

/** A value of another shape would be wrong under the right key too: an argv list under `command`, a word the host does not know. */
function renaming(
  key: string,
  right: string,
  path: readonly (string | number)[],
  value: Json | undefined,
  host: Host,
): Fix | undefined {
  const isType = SPELLINGS.type.includes(key)
  if (isType && !Object.values(host.types).flat().includes(String(value))) return undefined
  if (Array.isArray(value)) return undefined
  return { title: `Rename "${key}" to "${right}"`, safety: 'safe', patches: [{ op: 'rename', path, key: right }] }
}

/** A credential or a reference to one, a flag that restricts. */
function carriesAccess(value: Json | undefined, { launch }: ServerEntry): boolean {
  if (typeof value === 'string') return holdsReference(value) || /read[-_]?only/i.test(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const restrictions = new Set(launch.known?.restrictions.map(({ key }) => key))
  return Object.entries(value).some(
    ([name, text]) =>
      (isSecretName(name) && text !== '') ||
      restrictions.has(name) ||
      /read_?only/i.test(name) ||
      (typeof text === 'string' && holdsReference(text)),
  )
}

/** The host looks at the other fields when there is no type. */
function isChosenAnyway(value: Json | undefined, { command, url }: ServerEntry): boolean {
  if (typeof value !== 'string') return false
  return command ? /^(?:stdio|local)$/i.test(value) : url !== undefined && !/sse/i.test(value)
}

export const examples = {
  good: [
    // An entry of another form than fields of these names.
    {
      host: 'registry',
      file: 'server.json',
      text: '{"$schema":"https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json","name":"io.github.acme/docs","version":"1.0.0","packages":[{"registryType":"npm","identifier":"acme-docs","version":"1.0.0","transport":{"type":"stdio"},"environmentVariables":[{"name":"LEVEL"}]}]}',
    },
    {
      host: 'antigravity',
      file: '~/.gemini/config/mcp_config.json',
      text: '{"mcpServers":{"docs":{"serverUrl":"https://mcp.acme.example/mcp"}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/mcp","serverUrl":"https://mcp.acme.example/mcp"}}}',
    },
    // Something of nobody: it does nothing, and says nothing about access.
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"command":"/opt/docs","description":"the docs"}}}' },
    // wrong-root-key says all there is to say.
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","env":{"LEVEL":"info"}}}}',
      also: ['wrong-root-key'],
    },
    // This host has no remote servers at all.
    { host: 'claude-desktop', text: '{"mcpServers":{"docs":{"serverUrl":"https://mcp.acme.example/mcp"}}}' },
  ],
  bad: [
    {
      host: 'antigravity',
      file: '~/.gemini/config/mcp_config.json',
      text: '{"mcpServers":{"docs":{"«url»":"https://mcp.acme.example/mcp"}}}',
      message: 'Google Antigravity does not know "url" of server "docs" and reads "serverUrl" instead. Rename the key.',
      severity: 'medium',
      fixed: '{"mcpServers":{"docs":{"serverUrl":"https://mcp.acme.example/mcp"}}}',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcp":{"docs":{"type":"local","command":["/opt/docs"],"«env»":{"ACME_TOKEN":"{env:ACME_TOKEN}"}}}}',
      message: 'opencode does not know "env" of server "docs" and reads "environment" instead. Rename the key.',
      severity: 'high',
      fixed: '{"mcp":{"docs":{"type":"local","command":["/opt/docs"],"environment":{"ACME_TOKEN":"{env:ACME_TOKEN}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"«serverUrl»":"https://mcp.acme.example/mcp"}}}',
      message: 'Cursor does not know "serverUrl" of server "docs" and reads "url" instead. Rename the key.',
      severity: 'medium',
      fixed: '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/mcp"}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"command":"/opt/docs","«environment»":{"ACME_READ_ONLY":"1"}}}}',
      message: 'VS Code does not know "environment" of server "docs" and reads "env" instead. Rename the key.',
      severity: 'high',
      fixed: '{"servers":{"docs":{"command":"/opt/docs","env":{"ACME_READ_ONLY":"1"}}}}',
    },
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.docs]\nurl = "https://mcp.acme.example/mcp"\n«bearer_token» = "<YOUR_TOKEN>"\n',
      message:
        'Codex refuses "bearer_token" of server "docs". Put the token into a variable and write its name as "bearer_token_env_var".',
      severity: 'high',
    },
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.docs]\nurl = "https://mcp.acme.example/mcp"\n«headers» = { "X-Team" = "docs" }\n',
      message: 'Codex does not know "headers" of server "docs" and reads "http_headers" instead. Rename the key.',
      severity: 'medium',
      fixed: '[mcp_servers.docs]\nurl = "https://mcp.acme.example/mcp"\nhttp_headers = { "X-Team" = "docs" }\n',
    },
    // Which of the two is meant a person has to say.
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"url":"https://mcp.acme.example/mcp","«httpUrl»":"https://other.acme.example/mcp"}}}',
      message: 'VS Code does not know "httpUrl" of server "docs" and reads "url". Delete one of them.',
      severity: 'medium',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","«transportType»":"stdio"}}}',
      message: 'Claude Code does not know "transportType" of server "docs" and reads "type" instead. Rename the key.',
      severity: 'low',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs","type":"stdio"}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"url":"https://mcp.acme.example/sse","«transport»":"sse"}}}',
      message: 'VS Code does not know "transport" of server "docs" and reads "type" instead. Rename the key.',
      severity: 'medium',
      fixed: '{"servers":{"docs":{"url":"https://mcp.acme.example/sse","type":"sse"}}}',
    },
  ],
} satisfies Examples
