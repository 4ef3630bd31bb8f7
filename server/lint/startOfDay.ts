const DAY_MS = 86_400_000

/**
 * Start of the day rules go by, UTC, in milliseconds. `SOURCE_DATE_EPOCH`, in seconds, stands for the clock where it is set
 * (reproducible-builds.org/specs/source-date-epoch, checked 2026-11), so that a run can be repeated.
 */
export function startOfDay(epoch: string | undefined, nowMs: number): number {
  const seconds = epoch !== undefined && /^\d{1,12}$/.test(epoch) ? Number(epoch) : undefined
  const time = seconds === undefined ? nowMs : seconds * 1000
  return Math.floor(time / DAY_MS) * DAY_MS
}
