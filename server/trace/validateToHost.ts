import { PAGE_COMMANDS, type SavedState, type ToHost } from '../protocol/viewMessages.ts'
import { isCount, isObject } from './recordShape.ts'

const MOST_IDS = 10_000
const MOST_FILTER = 2_000

/**
 * A message of the page, or undefined when it is none of the closed list: the page shows what strangers wrote, so nothing it
 * says is taken as it stands. The result holds the known members only.
 */
export function validateToHost(value: unknown): ToHost | undefined {
  if (!isObject(value) || value.v !== 1) return undefined
  const own = (key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined)
  const count = (key: string): number | undefined => {
    const number = own(key)
    return isCount(number) ? number : undefined
  }
  const request = count('request')
  const id = count('id')
  const generation = count('generation')
  const seq = count('seq')
  switch (own('type')) {
    case 'ready':
      return { v: 1, type: 'ready', state: validateState(own('state')) }
    case 'ack':
      return generation === undefined || seq === undefined ? undefined : { v: 1, type: 'ack', generation, seq }
    case 'resync': {
      const reason = (['gap', 'generation', 'error'] as const).find((known) => known === own('reason'))
      return reason && { v: 1, type: 'resync', reason }
    }
    case 'detail':
      return request === undefined || id === undefined ? undefined : { v: 1, type: 'detail', request, id }
    case 'command': {
      const command = PAGE_COMMANDS.find((known) => known === own('command'))
      const ids = own('ids')
      if (command === undefined || !Array.isArray(ids) || ids.length > MOST_IDS || !ids.every(isCount)) return undefined
      return { v: 1, type: 'command', command, ids: [...ids] }
    }
    default:
      return undefined
  }
}

/** What the page kept over a reload; undefined when it is not what this version writes. */
export function validateState(value: unknown): SavedState | undefined {
  if (!isObject(value)) return undefined
  const { filter, selected, detailsOpen, detailsSize, follow, protocol } = value
  if (typeof filter !== 'string' || filter.length > MOST_FILTER) return undefined
  if (selected !== undefined && !isCount(selected)) return undefined
  if (!isCount(detailsSize) || detailsSize > 10_000) return undefined
  if (typeof detailsOpen !== 'boolean' || typeof follow !== 'boolean' || typeof protocol !== 'boolean') return undefined
  return { filter, selected, detailsOpen, detailsSize, follow, protocol }
}
