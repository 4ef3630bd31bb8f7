/** How numbers and times are shown. Everything is a pure function of its arguments and the machine's time zone. */

const two = (value: number) => String(value).padStart(2, '0')

/** `14:03:07.214`, local time. */
export function clockTime(ms: number): string {
  const date = new Date(ms)
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** `14:03:07` */
export function shortClock(ms: number): string {
  return clockTime(ms).slice(0, 8)
}

/** `2026-11-23 14:03:07.214` */
export function isoTime(ms: number): string {
  const date = new Date(ms)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockTime(ms)}`
}

/** `+1:02.214`, since the start of the trace. */
export function relativeTime(ms: number): string {
  const sign = ms < 0 ? '−' : '+'
  const whole = Math.abs(ms)
  const seconds = Math.floor(whole / 1000)
  const minutes = Math.floor(seconds / 60)
  const rest = `${two(seconds % 60)}.${String(Math.floor(whole % 1000)).padStart(3, '0')}`
  return minutes < 60 ? `${sign}${minutes}:${rest}` : `${sign}${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`
}

/** `312 ms`, `3.2 s`, `1:05 min`, `2:03 h` */
export function duration(ms: number): string {
  if (ms < 1) return '<1 ms'
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)} min`
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)} h`
}

/** The same for ears: `312 milliseconds`. */
export function spokenDuration(ms: number): string {
  if (ms < 1) return 'less than a millisecond'
  if (ms < 999.5) return Math.round(ms) === 1 ? '1 millisecond' : `${Math.round(ms)} milliseconds`
  return ms < 59_950 ? `${(ms / 1000).toFixed(1)} seconds` : `${Math.round(ms / 60_000)} minutes`
}

/** `48,210`, of a whole number. Not `toLocaleString`: its first call loads tables that cost more than drawing the list. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `1 call`, `48,210 calls` */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`
}
