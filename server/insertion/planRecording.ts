import type { McpConfig } from '../model/mcpConfig.ts'
import type { UndoRecord } from '../protocol/languageRequests.ts'
import { lineIndent, startsLine } from '../syntax/json/layout.ts'
import type { Span } from '../syntax/tree.ts'
import { type EntryFields, environmentNames, findFields } from './entryFields.ts'
import { lineEndNear } from './lineEndNear.ts'
import { type InsertionPlan, joinReplacements, type Replacement, refuse } from './plan.ts'
import { isPlainWord, isRecorded, proxyArguments } from './proxyWords.ts'

export interface RecordingRequest {
  readonly server: string
  /** Full path of the launcher. */
  readonly launcher: string
  /** Id of the undo record, a plain word. */
  readonly entry: string
  /** Written as `--workload` when a manifest applies. */
  readonly workload?: string
  /** Full path of the file for the undo record, where `config.file` is a relative one. */
  readonly file?: string
}

/**
 * Puts the proxy in front of a server entry: the launcher becomes its command, and our options, `--` and the original
 * command come before its arguments. Everything else keeps its bytes: the other fields, comments, order and layout. The
 * original command is copied as it is written, so the entry explains itself and can be unwrapped without us.
 *
 * Pure. Where the change could do harm or would not work, the answer is a sentence instead.
 */
export function planRecording(config: McpConfig, request: RecordingRequest): InsertionPlan {
  const fields = findFields(config, request.server)
  if (!fields.ok) return fields
  const { entry, command, args } = fields
  const obstacle = whyNot(config, fields, request)
  if (obstacle) return refuse(obstacle)

  const { text } = config.tree
  const ours = [...proxyArguments(request).map((word) => JSON.stringify(word)), textOf(text, command.value.span)]
  const launcher = JSON.stringify(request.launcher)
  const replacements = args
    ? [{ span: command.value.span, text: launcher }, prependItems(text, args.value, ours)].sort(
        (a, b) => a.span.start - b.span.start,
      )
    : [{ span: command.value.span, text: `${launcher},${gapAfter(text, command)}"args": [${ours.join(', ')}]` }]

  const undo: UndoRecord = {
    v: 1,
    id: request.entry,
    host: config.host.id,
    file: request.file ?? config.file,
    path: entry.path,
    server: entry.name,
    ...(request.workload !== undefined && { workload: request.workload }),
    env: environmentNames(entry),
    edits: replacements.map((each) => ({ before: textOf(text, each.span), after: each.text })),
  }
  return { ok: true, ...joinReplacements(text, replacements), undo, ...noteOn(config, fields) }
}

function whyNot({ host, foreignServers }: McpConfig, { entry }: EntryFields, request: RecordingRequest): string | undefined {
  const { name, launch, node } = entry
  if (isRecorded(entry)) return `Server "${name}" is recorded already.`
  if (foreignServers) {
    return `${host.name} reads servers under "${host.serversPath.join('.')}", not under "${foreignServers.key}", and never starts "${name}". Rename the key first.`
  }
  if (launch.transport === 'http' || launch.transport === 'sse') {
    return `Server "${name}" is remote. This version records only servers that start with a "command".`
  }
  // VS Code puts --inspect in front of what it finds in "command", and would debug the proxy instead of the server.
  const dev = host.id === 'vscode' ? node.members.find(({ key }) => key === 'dev')?.value : undefined
  if (dev?.kind === 'object' && dev.members.some(({ key }) => key === 'debug')) {
    return `Server "${name}" sets "dev.debug", and VS Code would debug the proxy instead of the server. Take "debug" out while you record.`
  }
  if (!isPlainWord(request.entry)) return `"${request.entry}" is not usable as the id of an entry.`
  if (request.workload !== undefined && !isPlainWord(request.workload)) {
    return `Workload "${request.workload}" holds a blank or a character that a shell would read. Rename it in the manifest first.`
  }
  return undefined
}

/** Our words directly behind the bracket, so that every comment of the list stays beside the item it stands at. */
function prependItems(
  text: string,
  array: { readonly span: Span; readonly items: readonly { readonly span: Span }[] },
  ours: readonly string[],
): Replacement {
  const at = array.span.start + 1
  const words = ours.join(', ')
  const [first] = array.items
  const gap = text.slice(at, first ? first.span.start : array.span.end - 1)
  const put = (inserted: string): Replacement => ({ span: { start: at, end: at }, text: inserted })

  if (gap.includes('\n')) {
    const indent = first ? lineIndent(text, first.span.start) : `${lineIndent(text, array.span.end)}${stepOf(text, at)}`
    return put(`${lineEndNear(text, at + gap.indexOf('\n') + 1)}${indent}${words}${first ? ',' : ''}`)
  }
  if (!first) return put(gap.trim() === '' ? `${gap}${words}` : words)
  if (gap !== '' && gap.trim() === '') return put(`${gap}${words},`)
  return put(/^\s/.test(gap) ? `${words},` : `${words}, `)
}

/** What stands between two members where this one stands: a line break with its indentation, or a blank. */
function gapAfter(text: string, { keySpan }: { readonly keySpan: Span }): string {
  if (!startsLine(text, keySpan.start)) return ' '
  return `${lineEndNear(text, keySpan.start)}${lineIndent(text, keySpan.start)}`
}

function stepOf(text: string, offset: number): string {
  return lineIndent(text, offset).startsWith('\t') ? '\t' : '  '
}

function noteOn({ host }: McpConfig, { entry }: EntryFields): { readonly note?: string } {
  const sandboxed =
    host.id === 'vscode' &&
    entry.node.members.some(({ key, value }) => key === 'sandboxEnabled' && value?.kind === 'boolean' && value.value === true)
  if (!sandboxed) return {}
  return {
    note: `Server "${entry.name}" runs in a sandbox: unless its rules let the proxy write its trace, nothing is recorded.`,
  }
}

function textOf(text: string, { start, end }: Span): string {
  return text.slice(start, end)
}
