import { isMap, isSeq } from 'yaml'
import { readGlob } from '../glob.ts'
import { dayOf, type Waiver } from '../waiver.ts'
import { eachKey, isNothing, type Report, rangeOf, readText, suggest } from './nodes.ts'

const KEYS = ['rule', 'file', 'server', 'fingerprint', 'reason', 'expires'] as const
type Key = (typeof KEYS)[number]

/**
 * `ignore:` of `.scopelight.yaml`. An item without a rule, a file or a readable pattern is reported and left out; one
 * without a reason, with an unknown rule or past its day stays, so that `suppression-without-reason` can speak of it.
 */
export function readWaivers(value: unknown, at: unknown, report: Report): readonly Waiver[] {
  if (isNothing(value)) return []
  if (!isSeq(value)) {
    report('error', at, '"ignore" is a list, such as "- { rule: unpinned-package, file: .mcp.json, reason: … }".')
    return []
  }
  return value.items.flatMap((item) => readWaiver(item, report) ?? [])
}

function readWaiver(item: unknown, report: Report): Waiver | undefined {
  if (!isMap(item)) return void report('error', item, 'An item of "ignore" has "rule", "file" and "reason".')
  const found: Partial<Record<Key, string>> = {}
  eachKey(item.items, report, (key, value, at) => {
    const known = KEYS.find((each) => each === key)
    if (!known) return report('warning', at, `"${key}" is not a part of a waiver and has no effect.${suggest(key, KEYS)}`)
    const text = readText(value)
    // A reason that is still missing is for the rule to report.
    if (text !== undefined) found[known] = text.trim()
    else if (!isNothing(value)) report('error', at, `"${key}" wants a text; put it in quotes.`)
  })
  const { rule, file, server, fingerprint, reason = '', expires } = found
  if (!rule) return void report('error', item, 'This item of "ignore" names no "rule".')
  if (!file) return void report('error', item, 'This item of "ignore" has no "file", a path or pattern such as ".mcp.json".')
  const glob = readGlob(file)
  if (!glob.ok) return void report('error', item, `The pattern "${file}" ${glob.reason}.`)
  if (fingerprint !== undefined && !/^[0-9a-f]{8}$/.test(fingerprint))
    return void report('error', item, `"${fingerprint}" is no fingerprint: it has 8 digits of 0-9 and a-f. Put it in quotes.`)
  const range = rangeOf(item) ?? { start: 0, end: 0 }
  return {
    rule,
    file,
    matches: glob.matches,
    server,
    fingerprint,
    reason,
    expires: expires ? { text: expires } : undefined,
    ...range,
  }
}

/** Why a waiver has no effect, as a sentence; undefined when it has one. */
export function faultOf({ rule, reason, expires }: Waiver, today: number, ruleIds: readonly string[]): string | undefined {
  if (!ruleIds.includes(rule))
    return `"${rule}" is not a rule, so this waiver has no effect.${suggest(rule, ruleIds) || ' Remove it.'}`
  if (reason === '') return `Nobody says why "${rule}" is ignored here, so the waiver has no effect. Write a "reason".`
  if (expires === undefined) return undefined
  const day = dayOf(expires.text)
  if (day === undefined) return `"${expires.text}" is no day, so the waiver of "${rule}" has no effect. Write it as 2027-01-31.`
  return today <= day
    ? undefined
    : `The waiver of "${rule}" expired on ${expires.text} and has no effect. Remove it, or look at the finding again and write a later day.`
}
