import type { McpConfig } from '../../model/mcpConfig.ts'
import type { Place } from '../../model/place.ts'
import { spanInString } from '../../syntax/find.ts'
import type { Path, StringNode, SyntaxNode } from '../../syntax/tree.ts'
import { type Hidden, hiddenIn, isPlain } from '../hiddenText.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'hidden-text-in-config',
    group: 'structure',
    title: 'Invisible/bidi Unicode in names, descriptions, args',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'every string and every key of a config',
    when: 'bidirectional controls, tag characters or other format characters, except a byte order mark at the start, and joiners inside an emoji or a script that needs them. All of a server entry are one finding, and all of the rest of the file.',
    why: 'The reviewer and the model read different texts.',
    fix: { safety: 'safe', does: 'removes the characters' },
    standards: ['MCP03', 'CWE-1007', 'SAFE-T1402'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, nameAt, node, path }, config) {
    const ofName = { kind: 'string', span: withQuotes(nameAt, config), value: name } as const
    const found = [...inString(config, ofName, path), ...hiddenBelow(config, node, path, new Set())]
    yield* reportOf(found, `Server "${visible(name)}"`)
  },

  *file(config) {
    const { root } = config.tree
    if (root) yield* reportOf(hiddenBelow(config, root, [], new Set(config.servers.map(({ node }) => node))), 'This file')
  },
})

interface Found extends Place, Pick<Hidden, 'code' | 'name'> {}

function* reportOf(found: readonly Found[], where: string): Iterable<Report> {
  const [first, ...others] = found
  if (!first) return
  yield {
    at: first,
    message: `${where} holds characters that nobody sees (${first.code}, ${first.name}), so people and programs read different texts. Remove them.`,
    related: others.map(({ span, code, name }) => ({ span, message: `${code}, ${name}.` })),
    fixes: [
      {
        title: 'Remove the invisible characters',
        safety: 'safe',
        patches: found.map(({ span }) => ({ op: 'text', span, text: '' })),
      },
    ],
  }
}

/** In the order of the file. Entries of servers are skipped with their keys: they have their own finding. */
function hiddenBelow(config: McpConfig, node: SyntaxNode, path: Path, skip: ReadonlySet<SyntaxNode>): readonly Found[] {
  const found: Found[] = []
  const walk = (one: SyntaxNode, at: Path): void => {
    if (one.kind === 'string') found.push(...inString(config, one, at))
    else if (one.kind === 'array') {
      for (const [index, item] of one.items.entries()) if (maySay(item)) walk(item, [...at, index])
    } else if (one.kind === 'object') {
      for (const { key, keySpan, value } of one.members) {
        if (value && skip.has(value)) continue
        if (!isPlain(key)) found.push(...inString(config, { kind: 'string', span: keySpan, value: key }, [...at, key]))
        if (value && maySay(value)) walk(value, [...at, key])
      }
    }
  }
  walk(node, path)
  return found
}

/** Nearly every string is plain, and of such nobody needs the place. */
function maySay(node: SyntaxNode): boolean {
  return node.kind === 'string' ? !isPlain(node.value) : node.kind === 'array' || node.kind === 'object'
}

function inString({ tree }: McpConfig, node: StringNode, path: Path): readonly Found[] {
  return hiddenIn(node.value).map(({ start, end, code, name }) => ({
    span: spanInString(tree, node, start, end),
    path,
    code,
    name,
  }))
}

function withQuotes({ span: { start, end } }: Place, { tree: { text } }: McpConfig): Place['span'] {
  const quote = text[start - 1]
  return quote === '"' || quote === "'" ? { start: start - 1, end: end + 1 } : { start, end }
}

/** A message must not do what the rule warns of. */
function visible(name: string): string {
  return hiddenIn(name).reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), name)
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0","--label=ok"]}}}',
    },
    // A family, a flag of a part of a country, a heart, and words of scripts that need joiners.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["--label=👩\u200D👩\u200D👧 \u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} ❤\uFE0F","--title=می\u200Cخواهم क्\u200Dष"]}}}',
    },
    { host: 'vscode', text: '\uFEFF{"servers":{"döcs":{"command":"/opt/docs","args":["–—…\u00A0"]}}}' },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers": {"docs": {"command": "npx", "args": ["-y", "acme-docs@1.0.0", "--label=ok«\\u202e»"]}}}',
      message:
        'Server "docs" holds characters that nobody sees (U+202E, change of the writing direction), so people and programs read different texts. Remove them.',
      severity: 'high',
      fixed: '{"mcpServers": {"docs": {"command": "npx", "args": ["-y", "acme-docs@1.0.0", "--label=ok"]}}}',
    },
    // In the name and further down: one finding.
    {
      host: 'cursor',
      text: '{"mcpServers":{"do«\u200B»cs":{"command":"/opt/docs","args":["a\u{E0041}\u{E0042}b"]}}}',
      message:
        'Server "docs" holds characters that nobody sees (U+200B, zero width space), so people and programs read different texts. Remove them.',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["ab"]}}}',
    },
    {
      host: 'vscode',
      text: '{"inputs":[{"id":"a","type":"promptString","description":"Token«\u2066»","password":true}],"servers":{}}',
      message:
        'This file holds characters that nobody sees (U+2066, change of the writing direction), so people and programs read different texts. Remove them.',
      fixed: '{"inputs":[{"id":"a","type":"promptString","description":"Token","password":true}],"servers":{}}',
    },
    // A joiner that joins nothing, and a hidden message in variation selectors.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["pay«\u200D»load","😀\uFE00\uFE01\uFE02"]}}}',
      message:
        'Server "docs" holds characters that nobody sees (U+200D, zero width joiner), so people and programs read different texts. Remove them.',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["payload","😀"]}}}',
    },
  ],
} satisfies Examples
