import { matchCredentials, shownPrefix } from './credentials.ts'

/** A message is a sentence or two; a name out of a hostile file may be longer than that. */
const MAX_CHARS = 4_000

/** Each credential of a known issuer becomes its public prefix and "…". */
export function withoutCredentials(words: string): string {
  const text = words.length > MAX_CHARS ? `${words.slice(0, MAX_CHARS)}…` : words
  let result = ''
  let at = 0
  for (const { kind, start, end } of matchCredentials(text)) {
    result += `${text.slice(at, start)}${shownPrefix(kind, text.slice(start, end))}…`
    at = end
  }
  return withoutDefaults(result + text.slice(at))
}

/** What a reference falls back to may be the secret itself: `${TOKEN:-…}`. A few characters are none. */
function withoutDefaults(words: string): string {
  return words.replace(/(\$\{[A-Za-z_]\w{0,200}:-)[^}]{8,}\}/g, '$1…}')
}
