import { inputsOf, type McpConfig, type ServerEntry } from '../model/mcpConfig.ts'
import type { Place } from '../model/place.ts'
import type { EntryContext, Fix, Report, Rule } from '../rules/rule.ts'
import type { Patch } from '../syntax/patch.ts'
import type { Path, Span } from '../syntax/tree.ts'
import { brokenPlaces } from './brokenPlaces.ts'

/** What one rule says about one entry. */
export interface RuleReport {
  readonly rule: Rule
  readonly report: Report
  /** Key of the entry that was checked; undefined of a check of the whole file. */
  readonly entry: string | undefined
}

interface Remembered {
  readonly text: string
  /** Where the text stood. */
  readonly start: number
  readonly reports: readonly RuleReport[]
}

/**
 * Remembers, from one version of a document to the next, what the rules said about each server entry: a key changes one
 * entry, and the others need not be taken apart again. Reports move with their entry. Linting with a memo gives exactly
 * what linting without one gives, because the check of an entry reads the entry, the host, the file's name, the
 * definitions of inputs, the day and what is trusted, and nothing else (see `Rule`).
 *
 * One memo belongs to one document. It holds text of the file, and so perhaps secrets: drop it with the document.
 */
export class LintMemo {
  #entries = new Map<string, Remembered>()
  #context = ''

  /** The same reports as `check` would give for each entry; `check` runs for those that are new, changed or broken. */
  reports(
    config: McpConfig,
    rules: readonly Rule[],
    around: EntryContext,
    check: (entry: ServerEntry) => EntryCheck,
  ): readonly RuleReport[] {
    const context = contextOf(config, rules, around)
    const known = this.#context === context ? this.#entries : new Map<string, Remembered>()
    const broken = brokenPlaces(config.tree.problems)
    const kept = new Map<string, Remembered>()
    const all: RuleReport[] = []
    for (const entry of config.servers) {
      const key = keyOf(entry.path)
      // The name stands in front of the entry, within it, or at the root of the file.
      const start = Math.min(entry.nameAt.span.start, entry.node.span.start)
      const text = config.tree.text.slice(start, entry.node.span.end)
      const before = known.get(key)
      // Where the parser had to guess, the same text may be read in another way when what surrounds it changes.
      const isWhole = entry.nameAt.span.end <= entry.node.span.end && !broken.touch({ start, end: entry.node.span.end })
      if (isWhole && before?.text === text) {
        const reports = before.start === start ? before.reports : before.reports.map((one) => moved(one, start - before.start))
        kept.set(key, { text, start, reports })
        all.push(...reports)
        continue
      }
      const { reports, failed } = check(entry)
      if (isWhole && !failed) kept.set(key, { text, start, reports: reports.map(detached) })
      all.push(...reports)
    }
    this.#entries = kept
    this.#context = context
    return all
  }
}

/** Paths are equal when their keys are. */
export function keyOf(path: Path): string {
  return JSON.stringify(path)
}

export interface EntryCheck {
  readonly reports: readonly RuleReport[]
  /** A rule threw: it must throw, and be told of, the next time too. */
  readonly failed: boolean
}

/** Everything but the entry itself that its check may read. */
function contextOf(
  { host, file, root, tree }: McpConfig,
  rules: readonly Rule[],
  { today, trusted, published }: EntryContext,
): string {
  const inputs = root && inputsOf(host, root)?.node
  const written = inputs ? tree.text.slice(inputs.span.start, inputs.span.end) : ''
  return JSON.stringify([host.id, file, rules.map(({ meta }) => meta.id), written, today, trusted, [...(published ?? [])]])
}

/** Strings cut out of a text keep all of it alive: a report that outlives its version is written anew. */
function detached({ report, ...rest }: RuleReport): RuleReport {
  return { ...rest, report: JSON.parse(JSON.stringify(report)) }
}

function moved({ report, ...rest }: RuleReport, by: number): RuleReport {
  const { at, related, fixes, value } = report
  return {
    ...rest,
    report: {
      ...report,
      at: movedPlace(at, by),
      ...(related && { related: related.map((one) => ({ ...one, span: movedSpan(one.span, by) })) }),
      ...(fixes && { fixes: fixes.map((one) => movedFix(one, by)) }),
      ...(value && { value: movedSpan(value, by) }),
    },
  }
}

function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by }
}

function movedPlace(place: Place, by: number): Place {
  return { ...place, span: movedSpan(place.span, by) }
}

function movedFix(fix: Fix, by: number): Fix {
  return {
    ...fix,
    patches: fix.patches.map((patch): Patch => (patch.op === 'text' ? { ...patch, span: movedSpan(patch.span, by) } : patch)),
  }
}
