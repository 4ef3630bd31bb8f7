import { shellWords } from '../../model/launch/shellWords.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { type Place, textOf } from '../../model/place.ts'
import { contentSpan, memberAt, memberOf, toJson } from '../../syntax/find.ts'
import { nodesAt } from '../../syntax/nodesAt.ts'
import type { Json, Patch } from '../../syntax/patch.ts'
import type { ArrayNode, ObjectNode, Path, SyntaxNode } from '../../syntax/tree.ts'
import { fieldOf, hasOtherForm, keyAt, namesOf, standsUnderForeignKey } from '../entryFields.ts'
import { defineRule, type Examples, type Fix, type Report } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'servers-wrong-shape',
    group: 'structure',
    title: 'Server list is a map where the host wants an array, or the reverse',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'the server collection and each entry',
    when: 'Continue YAML and Goose recipes want an array, other hosts a map; opencode wants `command` as a list of words, others a string; an entry that is not an object. Medium where the host starts the servers of a list under numbers.',
    why: 'The host drops the servers, and the developer believes they are configured.',
    fix: { safety: 'review', does: 'converts the shape, keeping every field' },
    standards: ['CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const { host, tree } = config
    if (host.container === 'entry') return
    for (const { node, path } of [host.serversPath, ...host.furtherServersPaths].flatMap((place) => nodesAt(tree.root, place))) {
      if (host.container === 'map' && node.kind === 'array') yield* collection(node, path, config)
      else if (host.container === 'list' && node.kind === 'object') yield* collection(node, path, config)
      else if (node.kind === 'object') yield* noObjects(node, path, config)
    }
  },

  *server(entry, config) {
    const { host } = config
    if (hasOtherForm(host) || standsUnderForeignKey(entry, host)) return
    const field = fieldOf(entry, host, 'command')
    const value = field?.member.value
    if (!field || !value || (value.kind === 'array') === host.names.commandIsList) return
    if (value.kind !== 'array' && value.kind !== 'string') return
    const wants = host.names.commandIsList ? 'a list of words' : 'a string, and its arguments apart'
    const has = value.kind === 'array' ? 'a list' : 'a string'
    yield {
      at:
        value.kind === 'string'
          ? (textOf(config.tree, value, field.path) ?? keyAt(config.tree, field))
          : keyAt(config.tree, field),
      message: `"${field.member.key}" of server "${entry.name}" is ${has}, and ${host.name} takes ${wants}: it drops the server. Change the form.`,
      fixes: value.kind === 'array' ? apart(value, field.path, entry, config) : together(value, field.path, entry, config),
    }
  },
})

function* collection(node: ObjectNode | ArrayNode, path: Path, config: McpConfig): Iterable<Report> {
  if (node.kind === 'array' ? node.items.length === 0 : node.members.length === 0) return
  const [has, wants] = node.kind === 'array' ? ['a list', 'an object with the names as keys'] : ['an object', 'a list']
  const value = node.kind === 'array' ? asMap(node, config) : asList(node, config)
  const patches: readonly Patch[] = value === undefined ? [] : [{ op: 'set', path, value }]
  const isNumbered = node.kind === 'array' && config.host.numbersLists
  const effect = isNumbered ? 'it calls these servers "0", "1" and so on, whatever name they give' : 'it drops these servers'
  yield {
    at: placeOf(node, path, config),
    severity: isNumbered ? 'medium' : 'high',
    message: `"${path.join('.')}" is ${has}, and ${config.host.name} takes ${wants}: ${effect}. Change the form.`,
    fixes: patches.length > 0 ? [{ title: `Make "${path.join('.')}" ${wants}`, safety: 'review', patches }] : [],
  }
}

function placeOf(node: SyntaxNode, path: Path, { tree }: McpConfig): Place {
  const member = memberAt(tree, path)
  return { span: member ? contentSpan(tree, member.keySpan) : { start: node.span.start, end: node.span.start + 1 }, path }
}

/** Only where each server says its name, and no two the same. */
function asMap({ items }: ArrayNode, { host }: McpConfig): Json | undefined {
  const entries = items.flatMap((item): readonly (readonly [string, Json])[] => {
    if (item.kind !== 'object') return []
    const key = [...host.names.name, 'name', 'id'].find((one) => memberOf(item, one)) ?? 'name'
    const name = memberOf(item, key)?.value
    if (name?.kind !== 'string') return []
    const rest = item.members.flatMap((member) =>
      member.key !== key && member.value ? [[member.key, toJson(member.value)] as const] : [],
    )
    return [[name.value, Object.fromEntries(rest)]]
  })
  return entries.length === items.length && new Set(entries.map(([name]) => name)).size === items.length
    ? Object.fromEntries(entries)
    : undefined
}

