import { type Columns, type DictionaryName, NONE } from '../protocol/viewMessages.ts'
import { entryTexts, type PageDictionaries } from './entryTexts.ts'

/** One word of a filter: rows match when some text of theirs contains it, or, with a "-", when none does. */
export interface FilterToken {
  readonly negated: boolean
  /** In lower case. */
  readonly text: string
  /** Offsets in the filter, to show what a message is about and to take the token out. */
  readonly start: number
  readonly end: number
}

export interface ParsedFilter {
  readonly tokens: readonly FilterToken[]
  /** Why this filter is not applied. */
  readonly error: string | undefined
}

const MOST_CHARACTERS = 2_000
const MOST_TOKENS = 64

/**
 * Space is "and", a leading "-" negates, quotes keep blanks together, `\"` and `\\` are escapes inside them; a quote that is
 * not closed is closed at the end. Case does not matter.
 */
export function parseFilter(source: string): ParsedFilter {
  if (source.length > MOST_CHARACTERS) return { tokens: [], error: 'The filter is longer than 2,000 characters.' }
  const tokens: FilterToken[] = []
  let at = 0
  while (at < source.length) {
    if (isBlank(source[at])) {
      at += 1
      continue
    }
    const start = at
    const negated = source[at] === '-'
    if (negated) at += 1
    let text = ''
    while (at < source.length && !isBlank(source[at])) {
      if (source[at] !== '"') {
        text += source[at]
        at += 1
        continue
      }
      for (at += 1; at < source.length && source[at] !== '"'; at += 1) {
        if (source[at] === '\\' && at + 1 < source.length) at += 1
        text += source[at]
      }
      at += 1
    }
    at = Math.min(at, source.length)
    if (text !== '') tokens.push({ negated, text: text.toLowerCase(), start, end: at })
  }
  return tokens.length > MOST_TOKENS ? { tokens: [], error: 'The filter has more than 64 words.' } : { tokens, error: undefined }
}

/** The filter without one of its tokens. */
export function withoutToken(source: string, { start, end }: FilterToken): string {
  return `${source.slice(0, start).trimEnd()} ${source.slice(end).trimStart()}`.trim()
}

/** Dictionaries a text token looks at, with the column that points into each. Keys of later versions look at fewer of them. */
const LOOKED_AT = [
  ['tool', 'tool'],
  ['identity', 'identity'],
  ['credential', 'credential'],
  ['needs', 'needs'],
  ['session', 'session'],
  ['effect', 'effect'],
  ['rule', 'rule'],
] as const satisfies readonly (readonly [DictionaryName, keyof Columns])[]

/**
 * A compiled filter. For every dictionary entry one bit per token says whether the entry contains it, so a row costs a few
 * array reads however many tokens there are.
 */
export class Matcher {
  readonly #tokens: readonly FilterToken[]
  readonly #dictionaries: PageDictionaries
  /** 32 tokens a word. */
  readonly #words: number
  readonly #wanted: Uint32Array
  readonly #tables: Readonly<Record<(typeof LOOKED_AT)[number][0], Table>>

