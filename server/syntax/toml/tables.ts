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

/** A key as it is read; it becomes the member of its table unless there is one already. */
export interface OpenMember {
  readonly key: string
  readonly keySpan: Span
  span: Open
  value: SyntaxNode | undefined
}

/** An object while its file is read: members may still come from elsewhere. */
export interface Table {
  readonly node: OpenObject
  origin: Origin | 'inline'
  /** By key. A value that cannot be continued has nothing but its place. */
  slots: Map<string, Slot | undefined> | undefined
}

/** A table, or the last one of a list of them: what a header or a key with dots may continue. */
interface Slot {
  readonly member: OpenMember
  readonly list: OpenArray | undefined
  table: Table
}

/** What a header became. */
export interface Placed {
  readonly members: readonly OpenMember[]
  /** The objects and lists it leads through, one per step of its path; the table last. */
  readonly chain: readonly (OpenObject | OpenArray)[]
  readonly table: Table
}

export interface Listener {
  /** TOML refuses a key, because it stands already or cannot be continued. */
  readonly onTwice: (part: KeyPart) => void
  /** Told of every object and array that is not written in one piece. */
  readonly onMade: (made: Table | OpenArray) => void
}

export function newTable(start: number, end: number, origin: Table['origin']): Table {
  return { node: { kind: 'object', span: { start, end }, members: [] }, origin, slots: undefined }
}

/**
 * Follows `[a.b]` or `[[a.b]]` from the root and makes what is missing. What TOML refuses is told and made anew beside what
 * is there, so that the last counts, as in the other formats.
 */
export function placeHeader(
  root: Table,
  keys: readonly OpenMember[],
  isList: boolean,
  { start, end }: Span,
  listener: Listener,
): Placed {
  const members: OpenMember[] = []
  const chain: (OpenObject | OpenArray)[] = []
  let table = root
  const last = keys.at(-1)
  for (const part of keys) {
    const isLast = part === last
    const known = table.slots?.get(part.key)
    let slot: Slot
    if (known && canFollow(known, isLast, isList)) {
      slot = known
      if (isLast && known.list) {
        known.table = newTable(start, end, 'header')
        known.list.items.push(known.table.node)
        listener.onMade(known.table)
      } else if (isLast) known.table.origin = 'header'
    } else {
      if (table.slots?.has(part.key)) listener.onTwice(part)
      slot = addTable(table, part, start, end, isLast ? (isList ? 'list' : 'header') : 'implied', listener)
    }
    members.push(slot.member)
    if (slot.list) chain.push(slot.list)
    table = slot.table
    chain.push(table.node)
  }
  return { members, chain, table }
}

function canFollow({ list, table }: Slot, isLast: boolean, isList: boolean): boolean {
  if (isLast && isList) return list !== undefined
  return !isLast || (list === undefined && table.origin === 'implied')
}

function addTable(parent: Table, part: OpenMember, start: number, end: number, origin: Origin, listener: Listener): Slot {
  const table = newTable(start, end, origin === 'list' ? 'header' : origin)
  const list: OpenArray | undefined = origin === 'list' ? { kind: 'array', span: { start, end }, items: [table.node] } : undefined
  if (list) listener.onMade(list)
  listener.onMade(table)
  part.span = { start, end }
  part.value = list ?? table.node
  const slot: Slot = { member: part, list, table }
  addMember(parent, part, slot)
  return slot
}

function addMember(parent: Table, member: OpenMember, slot: Slot | undefined): void {
  parent.node.members.push(member)
  parent.slots ??= new Map()
  parent.slots.set(member.key, slot)
}

/**
 * Places `a.b = value`, which ends at `end`, in a table, and gives what each key became. A key without a value is nothing
 * that could stand twice.
 */
export function placeValue(
  from: Table,
  keys: readonly OpenMember[],
  value: SyntaxNode | undefined,
  end: number,
  listener: Listener,
): readonly OpenMember[] {
  const last = keys.at(-1)
  if (!last) return keys
  const [table, members] = keys.length === 1 ? [from, keys] : followDots(from, keys, end, listener)
  last.span = { start: last.keySpan.start, end }
  last.value = value
  if (!value) table.node.members.push(last)
  else {
    if (table.slots?.has(last.key)) listener.onTwice(last)
    addMember(table, last, undefined)
  }
  return members
}

function followDots(
  from: Table,
  keys: readonly OpenMember[],
  end: number,
  listener: Listener,
): readonly [Table, readonly OpenMember[]] {
  const members: OpenMember[] = []
  let table = from
  for (let index = 0; index < keys.length; index++) {
    const part = keys[index]
    const next = keys[index + 1]
    if (!part) break
    if (!next) {
      members.push(part)
      break
    }
    const known = table.slots?.get(part.key)
    const canContinue = known && !known.list && (known.table.origin === 'dotted' || known.table.origin === 'implied')
    if (!canContinue && table.slots?.has(part.key)) listener.onTwice(part)
    const slot = known && canContinue ? known : addTable(table, part, next.keySpan.start, end, 'dotted', listener)
    if (slot.member === part) part.span.start = part.keySpan.start
    grow([slot.member, slot.table.node], end)
    members.push(slot.member)
    table = slot.table
  }
  return [table, members]
}

/** What is in several places ends where its last piece does. */
export function grow(nodes: readonly { readonly span: Open }[], end: number): void {
  for (const { span } of nodes) if (span.end < end) span.end = end
}
