import type { Span, SyntaxNode } from '../tree.ts'
import type { KeyPart, Origin } from './document.ts'

interface Open {
  start: number
  end: number
}

export interface OpenObject {
  readonly kind: 'object'
  readonly span: Open
  readonly members: OpenMember[]
}

export interface OpenArray {
  readonly kind: 'array'
  readonly span: Open
  readonly items: SyntaxNode[]
}

export interface OpenMember {
  readonly key: string
  readonly keySpan: Span
  readonly span: Open
  value: SyntaxNode | undefined
}

/** An object while its file is read: members may still come from elsewhere. */
export interface Table {
  readonly node: OpenObject
  origin: Origin | 'inline'
  readonly slots: Map<string, Slot>
}

interface Slot {
  readonly member: OpenMember
  /** What is behind the key when it can be continued: a table, or a list of them. */
  readonly table: Table | undefined
  readonly list: { readonly node: OpenArray; last: Table } | undefined
}

/** What a key or header became. */
export interface Placed {
  readonly members: readonly OpenMember[]
  readonly depths: readonly number[]
  readonly chain: readonly (OpenObject | OpenArray)[]
  readonly path: readonly (string | number)[]
  readonly table: Table
}

/** Told when TOML refuses a key because it stands already, or cannot be continued. */
export type OnTwice = (part: KeyPart) => void
/** Told of every object and array that is not written in one piece. */
export type OnMade = (node: OpenObject | OpenArray, table: Table | undefined) => void

export function newTable(span: Span, origin: Table['origin']): Table {
  return { node: { kind: 'object', span: { ...span }, members: [] }, origin, slots: new Map() }
}

/**
 * Follows `[a.b]` or `[[a.b]]` from the root and makes what is missing. What TOML refuses is told and made anew beside what
 * is there, so that the last counts, as in the other formats.
 */
export function placeHeader(
  root: Table,
  keys: readonly KeyPart[],
  isList: boolean,
  span: Span,
  onTwice: OnTwice,
  onMade: OnMade,
): Placed {
  const members: OpenMember[] = []
  const depths: number[] = []
  const chain: (OpenObject | OpenArray)[] = []
  const path: (string | number)[] = []
  let table = root
  const step = (slot: Slot, key: string): void => {
    members.push(slot.member)
    path.push(key)
    depths.push(path.length)
    if (slot.list) {
      chain.push(slot.list.node)
      path.push(slot.list.node.items.length - 1)
      table = slot.list.last
    } else if (slot.table) table = slot.table
    chain.push(table.node)
  }
  for (const [index, part] of keys.entries()) {
    const isLast = index === keys.length - 1
    const known = table.slots.get(part.key)
    if (isLast && isList) {
      if (known?.list) {
        const item = newTable(span, 'header')
        onMade(item.node, item)
        known.list.node.items.push(item.node)
        known.list.last = item
        step(known, part.key)
        continue
      }
    } else if (isLast) {
      if (known?.table?.origin === 'implied') {
        known.table.origin = 'header'
        step(known, part.key)
        continue
      }
    } else if (known?.list || (known?.table && known.table.origin !== 'inline')) {
      step(known, part.key)
      continue
    }
    if (known) onTwice(part)
    step(makeTable(table, part, span, isLast ? (isList ? 'list' : 'header') : 'implied', onMade), part.key)
  }
  return { members, depths, chain, path, table }
}

function makeTable(parent: Table, { key, span: keySpan }: KeyPart, span: Span, origin: Origin, onMade: OnMade): Slot {
  const table = newTable(span, origin === 'list' ? 'header' : origin)
  const list: OpenArray | undefined = origin === 'list' ? { kind: 'array', span: { ...span }, items: [table.node] } : undefined
  if (list) onMade(list, undefined)
  onMade(table.node, table)
  const member: OpenMember = { key, keySpan, span: { ...span }, value: list ?? table.node }
  const slot: Slot = { member, table: list ? undefined : table, list: list && { node: list, last: table } }
  parent.node.members.push(member)
  parent.slots.set(key, slot)
  return slot
}

/** Places `a.b = value` in a table. `end` is that of the statement. A key without a value is nothing that could stand twice. */
export function placeValue(
  from: Table,
  keys: readonly KeyPart[],
  value: SyntaxNode | undefined,
  end: number,
  onTwice: OnTwice,
  onMade: OnMade,
): readonly OpenMember[] {
  const members: OpenMember[] = []
  let table = from
  for (const [index, part] of keys.entries()) {
    const known = table.slots.get(part.key)
    const next = keys[index + 1]
    if (!next) {
      const member = { key: part.key, keySpan: part.span, span: { start: part.span.start, end }, value }
      if (known && value) onTwice(part)
      table.node.members.push(member)
      members.push(member)
      if (value) table.slots.set(part.key, { member, table: undefined, list: undefined })
      break
    }
    const canContinue = known?.table && (known.table.origin === 'dotted' || known.table.origin === 'implied')
    if (known && !canContinue) onTwice(part)
    const slot = known && canContinue ? known : makeTable(table, part, { start: next.span.start, end }, 'dotted', onMade)
    if (!canContinue) slot.member.span.start = part.span.start
    grow([slot.member], end)
    if (slot.table) {
      grow([slot.table.node], end)
      table = slot.table
    }
    members.push(slot.member)
  }
  return members
}

/** What is in several places ends where its last piece does. */
export function grow(nodes: readonly { readonly span: Open }[], end: number): void {
  for (const { span } of nodes) span.end = Math.max(span.end, end)
}
