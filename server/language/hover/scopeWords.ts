import type { ScopeFact } from '../../knowledge/oauthScopes.ts'
import type { AskedScope } from '../../rules/askedScopes.ts'
import type { Markup } from '../markup.ts'
import { NOT_CONFIRMED } from './plainWords.ts'

/** What the grades of the table mean to somebody who does not know OAuth. Other grades need no word. */
const LEVELS: Readonly<Record<string, string>> = {
  admin: 'administers: whoever has it can change what others may do',
  broad: 'everything of its kind, to read and to change',
  'broad-read': 'reads everything of its kind',
  omnibus: 'everything there is',
  opaque: 'whatever somebody consented to once, and nobody can see here what that is',
  persistence: 'goes on for as long as nobody takes it away, also while nobody is there',
  communicate: 'sends something to others',
  destructive: 'deletes',
  financial: 'moves money',
  high: 'lets code run, or opens a way around other limits',
  execute: 'runs commands',
  secret: 'reads secrets',
  write: 'changes data',
  read: 'reads data',
}

/** Undefined for a scope of which nothing is known. */
export function scopeWords(fact: ScopeFact | undefined): string | undefined {
  if (!fact) return undefined
  const level = Object.hasOwn(LEVELS, fact.level) ? LEVELS[fact.level] : undefined
  const words = [fact.effect, level].filter((word) => word !== undefined && word !== '')
  return words.length === 0 ? undefined : `${words.join('; ')}${fact.verified ? '' : NOT_CONFIRMED}`
}

/** A permission an entry asks for. */
export function describeScope({ text, provider, fact }: AskedScope, markup: Markup): string {
  const words = scopeWords(fact)
  const items = [
    ...(words === undefined ? [] : [`It allows: ${markup.text(words)}`]),
    ...(fact.narrower === undefined ? [] : [`Does less: ${markup.code(fact.narrower)}`]),
  ]
  const heading = `${markup.strong(provider === undefined ? 'Permission (scope)' : `Permission (scope) of ${provider}`)} ${markup.code(text)}`
  return items.length === 0 ? heading : `${heading}\n\n${markup.list(items)}`
}
