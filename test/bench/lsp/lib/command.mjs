import { existsSync } from 'node:fs'
import path from 'node:path'

/** The words of an `--ours` command, fit for another working directory and an empty PATH. @param {string} text */
export function command(text) {
  const [first, ...rest] = text.split(' ').filter(Boolean)
  const words = [first === 'node' ? process.execPath : first, ...rest].map((w) =>
    /[./]/.test(w) && existsSync(w) ? path.resolve(w) : w,
  )
  const missing = words.find((w, i) => (i === 0 || /\.[cm]?js$/.test(w)) && !existsSync(w))
  if (missing) throw new Error(`--ours: there is no file ${missing}`)
  return words
}
