import type { Message } from 'vscode-languageserver/node'
import { remember } from '../syntax/remember.ts'

/**
 * A message as it goes over the wire, in pieces. The same diagnostics are sent at every key: each is encoded once, as long as it
 * is the same object, and no text of them all is put together, since at a hundred kilobytes that costs more than the check.
 */
export function messageBytes(message: Message): readonly Buffer[] {
  for (const [outer, inner] of [['params', 'diagnostics'] as const, ['result', 'items'] as const]) {
    const holder = fieldOf(message, outer)
    const list = holder && fieldOf(holder, inner)
    if (!holder || !isListOfObjects(list)) continue
    const [head = '', tail = ''] = around(message, outer, around(holder, inner, ['[', ']']))
    const items = list.map((item, index) => {
      const bytes = remember(item, BYTES, () => Buffer.from(`,${JSON.stringify(item)}`))
      return index === 0 ? bytes.subarray(1) : bytes
    })
    return [Buffer.from(head), ...items, Buffer.from(tail)]
  }
  return [Buffer.from(JSON.stringify(message))]
}

/** With the comma that stands in front of all but the first. */
const BYTES = Symbol('as JSON')

/** What stands in front of and behind the member `key` of an object, whose own beginning and end are given. */
function around(object: object, key: string, [begin, end]: readonly [string, string]): readonly [string, string] {
  const members = Object.entries(object).filter(([, value]) => value !== undefined)
  const at = members.findIndex(([name]) => name === key)
  const text = ([name, value]: readonly [string, unknown]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`
  const before = members.slice(0, at).map((member) => `${text(member)},`)
  const behind = members.slice(at + 1).map((member) => `,${text(member)}`)
  return [`{${before.join('')}${JSON.stringify(key)}:${begin}`, `${end}${behind.join('')}}`]
}

function fieldOf(object: object, name: string): object | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(object, name)?.value
  return typeof value === 'object' && value !== null ? value : undefined
}

function isListOfObjects(list: object | undefined): list is readonly object[] {
  return Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null)
}
