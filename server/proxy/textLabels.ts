import { isSecretLabel } from './secretNames.ts'

// Look bounded ways. Backslashes stand before the quotes of JSON within a string.
const BEFORE = /\b(?:name|key)\\*["']?\s{0,3}[:=]\s{0,3}\\*["']?([\w.-]{1,64})\\*["']?(?:,\s{0,64}|\r?\n[ \t]{0,64})\\*["']?$/i
const AFTER =
  /^\s{0,3}\\*["'][^"']{1,256}["']\s{0,3},\s{0,64}\\*["'](?:name|key)\\*["']\s{0,3}:\s{0,3}\\*["']([\w.-]{1,64})\\*["']/i
const REACH = { before: 240, after: 500 } as const

/**
 * The name of a secret that a member beside `value` gives it in running text: `"name": "DB_PASSWORD", "value": "…"` in
 * either order, or `name: DB_PASSWORD` on the line before. `start` is the place of `value`, `pivot` that of what follows it.
 */
export function labelOfValue(text: string, start: number, pivot: number): string {
  const before = BEFORE.exec(text.slice(Math.max(0, start - REACH.before), start))?.[1] ?? ''
  if (isSecretLabel(before)) return before
  const after = AFTER.exec(text.slice(pivot + 1, pivot + 1 + REACH.after))?.[1] ?? ''
  return isSecretLabel(after) ? after : ''
}