  constructor(tokens: readonly FilterToken[], dictionaries: PageDictionaries) {
    this.#tokens = tokens
    this.#dictionaries = dictionaries
    this.#words = Math.ceil(tokens.length / 32)
    this.#wanted = new Uint32Array(this.#words)
    tokens.forEach(({ negated }, index) => {
      if (!negated) this.#wanted[index >> 5] = (this.#wanted[index >> 5] ?? 0) | (1 << (index & 31))
    })
    this.#tables = {
      tool: empty(),
      identity: empty(),
      credential: empty(),
      needs: empty(),
      session: empty(),
      effect: empty(),
      rule: empty(),
    }
    for (const [name] of LOOKED_AT) this.#extend(name)
  }

  /** The test of a row by its slot, over these columns. */
  over(columns: Columns): (slot: number) => boolean {
    const missing = this.missing(columns)
    return (slot) => missing(slot) === 0
  }

  /**
   * Which of the first 32 tokens fail for a row, one bit each; 0 means that the row matches. Only dictionaries in which
   * something was found are looked at; typed arrays are taken out of their objects once, since this runs for every row.
   */
  missing(columns: Columns): (slot: number) => number {
    if (this.#words > 1) return (slot) => this.#missingOfMany(columns, slot)
    const wanted = this.#wanted[0] ?? 0
    const looked = LOOKED_AT.filter(([name]) => this.#tables[name].found)
    const indexes = looked.map(([, column]) => columns[column])
    const bits = looked.map(([name]) => this.#tables[name].bits)
    const [first, second] = indexes
    const [firstBits, secondBits] = bits
    if (first === undefined || firstBits === undefined) return () => wanted
    if (second === undefined || secondBits === undefined) return (slot) => ((firstBits[first[slot] ?? NONE] ?? 0) ^ wanted) >>> 0
    return (slot) => {
      let found = (firstBits[first[slot] ?? NONE] ?? 0) | (secondBits[second[slot] ?? NONE] ?? 0)
      for (let at = 2; at < bits.length; at += 1) found |= bits[at]?.[indexes[at]?.[slot] ?? NONE] ?? 0
      return (found ^ wanted) >>> 0
    }
  }

  /**
   * The same as `over` for all of the first `slots` rows at once, one byte each: dictionary by dictionary, since short loops
   * over two arrays become machine code at once, and a function for each row only after thousands.
   */
  all(columns: Columns, slots: number): Uint8Array {
    const matches = new Uint8Array(slots)
    if (this.#words > 1) {
      for (let slot = 0; slot < slots; slot += 1) matches[slot] = this.#missingOfMany(columns, slot) === 0 ? 1 : 0
      return matches
    }
    const found = new Uint32Array(slots)
    for (const [name, column] of LOOKED_AT) if (this.#tables[name].found) gather(found, columns[column], this.#tables[name].bits)
    const wanted = this.#wanted[0] ?? 0
    for (let slot = 0; slot < slots; slot += 1) matches[slot] = found[slot] === wanted ? 1 : 0
    return matches
  }

  #missingOfMany(columns: Columns, slot: number): number {
    for (let word = 0; word < this.#words; word += 1) {
      let found = 0
      for (const [name, column] of LOOKED_AT)
        found |= this.#tables[name].bits[(columns[column][slot] ?? NONE) * this.#words + word] ?? 0
      const missing = (found ^ (this.#wanted[word] ?? 0)) >>> 0
      if (missing !== 0) return missing
    }
    return 0
  }

  /** An entry is new or replaced. True when rows that point at it may match differently than before. */
  entryChanged(name: DictionaryName, index: number): boolean {
    const looked = LOOKED_AT.find(([known]) => known === name)?.[0]
    if (looked === undefined || this.#tokens.length === 0) return false
    const table = this.#tables[looked]
    if (index >= table.count) {
      this.#extend(looked)
      return false
    }
    return this.#fill(table, looked, index)
  }

  #extend(name: (typeof LOOKED_AT)[number][0]): void {
    const table = this.#tables[name]
    const { length } = this.#dictionaries[name]
    if (length * this.#words > table.bits.length) {
      const bits = new Uint32Array(Math.max(length, table.count * 2) * this.#words)
      bits.set(table.bits)
      table.bits = bits
    }
    for (; table.count < length; table.count += 1) this.#fill(table, name, table.count)
  }

  #fill(table: Table, name: (typeof LOOKED_AT)[number][0], index: number): boolean {
    let changed = false
    for (let word = 0; word < this.#words; word += 1) {
      let found = 0
      // There may be as many effects as rows, so they go without the list.
      if (name === 'effect') found = this.#find(this.#dictionaries.effect[index] ?? '', word)
      else for (const text of entryTexts(name, index, this.#dictionaries)) found |= this.#find(text, word)
      const at = index * this.#words + word
      changed ||= table.bits[at] !== found >>> 0
      table.bits[at] = found
      table.found ||= found !== 0
    }
    return changed
  }

  #find(text: string, word: number): number {
    const lower = text.toLowerCase()
    let found = 0
    for (let token = word * 32; token < Math.min(this.#tokens.length, word * 32 + 32); token += 1) {
      if (lower.includes(this.#tokens[token]?.text ?? '')) found |= 1 << (token & 31)
    }
    return found
  }
}

/** For each row, the bits of the entry it points at. */
function gather(found: Uint32Array, indexes: Uint16Array | Uint32Array, bits: Uint32Array): void {
  const entries = bits.length
  for (let slot = 0; slot < found.length; slot += 1) {
    const index = indexes[slot] ?? NONE
    if (index < entries) found[slot] = (found[slot] ?? 0) | (bits[index] ?? 0)
  }
}

interface Table {
  bits: Uint32Array
  count: number
  /** Some entry contains some token. */
  found: boolean
}

function empty(): Table {
  return { bits: new Uint32Array(0), count: 0, found: false }
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\u00a0'
}
