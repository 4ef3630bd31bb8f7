import { isLikelySecret } from '../../knowledge/likelySecret.ts'
import { isPlaceholder } from '../../knowledge/placeholders.ts'
import { AUTH_SCHEME } from './authScheme.ts'

/** Longer values are documents. */
const MAX_CHARS = 4_000
/** One reference: the name, and what some hosts take when there is no such variable (`${NAME:-default}`). */
const REFERENCE = /\$\{([^{}]{0,200}?)(?::-([^{}]{0,400}))?\}/g

/** Offsets in a value. */
export interface Part {
  readonly start: number
  readonly end: number
}

/**
 * What a value with references says itself: the defaults it names, and the text around them. `${TOKEN:-…}` sends the
 * default wherever the variable is absent, and a text beside a reference is sent as it stands.
 */
export function literalParts(value: string): readonly Part[] {
  if (value.length > MAX_CHARS) return []
  const parts: Part[] = []
  let at = AUTH_SCHEME.exec(value)?.[0].length ?? 0
  for (const match of value.matchAll(REFERENCE)) {
    if (match.index > at) parts.push({ start: at, end: match.index })
    const [whole, name = '', fallback = ''] = match
    if (fallback !== '') parts.push({ start: match.index + 2 + name.length + 2, end: match.index + whole.length - 1 })
    at = match.index + whole.length
  }
  // Without a reference in braces the whole value is the reference (`%TOKEN%`), or none of it.
  if (parts.length === 0 && at === (AUTH_SCHEME.exec(value)?.[0].length ?? 0)) return []
  if (at < value.length) parts.push({ start: at, end: value.length })
  return parts
}

/** The part of a value with references that can be a secret itself. */
export function secretBesideReference(value: string): Part | undefined {
  return literalParts(value).find(({ start, end }) => {
    const text = value.slice(start, end)
    return !isPlaceholder(text) && isLikelySecret(text)
  })
}
