import type { McpConfig } from '../model/mcpConfig.ts'
import type { UndoRecord } from '../protocol/languageRequests.ts'
import type { Span, StringNode } from '../syntax/tree.ts'
import { type EntryFields, findFields } from './entryFields.ts'
import { indentAt, lineEndNear } from './layout.ts'
import { type InsertionPlan, joinReplacements, type Replacement, refuse } from './plan.ts'
import { isRecorded, type RecordedCommand, readRecordedCommand } from './proxyWords.ts'

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
  const recorded = readRecordedCommand(fields.command.value, fields.args?.value)
  if (!recorded) {
    return refuse(
      isRecorded(fields.entry)
        ? `The proxy of server "${request.server}" was put behind another program by hand. Take it away by hand.`
        : `Server "${request.server}" is not recorded.`,
    )
  }
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

/** The edits of recording backwards; undefined unless every stretch it wrote stands where it wrote it. */
function restore(
  text: string,
  { command, args }: EntryFields,
  { program, entry }: RecordedCommand,
  undo: UndoRecord,
): readonly Replacement[] | undefined {
  // A record of another entry, or one that would put anything else back than the command the file itself names, is none.
  const original = program && text.slice(program.span.start, program.span.end)
  const replaced = undo.edits.filter(({ before }) => before !== '')
  if (undo.id !== entry || replaced.length !== 1 || replaced[0]?.before !== original) return undefined

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

/** The word behind `--` becomes the command again, and all up to it leaves the arguments. Comments there are kept. */
function takeFromSeparator(
  { tree: { text, problems } }: McpConfig,
  { command, args }: EntryFields,
  { separator }: RecordedCommand,
  program: StringNode,
): readonly Replacement[] {
  const replaced = { span: command.value.span, text: text.slice(program.span.start, program.span.end) }
  if (!args) return [replaced]
  const { span: list, items } = args.value
  const start = list.start + 1
  const next = items[separator + 2]
  const comments = problems.filter(({ kind, span }) => kind === 'comment' && span.start >= start && span.end < list.end)
  const comma = next ? commaAfter(text, program.span.end, comments) + 1 : list.end - 1
  const kept = comments
    .filter(({ span }) => span.start < comma)
    .map(({ span }) => {
      const comment = text.slice(span.start, span.end)
      return comment.startsWith('//') ? `${comment}${lineEndNear(text, span.end)}${indentAt(text, program.span.start)}` : comment
    })
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
