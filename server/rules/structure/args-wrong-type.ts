import { matchCredential } from '../../knowledge/credentials.ts'
import { shellWords } from '../../model/launch/shellWords.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { type Text, textOf } from '../../model/place.ts'
import type { Patch } from '../../syntax/patch.ts'
import type { Path, SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'
import { type EntryField, fieldOf, hasOtherForm, keyAt } from '../entryFields.ts'
import { defineRule, type Examples } from '../rule.ts'

/** Hosts that also take a number or null as the value of a variable (VS Code's schema of mcp.json, 2026-11). */
const LOOSE_ENV = new Set(['vscode'])

export default defineRule({
  meta: {
    id: 'args-wrong-type',
    group: 'structure',
    title: '`args` / `env` / `headers` value has the wrong type',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`*.args`, `*.env.*`, `*.headers.*`',
    when: 'the arguments are no list of strings (in opencode: the command), the environment or the headers are no map, or a value in them is no string (VS Code also takes a number or null in the environment). All of an entry are one finding.',
    why: 'The host coerces or drops the value, and a read-only flag in it is then not applied.',
    fix: { safety: 'safe', does: 'wraps or quotes the value' },
    standards: ['CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    if (hasOtherForm(config.host)) return
    const wrong = [...wrongArgs(entry, config), ...wrongMap(entry, config, 'env'), ...wrongMap(entry, config, 'headers')]
    const [first, ...others] = wrong
    if (!first) return
    // Half a repair would leave half a finding.
    const patches = wrong.flatMap(({ patch }) => patch ?? [])
    yield {
      at: first.at,
      message: `Server "${entry.name}" has ${first.what}. ${first.wanted}`,
      related: others.map(({ at, what }) => ({ span: at.span, message: `Also ${what}.` })),
      fixes:
        patches.length === wrong.length
          ? [{ title: wrong.length > 1 ? 'Correct the types' : first.title, safety: 'safe', patches }]
          : [],
    }
  },
})

interface Wrong {
  readonly at: Text | { readonly span: Text['span']; readonly path: Path }
  readonly what: string
  readonly wanted: string
  readonly title: string
  readonly patch: Patch | undefined
}

const KINDS: Readonly<Record<SyntaxNode['kind'], string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  object: 'an object',
  array: 'a list',
}

function wrongArgs(entry: ServerEntry, { tree, host }: McpConfig): readonly Wrong[] {
  const isOneList = host.names.commandIsList
  const field = fieldOf(entry, host, isOneList ? 'command' : 'args')
  const value = field?.member.value
  // A command line as text where the host takes a list is servers-wrong-shape.
  if (!field || !value || (isOneList && value.kind !== 'array')) return []
  const name = field.member.key
  if (value.kind === 'array')
    return value.items.flatMap((item, index) =>
      item.kind === 'string' ? [] : [wrongValue(tree, item, [...field.path, index], `in "${name}"`)],
    )
  const text = textOf(tree, value, field.path)
  return [
    {
      at: text ?? { span: value.span, path: field.path },
      what: `${KINDS[value.kind]} as "${name}"`,
      wanted: `${host.name} takes a list of strings, one argument each.`,
      title: `Make "${name}" a list`,
      patch: listOf(tree, value, text, field),
    },
  ]
}

/** A command line with options is several arguments; other text with spaces may be one path. */
function listOf(tree: SyntaxTree, value: SyntaxNode, text: Text | undefined, field: EntryField): Patch | undefined {
  if (!text || matchCredential(text.text)) return undefined
  const isLine = value.kind === 'string' && /(?:^|\s)-/.test(text.text)
  const words = isLine ? shellWords(tree, text)?.map((word) => word.text) : [text.text]
  return words && { op: 'set', path: field.path, value: words }
}

function wrongMap(entry: ServerEntry, { tree, host }: McpConfig, role: 'env' | 'headers'): readonly Wrong[] {
  const field = fieldOf(entry, host, role)
  const value = field?.member.value
  if (!field || !value) return []
  const name = field.member.key
  if (value.kind !== 'object') {
    const what = `${KINDS[value.kind]} as "${name}"`
    const wanted = `${host.name} takes an object of names and strings.`
    return [{ at: keyAt(tree, field), what, wanted, title: '', patch: undefined }]
  }
  const isLoose = role === 'env' && LOOSE_ENV.has(host.id)
  return value.members.flatMap(({ key, value: one }) => {
    if (!one || one.kind === 'string') return []
    // Nothing is written there: in YAML that is null, and a name that is being typed is no fault.
    if (one.kind === 'null' && one.span.start === one.span.end) return []
    if (isLoose && (one.kind === 'number' || one.kind === 'null')) return []
    return [wrongValue(tree, one, [...field.path, key], `as "${key}" in "${name}"`)]
  })
}

function wrongValue(tree: SyntaxTree, node: SyntaxNode, path: Path, where: string): Wrong {
  const text = textOf(tree, node, path)
  return {
    at: { span: node.span, path },
    what: `${KINDS[node.kind]} ${where}`,
    wanted: 'Write a string, with quotes around it.',
    title: 'Put quotes around the value',
    patch: text && { op: 'set', path, value: text.text },
  }
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
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"docs":{"type":"stdio","command":"node","args":["server.js","--read-only"]}}}',
    },
    { host: 'vscode', text: '{"servers":{"docs":{"command":"/opt/docs","env":{"PORT":8080,"DEBUG":null}}}}' },
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"command":"/opt/docs","args":[],"env":{}}}}' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"docs":{"type":"stdio","command":"node","args":"«server.js --read-only»"}}}',
      message: 'Server "docs" has a string as "args". VS Code takes a list of strings, one argument each.',
      severity: 'medium',
      fixed: '{"servers":{"docs":{"type":"stdio","command":"node","args":["server.js","--read-only"]}}}',
    },
    // No option in it: it may be one path.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"docs":{"command":"node","args":"«/opt/my docs/server.js»"}}}',
      message: 'Server "docs" has a string as "args". Claude Desktop takes a list of strings, one argument each.',
      fixed: '{"mcpServers":{"docs":{"command":"node","args":["/opt/my docs/server.js"]}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["--port",«8080»],"env":{"DEBUG":true}}}}',
      message: 'Server "docs" has a number in "args". Write a string, with quotes around it.',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["--port","8080"],"env":{"DEBUG":"true"}}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"type":"http","url":"https://mcp.acme.example/mcp","headers":{"X-Level":«3»}}}}',
      message: 'Server "docs" has a number as "X-Level" in "headers". Write a string, with quotes around it.',
      fixed: '{"servers":{"docs":{"type":"http","url":"https://mcp.acme.example/mcp","headers":{"X-Level":"3"}}}}',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcp":{"docs":{"type":"local","command":["/opt/docs","--port",«8080»]}}}',
      message: 'Server "docs" has a number in "command". Write a string, with quotes around it.',
      fixed: '{"mcp":{"docs":{"type":"local","command":["/opt/docs","--port","8080"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","«env»":["LOG_LEVEL=info"]}}}',
      message: 'Server "docs" has a list as "env". Cursor takes an object of names and strings.',
    },
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"command":"/opt/docs","env":{"DEBUG":«false»}}}}',
      message: 'Server "docs" has true or false as "DEBUG" in "env". Write a string, with quotes around it.',
      fixed: '{"servers":{"docs":{"command":"/opt/docs","env":{"DEBUG":"false"}}}}',
    },
  ],
} satisfies Examples
