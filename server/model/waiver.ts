/** One item of `ignore:` in `.scopelight.yaml`: a finding that somebody lets be, and why. */
export interface Waiver {
  readonly rule: string
  /** On the path from the folder of the settings file, with forward slashes. */
  readonly matches: (path: string) => boolean
  /** As written. */
  readonly file: string
  readonly server: string | undefined
  /** Ends the waiver when the flagged text changes. */
  readonly fingerprint: string | undefined
  readonly reason: string
  readonly expires: { readonly text: string } | undefined
  /** Of the item, in the settings file. */
  readonly start: number
  readonly end: number
}

/** Complete, and its day has not passed: it holds through the day it names, UTC. */
export function isInForce({ rule, reason, expires }: Pick<Waiver, 'rule' | 'reason' | 'expires'>, today: number): boolean {
  if (rule === '' || reason === '') return false
  if (expires === undefined) return true
  const day = dayOf(expires.text)
  return day !== undefined && today <= day
}

/** Start of a day written as yyyy-mm-dd, UTC, in milliseconds; undefined for what is no day. */
export function dayOf(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number)
  const time = Date.UTC(year, month - 1, day)
  return new Date(time).toISOString().slice(0, 10) === text ? time : undefined
}
