import { EntryMemo, stretchOf } from '../model/entryMemo.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import type { EntryContext, Report, Rule } from '../rules/rule.ts'
import type { Path, SyntaxTree } from '../syntax/tree.ts'
import { movedReport } from './movedReport.ts'

/** What one rule says. */
export interface RuleReport {
  readonly rule: Rule
  readonly report: Report
  /** `keyOf` the entry it was asked about; undefined for what is said of the whole file. */
  readonly entry: string | undefined
}

interface Remembered {
  /** Where the entry stood. */
  readonly start: number
  readonly reports: readonly RuleReport[]
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

/**
 * Remembers, from one version of a document to the next, what was read of each server entry and what the rules said about
 * it. Reports move with their entry. Linting with a memo gives exactly what linting without one gives, because the check of
 * an entry reads the entry, the host, the file's name, the definitions of inputs, the day and what is trusted, and nothing
 * else (see `Rule`).
 */
export class LintMemo {
  readonly entries = new EntryMemo()
  /** Of the last version that was read. */
  tree: SyntaxTree | undefined
  /** Stands for all but the entry that a check may read: reports are kept under it. */
  #key = {}
  #context = ''

  /** The same reports as `check` would give for each entry; `check` runs for those that are new, changed or broken. */
  reports(
    servers: readonly ServerEntry[],
    rules: readonly Rule[],
    { today, trusted, published }: EntryContext,
    check: (entry: ServerEntry) => EntryCheck,
  ): readonly RuleReport[] {
    const context = JSON.stringify([rules.map(({ meta }) => meta.id), today, trusted, [...(published ?? [])]])
    if (this.#context !== context) this.#key = {}
    this.#context = context
    return servers.flatMap((entry) => this.#reportsOf(entry, check))
  }

  #reportsOf(entry: ServerEntry, check: (entry: ServerEntry) => EntryCheck): readonly RuleReport[] {
    const { facts } = entry.kept
    const { start } = stretchOf(entry)
    // Only this class keeps something under its key.
    const before = facts.get(this.#key) as Remembered | undefined
    if (before) {
      const by = start - before.start
      return by === 0 ? before.reports : before.reports.map((one) => ({ ...one, report: movedReport(one.report, by) }))
    }
    const { reports, failed } = check(entry)
    if (!failed) facts.set(this.#key, { start, reports } satisfies Remembered)
    return reports
  }
}
