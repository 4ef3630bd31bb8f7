import { hasLineBreak, layoutOf as jsonLayout, render } from '../../syntax/json/layout.ts'
import type { Json } from '../../syntax/patch.ts'
import { writeKey as tomlKey } from '../../syntax/toml/keys.ts'
import { writeValue as tomlValue, writeStatement } from '../../syntax/toml/writeToml.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import { styleOf } from '../../syntax/yaml/style.ts'
import { isPlain, writeInline, writeLines, writeMember as yamlMember } from '../../syntax/yaml/writeYaml.ts'
import type { Cursor } from './cursor.ts'
import { asPlain, isRaw, raw } from './stops.ts'

/** How a file is written; made once for all that is offered at one place. */
export interface Writer {
  /** A key with its value, or the key alone where the value is there. */
  readonly member: (key: string, value: Json) => string
  /** A value at the cursor, or an item of a list. */
  readonly value: (value: Json) => string
  /** A table of TOML with its header. */
  readonly table: (path: readonly string[], value: { readonly [key: string]: Json }) => string
}

export function writerFor(tree: SyntaxTree, cursor: Cursor): Writer {
  const write = { json: jsonWriter, jsonc: jsonWriter, toml: tomlWriter, yaml: yamlWriter, frontmatter: yamlWriter }[tree.format]
  const writer = write(tree, cursor)
  const behind = cursor.commaBehind ? ',' : ''
  return {
    member: (key, value) => writer.member(key, value) + (cursor.hasValue ? '' : behind),
    value: (value) => writer.value(value) + behind,
    table: writer.table,
  }
}

function jsonWriter(tree: SyntaxTree, { indent, emptyIn, hasValue }: Cursor): Writer {
  const layout = jsonLayout(tree)
  const isOneLine = !hasLineBreak(tree.text, { start: 0, end: tree.text.length })
  const opens = emptyIn !== undefined && !isOneLine
  const inner = opens ? indent + layout.unit : indent
  const within = { multiline: !isOneLine, indent: inner }
  const framed = (text: string, lines: boolean) => (opens && lines ? layout.eol + inner + text + layout.eol + indent : text)
  const member = (key: string, value: Json) => layout.key(key) + layout.colon + render(value, within, layout)
  return {
    member: (key, value) => (hasValue ? layout.key(key) : framed(member(key, value), isMap(value))),
    value: (value) => render(value, within, layout),
    table: () => '',
  }
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function yamlWriter(tree: SyntaxTree, { style, indent, hasValue, content }: Cursor): Writer {
  const yaml = styleOf(tree)
  const isFlow = style === 'flow'
  const quoted = (value: Json): Json => withQuotes(value, isFlow)
  const quote = content === undefined ? 'plain' : quoteAt(tree, content.start)
  const lines = (text: readonly string[]) => text.join(yaml.eol).slice(indent.length)
  const key = (name: string) => writeInline(name, 'plain', yaml, isFlow)
  return {
    member: (name, value) => {
      if (hasValue) return writeInline(name, quote, yaml, isFlow)
      if (isFlow) return `${key(name)}: ${writeInline(quoted(value), 'plain', yaml, true)}`
      return lines(yamlMember(key(name), quoted(value), indent, 'plain', yaml))
    },
    value: (value) =>
      isFlow || !isMap(value)
        ? writeInline(quoted(value), quote, yaml, isFlow)
        : lines(writeLines(quoted(value), indent, 'plain', yaml)),
    table: () => '',
  }
}

/** A text that would be something else without quotes gets them, whatever marks of stops hide it. */
function withQuotes(value: Json, inFlow: boolean): Json {
  if (typeof value === 'string') {
    const shown = asPlain(value)
    return shown !== value && !shown.includes('"') && isPlain(value, inFlow) && !isPlain(shown, inFlow) && !isRaw(value)
      ? raw(JSON.stringify(value))
      : value
  }
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item: Json) => withQuotes(item, inFlow))
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withQuotes(member, inFlow)]))
}

/** The quote somebody has begun with. */
function quoteAt({ text }: SyntaxTree, start: number): 'plain' | '"' | "'" {
  const mark = text[start - 1]
  return mark === '"' || mark === "'" ? mark : 'plain'
}

function tomlWriter({ text }: SyntaxTree, { hasValue }: Cursor): Writer {
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  return {
    member: (key, value) => (hasValue ? tomlKey(key) : writeStatement(key, value)),
    value: tomlValue,
    table: (path, value) =>
      [`[${path.map(headerKey).join('.')}]`, ...Object.entries(value).map(([key, member]) => writeStatement(key, member))].join(
        eol,
      ),
  }
}

/** A name that somebody is about to type needs no quotes yet. */
function headerKey(key: string): string {
  return asPlain(key) === key ? tomlKey(key) : key
}
