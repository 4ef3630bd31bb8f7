import type { Action, KnownServer } from './servers.ts'
import lexicon from './toolVerbLexicon.json' with { type: 'json' }

/** What a tool does, and how we know. An unknown action counts as high impact wherever something is decided by it. */
export interface ToolAction {
  readonly action: Action | undefined
  readonly returnsSecrets: boolean
  readonly origin: 'table' | 'lexicon' | 'unknown'
}

interface LexiconRow {
  readonly id: string
  readonly action: Action | 'secrets'
  readonly priority: number
  readonly words: readonly string[]
  /** Words that after a reading verb name a thing: `run` in `list_runs`. */
  readonly nouns?: readonly string[]
}

interface LexiconWord {
  readonly row: LexiconRow
  readonly segments: readonly string[]
  readonly noun: boolean
}

/** A word of the lexicon found in a name. */
interface Hit {
  readonly row: LexiconRow
  readonly noun: boolean
  /** It follows "and", "or" or "then", and so is one of several verbs. */
  readonly joined: boolean
}

// The cast is proven record by record in test/knowledge/records.test.ts.
const ROWS = (lexicon as readonly LexiconRow[]).toSorted((a, b) => a.priority - b.priority)
const BY_FIRST = new Map<string, LexiconWord[]>()
for (const row of ROWS) {
  for (const word of row.words) {
    const segments = segmentsOf(word)
    const key = segments[0] ?? ''
    BY_FIRST.set(key, [...(BY_FIRST.get(key) ?? []), { row, segments, noun: row.nouns?.includes(word) ?? false }])
  }
}
const JOINTS: ReadonlySet<string> = new Set(['and', 'or', 'then'])
/** They change something wherever they stand: `search_replace`. */
const ALWAYS: ReadonlySet<string> = new Set([
  'write',
  'delete',
  'drop',
  'truncate',
  'purge',
  'erase',
  'overwrite',
  'destroy',
  'execute',
  'exec',
  'replace',
])
/** Longer names are no names; the cost stays linear. */
const MOST_SEGMENTS = 40

/**
 * What a tool does: as the table says for a known server, else by the words of its name alone. A guess by words is right
 * for most names and proves nothing: `origin` says so, and findings that rest on it have at most medium confidence.
 */
export function actionOf(tool: string, server?: KnownServer): ToolAction {
  const known = server?.tools.find(({ name }) => name === tool)
  if (known) return { action: known.action, returnsSecrets: known.returnsSecrets ?? false, origin: 'table' }
  return byWords(tool)
}

function byWords(tool: string): ToolAction {
  const hits = hitsOf(segmentsOf(tool).slice(0, MOST_SEGMENTS))
  const has = (id: string) => hits.some(({ row }) => row.id === id)
  const action = readsFirst(hits) ? 'read' : ROWS.find((row) => has(row.id) && counts(row, has))?.action
  const secrets = has('secrets')
  // Who makes or sets a credential administers; of other verbs the verb itself counts.
  if (action === 'secrets')
    return { action: has('write') ? 'admin' : firstVerb(has), returnsSecrets: !has('write'), origin: 'lexicon' }
  return { action, returnsSecrets: secrets && action === 'read', origin: action ? 'lexicon' : 'unknown' }
}

/** `get_payment` reads though "payment" is about money; `search_and_replace` and `get_or_create` do not only read. */
function readsFirst(hits: readonly Hit[]): boolean {
  const verbs = hits.filter(({ noun, joined }) => !noun || joined)
  return verbs[0]?.row.id === 'read' && verbs.every(({ row, joined }) => row.id === 'read' || !joined)
}

/** The notes of the lexicon: a ticket or code is touched only together with a verb that writes. */
function counts(row: LexiconRow, has: (id: string) => boolean): boolean {
  if (row.id === 'ticket') return has('write') || has('send')
  return row.id !== 'code' || has('write')
}

function firstVerb(has: (id: string) => boolean): Action {
  const row = ROWS.find(({ id }) => id !== 'secrets' && has(id))
  return row === undefined || row.action === 'secrets' ? 'read' : row.action
}

/** At each place the longest word counts and takes its segments: `resolve-library` is not `resolve`, nor `drag_and_drop` a drop. */
function hitsOf(segments: readonly string[]): readonly Hit[] {
  let free = 0
  return segments.flatMap((segment, at): readonly Hit[] => {
    if (at < free) return []
    const candidates = [segment, ...singulars(segment)].flatMap((word) => BY_FIRST.get(word) ?? [])
    const fitting = candidates.filter(({ segments: word }) => word.every((part, i) => i === 0 || isSame(segments[at + i], part)))
    const longest = Math.max(0, ...fitting.map(({ segments: word }) => word.length))
    free = at + Math.max(1, longest)
    const joined = JOINTS.has(segments[at - 1] ?? '') || ALWAYS.has(segment)
    return fitting.filter(({ segments: word }) => word.length === longest).map(({ row, noun }) => ({ row, noun, joined }))
  })
}

function isSame(segment: string | undefined, word: string): boolean {
  return segment !== undefined && (segment === word || singulars(segment).includes(word))
}

function singulars(word: string): readonly string[] {
  if (word.endsWith('ies')) return [`${word.slice(0, -3)}y`]
  return word.endsWith('s') ? [word.slice(0, -1)] : []
}

/** `jira_deleteIssue`, `delete-issue` and `Delete.Issue` have the same words. */
function segmentsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1_')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}