function asList({ members }: ObjectNode, { host }: McpConfig): Json | undefined {
  const key = host.names.name[0] ?? 'name'
  const items = members.flatMap(({ key: name, value }): readonly Json[] => {
    if (value?.kind !== 'object') return []
    const fields = toJson(value)
    return [{ [key]: name, ...(fields as { readonly [field: string]: Json }) }]
  })
  return items.length === members.length ? items : undefined
}

/** What stands where a server should: a text, a number, a list. */
function* noObjects({ members }: ObjectNode, path: Path, config: McpConfig): Iterable<Report> {
  for (const { key, keySpan, value } of members) {
    if (!value || value.kind === 'object') continue
    const place = [...path, key]
    yield {
      at: { span: contentSpan(config.tree, keySpan), path: place },
      message: `"${key}" stands where ${config.host.name} takes a server and is no object, so nothing is started. Write an object, or delete it.`,
      fixes: [{ title: `Delete "${key}"`, safety: 'review', patches: [{ op: 'remove', path: place }] }],
    }
  }
}

/** One line, or a program with its arguments, as one list. */
function together(value: SyntaxNode, path: Path, entry: ServerEntry, { tree }: McpConfig): readonly Fix[] {
  const line = textOf(tree, value, path)
  const words = line && shellWords(tree, line)?.map(({ text }) => text)
  const args = memberOf(entry.node, 'args')
  const more = args?.value ? toJson(args.value) : []
  if (!words || words.length === 0 || !Array.isArray(more)) return []
  return [
    {
      title: 'Make it a list of words',
      safety: 'review',
      patches: [
        { op: 'set', path, value: [...words, ...more] },
        ...(args ? [{ op: 'remove', path: [...entry.path, 'args'] } as const] : []),
      ],
    },
  ]
}

function apart(value: ArrayNode, path: Path, entry: ServerEntry, { host }: McpConfig): readonly Fix[] {
  const [program, ...args] = value.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []))
  const own = fieldOf(entry, host, 'args')
  const after = own?.member.value ? toJson(own.member.value) : []
  if (program === undefined || args.length + 1 < value.items.length || !Array.isArray(after)) return []
  const name = namesOf(host, 'args')[0] ?? 'args'
  const all = [...args, ...after]
  return [
    {
      title: `Move the arguments to "${name}"`,
      safety: 'review',
      patches: [
        { op: 'set', path, value: program },
        ...(all.length > 0 ? [{ op: 'set', path: own?.path ?? [...entry.path, name], value: all } as const] : []),
      ],
    },
  ]
}

export const examples = {
  good: [
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcp":{"docs":{"type":"local","command":["npx","-y","acme-docs@1.0.0"]}}}',
    },
    { host: 'claude-code', text: '{"mcpServers":{}}' },
    // Under the key of other hosts it is written as they want it: wrong-root-key says all there is to say.
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["--stdio"]}}}',
      also: ['wrong-root-key'],
    },
  ],
  bad: [
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcp":{"docs":{"type":"local","command":"«npx -y acme-docs@1.0.0»"}}}',
      message:
        '"command" of server "docs" is a string, and opencode takes a list of words: it drops the server. Change the form.',
      severity: 'high',
      fixed: '{"mcp":{"docs":{"type":"local","command":["npx","-y","acme-docs@1.0.0"]}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"«command»":["npx","-y","acme-docs@1.0.0"]}}}',
      message:
        '"command" of server "docs" is a list, and Claude Code takes a string, and its arguments apart: it drops the server. Change the form.',
      fixed: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    {
      host: 'claude-code',
      text: '{"«mcpServers»":[{"name":"docs","command":"/opt/docs"}]}',
      message:
        '"mcpServers" is a list, and Claude Code takes an object with the names as keys: it drops these servers. Change the form.',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs"}}}',
    },
    // It goes through the list as if it were a map.
    {
      host: 'gemini-extension',
      file: 'gemini-extension.json',
      text: '{"name":"acme","version":"1.0.0","«mcpServers»":[{"id":"docs","command":"/opt/docs"},{"id":"more","command":"/opt/more"}]}',
      message:
        '"mcpServers" is a list, and Gemini CLI extension takes an object with the names as keys: it calls these servers "0", "1" and so on, whatever name they give. Change the form.',
      severity: 'medium',
      fixed: '{"name":"acme","version":"1.0.0","mcpServers":{"docs":{"command":"/opt/docs"},"more":{"command":"/opt/more"}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«docs»":"https://mcp.acme.example/mcp","more":{"command":"/opt/more"}}}',
      message:
        '"docs" stands where Cursor takes a server and is no object, so nothing is started. Write an object, or delete it.',
      fixed: '{"mcpServers":{"more":{"command":"/opt/more"}}}',
    },
  ],
} satisfies Examples
