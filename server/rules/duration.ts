const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** The largest unit that divides well enough: 3600 → "1 hour", 90000 → "25 hours", 31622400 → "366 days". */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [unit, size] = UNITS.find(([, size]) => whole >= size * 2 || whole === size) ?? ['second', 1]
  const count = Math.round(whole / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** `2027-01-31 08:00 UTC`; `undefined` for a moment no calendar has. */
export function momentWords(seconds: number): string | undefined {
  const moment = new Date(seconds * 1000)
  if (Number.isNaN(moment.getTime())) return undefined
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
