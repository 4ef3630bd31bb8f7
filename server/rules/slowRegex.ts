/** What makes an expression slow: a repetition within a repetition, or alternatives under one that begin alike. */
export type Slowness = 'nested' | 'overlapping'

/** Longer ones are not judged. */
const LONGEST = 10_000

interface Group {
  /** Some part of it repeats without an end. */
  repeats: boolean
  /** What stands beside that part must be there each time, and so keeps two rounds apart. */
  separated: boolean
  /** First characters of its alternatives, as far as they are plain. */
  firsts: string[]
  atStart: boolean
  overlaps: boolean
}

/**
 * Judges an expression by how it is written, in one pass over it; nothing is matched. Only what is certainly slow is told:
 * where a repeated group also holds something that must be there each time, the rounds cannot be cut in several ways.
 */
export function slowness(source: string): Slowness | undefined {
  if (source.length > LONGEST) return undefined
  const open: Group[] = [newGroup()]
  for (let at = 0; at < source.length; ) {
    const group = open.at(-1)
    if (!group) return undefined
    const char = source[at]
    if (char === '(') {
      open.push(newGroup())
      at += prefixLength(source, at)
      continue
    }
    if (char === '|') {
      group.atStart = true
      group.separated = false
      at++
      continue
    }
    const closed = char === ')' && open.length > 1 ? open.pop() : undefined
    const end = closed || char === ')' ? at + 1 : atomEnd(source, at)
    const { endless, optional, length } = quantifierAt(source, end)
    const outer = open.at(-1)
    if (!outer) return undefined
    if (closed && endless) {
      if (closed.repeats && !closed.separated) return 'nested'
      if (closed.overlaps) return 'overlapping'
    }
    note(outer, source.slice(at, end), closed, endless, optional)
    at = end + length
  }
  return undefined
}

function newGroup(): Group {
  return { repeats: false, separated: false, firsts: [], atStart: true, overlaps: false }
}

/** What one atom says about the group it stands in. */
function note(group: Group, atom: string, closed: Group | undefined, endless: boolean, optional: boolean): void {
  if (endless || closed?.repeats) group.repeats = true
  else if (!optional && atom !== '^' && atom !== '$') group.separated = true
  if (!group.atStart) return
  group.atStart = false
  if (closed) return
  if (group.firsts.some((first) => first === atom || first === '.' || atom === '.')) group.overlaps = true
  group.firsts.push(atom)
}

/** `(`, `(?:`, `(?=`, `(?<name>` … */
function prefixLength(source: string, at: number): number {
  return /^\((?:\?(?:[:=!]|<[=!]|<[^>]{1,100}>))?/.exec(source.slice(at, at + 110))?.[0].length ?? 1
}

/** An escape, a class, or one character. */
function atomEnd(source: string, at: number): number {
  if (source[at] === '\\') return at + 2
  if (source[at] !== '[') return at + 1
  for (let end = at + 1; end < source.length; end++) {
    if (source[end] === '\\') end++
    else if (source[end] === ']') return end + 1
  }
  return source.length
}

/** `endless`: `*`, `+`, `{2,}`; `optional`: it may be absent. */
function quantifierAt(
  source: string,
  at: number,
): { readonly endless: boolean; readonly optional: boolean; readonly length: number } {
  const written = /^(?:[*+?]|\{\d{1,9}(?:,\d{0,9})?\})\??/.exec(source.slice(at, at + 24))?.[0] ?? ''
  const bounds = /^\{(\d+)(,?)(\d*)\}/.exec(written)
  const endless = written.startsWith('*') || written.startsWith('+') || (bounds?.[2] === ',' && bounds[3] === '')
  const optional = written.startsWith('*') || written.startsWith('?') || bounds?.[1] === '0'
  return { endless, optional, length: written.length }
}
