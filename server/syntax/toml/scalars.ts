import type { SyntaxNode } from '../tree.ts'

const INTEGER = /^[+-]?(?:0|[1-9](?:_?\d)*)$/
const FLOAT = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/
const BASED = /^0(?:x[0-9a-fA-F](?:_?[0-9a-fA-F])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/
const INFINITE = /^([+-]?)(inf|nan)$/
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](.+))?$/
/** Seconds may be left out since TOML 1.1. */
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/
const OFFSET = /(?:[Zz]|[+-](\d\d):(\d\d))$/

/**
 * The value of a word without quotes; undefined when TOML knows none. Dates are strings of what is written. Numbers past
 * 2^53 lose digits here, not in the file.
 */
export function readScalar(word: string, start: number): SyntaxNode | undefined {
  const span = { start, end: start + word.length }
  if (word === 'true' || word === 'false') return { kind: 'boolean', span, value: word === 'true' }
  const number = readNumber(word)
  if (number !== undefined) return { kind: 'number', span, value: number }
  return isDate(word) ? { kind: 'string', span, value: word } : undefined
}

function readNumber(word: string): number | undefined {
  if (INTEGER.test(word) || FLOAT.test(word)) return Number(word.replaceAll('_', ''))
  if (BASED.test(word)) return Number(word.replaceAll('_', ''))
  const [, sign, name] = INFINITE.exec(word) ?? []
  if (name === 'nan') return Number.NaN
  if (name === 'inf') return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return undefined
}

/** A day, a time, or both, with an offset only when both. */
export function isDate(word: string): boolean {
  const [, year, month, day, rest] = DATE.exec(word) ?? []
  if (year === undefined) return isTime(word)
  if (!isDay(Number(year), Number(month), Number(day))) return false
  if (rest === undefined) return true
  const [offset, hours = '0', minutes = '0'] = OFFSET.exec(rest) ?? []
  if (offset === undefined) return isTime(rest)
  return Number(hours) < 24 && Number(minutes) < 60 && isTime(rest.slice(0, -offset.length))
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (days[month - 1] ?? 0)
}

function isTime(word: string): boolean {
  const [, hours, minutes, seconds = '0'] = TIME.exec(word) ?? []
  return hours !== undefined && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) <= 60
}
