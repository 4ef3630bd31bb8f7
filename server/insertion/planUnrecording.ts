import type { McpConfig } from '../model/mcpConfig.ts'
import type { Place } from '../model/place.ts'
import type { UndoRecord } from '../protocol/languageRequests.ts'
import { contentSpan } from '../syntax/find.ts'
import { lineIndent } from '../syntax/json/layout.ts'
import type { Span, StringNode, SyntaxNode, SyntaxTree } from '../syntax/tree.ts'
import { type EntryFields, findFields } from './entryFields.ts'
import { lineEndNear } from './lineEndNear.ts'
import { type InsertionPlan, joinReplacements, type Refusal, type Replacement, refuse } from './plan.ts'
import { proxyOf } from './proxyWords.ts'

export interface UnrecordingRequest {
  readonly server: string
  /** The undo record that `--entry` names, if it was found. */
  readonly undo?: UndoRecord
}

/**
 * Takes the proxy away from a server entry. While what recording wrote still stands there, its undo record puts back the
 * exact bytes, and what else changed in the entry stays. Otherwise (record lost, our words edited, wrapped by hand) the
 * command is taken from behind `--`, and a note says that the layout may differ.
 */
export function planUnrecording(config: McpConfig, request: UnrecordingRequest): InsertionPlan {
  const fields = findFields(config, request.server)
  if (!fields.ok) return fields
  const recorded = findProxy(config, fields)
  if (!recorded.ok) return recorded
  const { text } = config.tree
  const exact = request.undo && restore(text, fields, recorded, request.undo)
  if (exact) return { ok: true, ...joinReplacements(text, exact) }
  if (!recorded.program) return refuse(`Server "${request.server}" has no command behind "--". Write its command by hand.`)
  return {
    ok: true,
    ...joinReplacements(text, takeFromSeparator(config, fields, recorded, recorded.program)),
    note: request.undo
      ? 'The entry changed since it was recorded, so its command is taken from behind "--". Blanks and line breaks may differ from before.'
      : 'What the entry looked like before is not known here, so its command is taken from behind "--". Blanks and line breaks may differ from before.',
  }
}

/** Where the proxy stands among the words of an entry. */
interface FoundProxy {
  readonly ok: true
  /** Position in the arguments of the program that is the proxy; undefined when it is the command itself. */
  readonly first: number | undefined
  /** Position of its `--` in the arguments. */
  readonly separator: number
  /** The program that starts without us; undefined when nothing usable stands behind `--`. */
  readonly program: StringNode | undefined
  readonly entry: string | undefined
}

function findProxy({ tree }: McpConfig, { entry, command, args }: EntryFields): FoundProxy | Refusal {
  const proxy = proxyOf(entry)
  if (!proxy) return refuse(`Server "${entry.name}" is not recorded.`)
  const items = args?.value.items ?? []
  const positionOf = ({ path, span }: Place): number | undefined => {
    const position = path.at(-1)
    const item = typeof position === 'number' ? items[position] : undefined
    return item && isWhole(tree, item, span) ? Number(position) : undefined
  }
  const isCommand = proxy.path.at(-1) === 'command' && isWhole(tree, command.value, proxy.span)
  const first = isCommand ? undefined : positionOf(proxy)
  const separator = positionOf(proxy.separator)
  if (separator === undefined || (first === undefined && !isCommand)) {
    return refuse(`The proxy of server "${entry.name}" stands in one word with other programs. Take it away by hand.`)
  }
  const program = items[separator + 1]
  const usable = program?.kind === 'string' && program.value.trim() !== '' ? program : undefined
  return { ok: true, first, separator, program: usable, entry: proxy.entry }
}

/** A shell takes one word apart into several; of those none can be edited as an item. */
function isWhole(tree: SyntaxTree, { span }: SyntaxNode, part: Span): boolean {
  const whole = contentSpan(tree, span)
  return whole.start === part.start && whole.end === part.end
}

/** The edits of recording backwards; undefined unless every stretch it wrote stands where it wrote it. */
function restore(
  text: string,
  { command, args }: EntryFields,
  { first, program, entry }: FoundProxy,
  undo: UndoRecord,
): readonly Replacement[] | undefined {
  // A record of another entry, or one that would put anything else back than the command the file itself names, is none.
  const original = program && text.slice(program.span.start, program.span.end)
  const replaced = undo.edits.filter(({ before }) => before !== '')
  if (first !== undefined || undo.id !== entry || replaced.length !== 1 || replaced[0]?.before !== original) return undefined

  const places = [command.value.span.start, ...(undo.edits.length > 1 && args ? [args.value.span.start + 1] : [])].sort(
    (a, b) => a - b,
  )
  if (places.length !== undo.edits.length) return undefined
  const replacements = undo.edits.map(({ before, after }, index) => {
    const start = places[index] ?? 0
    return { span: { start, end: start + after.length }, text: before, expected: after }
  })
  return replacements.every(({ span, expected }) => text.slice(span.start, span.end) === expected) ? replacements : undefined
}

/**
 * The word behind `--` becomes the command again, and all up to it leaves the arguments; behind another program only our
 * words leave. Comments there are kept.
 */
function takeFromSeparator(
  { tree: { text, problems } }: McpConfig,
  { command, args }: EntryFields,
  { first, separator }: FoundProxy,
  program: StringNode,
): readonly Replacement[] {
  const replaced = { span: command.value.span, text: text.slice(program.span.start, program.span.end) }
  if (!args) return [replaced]
  const { span: list, items } = args.value
  const comments = problems.filter(({ kind, span }) => kind === 'comment' && span.start >= list.start && span.end < list.end)
  const keptIn = ({ start, end }: Span): readonly string[] =>
    comments
      .filter(({ span }) => span.start >= start && span.start < end)
      .map(({ span }) => {
        const comment = text.slice(span.start, span.end)
        return comment.startsWith('//')
          ? `${comment}${lineEndNear(text, span.end)}${lineIndent(text, program.span.start)}`
          : comment
      })

  const own = first === undefined ? undefined : items[first]
  if (own) {
    const span = { start: own.span.start, end: program.span.start }
    return [
      {
        span,
        text: keptIn(span)
          .map((comment) => `${comment} `)
          .join(''),
      },
    ]
  }
  const start = list.start + 1
  const next = items[separator + 2]
  const comma = next ? commaAfter(text, program.span.end, comments) + 1 : list.end - 1
  const kept = keptIn({ start, end: comma })
  // In `["--", "npx", "-y"]` the blank behind the comma was ours.
  const blank = text[start] === '"' && kept.length === 0 && next ? (/^[ \t]*/.exec(text.slice(comma))?.[0].length ?? 0) : 0
  const removed = { span: { start, end: comma + blank }, text: kept.length > 0 ? ` ${kept.join(' ')}` : '' }
  return [replaced, removed].sort((a, b) => a.span.start - b.span.start)
}

/** The comma between two items, which a comment before it may also hold. */
function commaAfter(text: string, from: number, comments: readonly { readonly span: Span }[]): number {
  let at = text.indexOf(',', from)
  for (const { span } of comments) if (span.start <= at && at < span.end && span.start >= from) at = text.indexOf(',', span.end)
  return at
}
