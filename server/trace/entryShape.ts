import type { CredentialSummary, DictionaryName } from '../protocol/viewMessages.ts'
import { isCount, isObject } from './recordShape.ts'

/** Numbers of a 16-bit column, and of the wide one as many as the most rows a page may keep, with room for those that go. */
const MOST_ENTRIES = 65_536
const MOST_EFFECTS = 4_000_000

/** Whether the page can show an entry of a dictionary: what it looks up there is of its type. Members it does not know pass. */
export function isEntry(name: DictionaryName, index: unknown, entry: unknown): boolean {
  if (!isCount(index) || index >= (name === 'effect' ? MOST_EFFECTS : MOST_ENTRIES)) return false
  if (name === 'effect') return typeof entry === 'string'
  if (!isObject(entry)) return false
  switch (name) {
    case 'credential':
      return isSummary(entry) && (entry.others === undefined || (Array.isArray(entry.others) && entry.others.every(isSummary)))
    case 'needs':
      return Array.isArray(entry.scopes) && entry.scopes.every(isCount) && Array.isArray(entry.inferred)
    case 'session':
      return typeof entry.title === 'string'
    default:
      return typeof entry.name === 'string'
  }
}

function isSummary(value: unknown): value is CredentialSummary {
  if (!isObject(value) || typeof value.name !== 'string') return false
  const { scopes } = value
  return (
    [value.kind, value.label, value.short, value.hint].every((text) => text === undefined || typeof text === 'string') &&
    (scopes === undefined || (Array.isArray(scopes) && scopes.every((scope) => isObject(scope) && isCount(scope.scope))))
  )
}
