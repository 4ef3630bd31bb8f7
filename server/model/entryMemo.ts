import { brokenPlaces } from '../syntax/brokenPlaces.ts'
import { originOf } from '../syntax/movedNode.ts'
import type { Span, SyntaxNode, SyntaxTree } from '../syntax/tree.ts'
import type { Launch } from './launch.ts'
import { movedPlaces } from './movedPlaces.ts'
import type { FoundEntry } from './serverMaps.ts'

/** What was worked out of one entry; it stays while the text of the entry does, wherever that moves. */
export interface KeptEntry {
  /** Where in the file it stands, as text. */
  readonly key: string
  readonly text: string
  /** Which version of the document the text, and whatever was cut out of it, is a part of. */
  readonly version: object
  /** By who made them. */
  readonly facts: Map<object, unknown>
  /** What `perEntry` made, by the number of who asks: rules ask every entry at every key, and an index is quicker than a map. */
  readonly answers: unknown[]
  /** The normal form, as it was when the entry stood at `start`. */
  launch: { readonly value: Launch; readonly start: number } | undefined
}

/** Strings cut out of a text keep all of it alive, so this many characters of earlier versions may be kept at most. */
const MAX_KEPT_CHARS = 8_000_000

/**
 * Remembers what was worked out of each entry from one version of a document to the next: a key changes one entry, and the
 * others need not be taken apart again. Reading with a memo gives exactly what reading without one gives, since what is kept
 * depends on the text of the entry, the host, the file's name and the definitions of inputs, and on nothing else.
 *
 * One memo belongs to one document. It holds text of the file, and so perhaps secrets: drop it with the document.
 */
export class EntryMemo {
  #byKey = new Map<string, KeptEntry>()
  /** Where the tree of the next version was made from this one, an entry nobody touched has the node it had. */
  #byOrigin = new Map<SyntaxNode, KeptEntry>()
  #context = ''

  /** What is kept for each entry of the next version, in their order; empty for one that is new, changed or broken. */
  next(tree: SyntaxTree, context: string, entries: readonly FoundEntry[]): readonly KeptEntry[] {
    const isSame = this.#context === context
    const byKey = isSame ? this.#byKey : new Map<string, KeptEntry>()
    const byOrigin = isSame ? this.#byOrigin : new Map<SyntaxNode, KeptEntry>()
    const forgotten = smallVersions(byKey.values(), tree.text.length)
    const broken = brokenPlaces(tree.problems)
    const version = {}
    this.#context = context
    this.#byKey = new Map()
    this.#byOrigin = new Map()
    const keptOf = (entry: FoundEntry, origin: SyntaxNode, stretch: Span): KeptEntry => {
      const same = byOrigin.get(origin)
      if (same && !forgotten.has(same.version)) return same
      const text = tree.text.slice(stretch.start, stretch.end)
      const key = JSON.stringify(entry.path)
      const before = byKey.get(key)
      return before?.text === text && !forgotten.has(before.version) ? before : freshEntry(key, text, version)
    }
    return entries.map((entry) => {
      const origin = originOf(entry.node)
      const stretch = stretchOf(entry)
      const kept = keptOf(entry, origin, stretch)
      if (!isSelfContained(tree, entry, kept.text) || broken.touch(stretch)) return freshEntry(kept.key, kept.text, version)
      this.#byKey.set(kept.key, kept)
      this.#byOrigin.set(origin, kept)
      return kept
    })
  }
}

export function freshEntry(key: string, text: string, version: object): KeptEntry {
  return { key, text, version, facts: new Map(), answers: [], launch: undefined }
}

/** What `make` gives for the text of an entry, kept under the name of its maker, who always makes the same type. */
export function factOf<Value>({ facts }: KeptEntry, maker: object, make: () => Value): Value {
  if (facts.has(maker)) return facts.get(maker) as Value
  const value = make()
  facts.set(maker, value)
  return value
}

/** The normal form of an entry that stands at `start` now; `resolve` makes it for the first time. */
export function launchOf(kept: KeptEntry, start: number, resolve: () => Launch): Launch {
  const { launch } = kept
  const by = launch ? start - launch.start : 0
  const value = launch ? (by === 0 ? launch.value : movedPlaces(launch.value, by)) : resolve()
  kept.launch = { value, start }
  return value
}

/** The name stands in front of the entry, within it, or at the root of the file. */
export function stretchOf({ nameAt, node }: Pick<FoundEntry, 'nameAt' | 'node'>): Span {
  return { start: Math.min(nameAt.span.start, node.span.start), end: node.span.end }
}

/**
 * Whether the entry is all there is to read. Where the parser had to guess, the same text may be read in another way when
 * what surrounds it changes; and an alias of YAML (`*name`) stands for something written elsewhere.
 */
function isSelfContained({ format }: SyntaxTree, { nameAt, node }: FoundEntry, text: string): boolean {
  if (nameAt.span.end > node.span.end) return false
  return !((format === 'yaml' || format === 'frontmatter') && text.includes('*'))
}

/** The versions with the fewest entries cost the least to work out again: those that are too many. */
function smallVersions(entries: Iterable<KeptEntry>, chars: number): ReadonlySet<object> {
  const counts = new Map<object, number>()
  for (const { version } of entries) counts.set(version, (counts.get(version) ?? 0) + 1)
  const most = Math.max(2, Math.floor(MAX_KEPT_CHARS / Math.max(chars, 1)))
  return new Set(
    [...counts]
      .sort((a, b) => a[1] - b[1])
      .slice(0, Math.max(0, counts.size - most))
      .map(([version]) => version),
  )
}
