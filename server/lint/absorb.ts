import type { Finding, Related, Rule } from '../rules/rule.ts'
import type { Span } from '../syntax/tree.ts'

/** A finding and what absorption compares. */
export interface Anchored {
  readonly finding: Finding
  /** The server entry it stands in, the same text for the same entry; undefined for the file itself. */
  readonly entry: string | undefined
  /** For secrets: the value it is about. */
  readonly value: Span | undefined
}

/**
 * One root cause, one finding: what a rule absorbs in the same server entry (and, where both are about secrets, on
 * the same ones) becomes related information of it. Simultaneous and transitive: a rule takes another in with all that this
 * one would have taken in. Only findings that are shown absorb, so that switching a rule off or hiding it behind a
 * persona never hides a second one with it.
 */
export function absorb(
  findings: readonly Anchored[],
  rules: readonly Rule[],
): { readonly kept: readonly Finding[]; readonly takenIn: readonly Finding[] } {
  const absorbs = transitive(rules)
  const keepers = new Map<Anchored, Anchored>()
  // Nothing absorbs across entries, so that a file of a thousand entries costs no more than its entries.
  const groups = new Map<string | undefined, Anchored[]>()
  for (const anchored of findings) {
    const group = groups.get(anchored.entry)
    if (group) group.push(anchored)
    else groups.set(anchored.entry, [anchored])
  }
  for (const group of groups.values()) findKeepers(group, absorbs, keepers)

  const related = new Map<Anchored, Related[]>()
  for (const [inner, outer] of keepers) {
    const { span, message, related: own } = inner.finding
    related.set(outer, [...(related.get(outer) ?? []), { span, message }, ...own])
  }
  return {
    kept: findings
      .filter((anchored) => !keepers.has(anchored))
      .map((anchored) => ({ ...anchored.finding, related: [...anchored.finding.related, ...(related.get(anchored) ?? [])] })),
    takenIn: [...keepers.keys()].map(({ finding }) => finding),
  }
}

/** For each finding that goes: the one that takes it in and stays. */
function findKeepers(
  group: readonly Anchored[],
  absorbs: ReadonlyMap<string, ReadonlySet<string>>,
  keepers: Map<Anchored, Anchored>,
): void {
  const outers = outersOf(group, absorbs)
  if (outers.size === 0) return
  for (const inner of group) {
    const passed = new Set([inner])
    let keeper = inner
    for (let outer = outers.get(inner); outer && !passed.has(outer); outer = outers.get(outer)) {
      passed.add(outer)
      keeper = outer
    }
    // Rules that absorb each other would both go: the first of them stays.
    if (outers.get(keeper)) keeper = group.find((one) => passed.has(one)) ?? keeper
    if (keeper !== inner) keepers.set(inner, keeper)
  }
}

interface Taker {
  readonly outer: Anchored
  readonly values: readonly Span[]
}

/** The first of the group that takes a finding in. A finding is compared only with those whose rule absorbs its own. */
function outersOf(
  group: readonly Anchored[],
  absorbs: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<Anchored, Anchored> {
  const takers = new Map<string, Taker[]>()
  for (const outer of group) {
    const taker = { outer, values: outer.value ? valuesOf(outer.value, outer.finding) : [] }
    for (const rule of absorbs.get(outer.finding.rule) ?? []) {
      const ofRule = takers.get(rule)
      if (ofRule) ofRule.push(taker)
      else takers.set(rule, [taker])
    }
  }
  const outers = new Map<Anchored, Anchored>()
  for (const inner of group) {
    const ofRule = takers.get(inner.finding.rule)
    if (!ofRule) continue
    const wanted = inner.value ? valuesOf(inner.value, inner.finding) : []
    const taker = ofRule.find(({ outer, values }) => outer !== inner && takesIn(outer, values, wanted))
    if (taker) outers.set(inner, taker.outer)
  }
  return outers
}

/** Where both are about values, all that the inner one is about: what is said of one secret does not speak for another. */
function takesIn(outer: Anchored, values: readonly Span[], wanted: readonly Span[]): boolean {
  if (values.length === 0 || wanted.length === 0) return outer.entry !== undefined
  for (const span of wanted) if (!values.some((value) => overlap(value, span))) return false
  return true
}

/** A finding about several values marks the others as related places. */
function valuesOf(first: Span, { related }: Finding): readonly Span[] {
  return [first, ...related.map(({ span }) => span)]
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

/** Worked out once for a list of rules: an editor lints with the same list at every key. */
const TRANSITIVE = new WeakMap<readonly Rule[], ReadonlyMap<string, ReadonlySet<string>>>()

/** For each rule all it absorbs, through any number of others. */
function transitive(rules: readonly Rule[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = TRANSITIVE.get(rules)
  if (known) return known
  const reached = reachedBy(rules)
  TRANSITIVE.set(rules, reached)
  return reached
}

function reachedBy(rules: readonly Rule[]): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map(rules.map(({ meta }) => [meta.id, meta.absorbs]))
  return new Map(
    rules.map(({ meta }) => {
      const reached = new Set<string>()
      const open = [...meta.absorbs]
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (reached.has(id)) continue
        reached.add(id)
        open.push(...(direct.get(id) ?? []))
      }
      return [meta.id, reached]
    }),
  )
}
