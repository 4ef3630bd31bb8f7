import { CREDENTIAL_KINDS, isSecretName, matchCredentials, shownPrefix } from './credentials.ts'

/** A message is a sentence or two; a name out of a hostile file may be longer than that. */
const MAX_CHARS = 4_000

/**
 * Words that were made of a file, without its secrets: each credential of a known issuer becomes its public prefix and "…",
 * and so does what a reference falls back to, what is given to a variable or a flag named like a secret, and the password
 * in front of a host.
 */
export function withoutCredentials(words: string): string {
  const text = words.length > MAX_CHARS ? `${words.slice(0, MAX_CHARS)}…` : words
  const plain = withoutShapes(text, text)
  const apart = plain.replace(GLUE, ' ')
  return withoutPasswords(withoutAssigned(withoutDefaults(apart === plain ? plain : withoutShapes(plain, apart))))
}

/** `mcp__ghp_…__*`, `COPILOT_MCP_ghp_…`: to a shape `_` is a part of the word, and so what it glues to a credential hides it. */
const GLUE = new RegExp(
  `_(?=${CREDENTIAL_KINDS.flatMap(({ prefixes }) => prefixes.map((prefix) => prefix.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))).join('|')})|(?<=[A-Za-z0-9]{16})_(?![A-Za-z0-9])|(?<=[A-Za-z0-9]{16}_)_`,
  'g',
)

/** `view` has the length of the text, and shows where the credentials in it are. */
function withoutShapes(text: string, view: string): string {
  let result = ''
  let at = 0
  for (const { kind, start, end } of matchCredentials(view)) {
    result += `${text.slice(at, start)}${shownPrefix(kind, text.slice(start, end))}…`
    at = end
  }
  return result + text.slice(at)
}

/** `${TOKEN:-…}`, `{env:TOKEN:-…}`, `${TOKEN-…}`: whatever is written there may be the secret itself. */
function withoutDefaults(words: string): string {
  return words
    .replace(/(\{[^{}\s:]{1,200}(?::[^{}\s:]{1,200})?:[-=?+])([^{}]{1,2000})(?=\})/g, masked)
    .replace(/(\$\{[A-Z_][A-Z0-9_]{0,200}-)([^{}]{1,2000})(?=\})/g, masked)
}

function masked(_: string, before: string, fallback: string): string {
  return before + (HARMLESS.test(fallback) ? fallback : '…')
}

/** Ports, switches and folders say nothing about anybody. */
const HARMLESS = /^(?:\d{1,5}|true|false|[.~]?(?:\/[\w.-]{0,40}){0,10}|localhost(?::\d{1,5})?)$/

/** `PGPASSWORD=…` and `--token …`, as command lines have them. */
function withoutAssigned(words: string): string {
  const hidden = (whole: string, name: string, sign: string, value: string): string =>
    (isSecretName(name) || /passw(?:or)?d$/i.test(name)) && !/^(?:["']?(?:[$%{<…]|\*+["']?$))/.test(value)
      ? `${name}${sign}…`
      : whole
  return words
    .replace(/([A-Za-z_][\w-]{0,100})(=)("[^"]{1,2000}"|'[^']{1,2000}'|[^\s"'`(),;&|]{1,2000})/g, hidden)
    .replace(/(--?[A-Za-z][\w-]{0,100})([ ]+)([^\s"'`(),;&|-][^\s"'`(),;&|]{0,2000})/g, hidden)
    .replace(/(\s-u[ ]+[^\s:"'`]{1,200}:)([^\s"'`(),;]{1,2000})/g, '$1…')
    .replace(/(\bmysql[\w-]{0,20} (?:[^"'`(),;]{0,200} )?-p)([^\s"'`(),;:*]{1,2000})/g, '$1…')
    .replace(/\b([A-Za-z][\w-]{0,60})(: {0,3}(?:(?:bearer|basic|token) {1,3})?)([^\s"'`(),;&|]{1,2000})/gi, hiddenHeader)
}

/** `Authorization: Bearer …` and `X-Api-Key: …`, as they stand in an option of a command. */
function hiddenHeader(whole: string, name: string, sign: string, value: string): string {
  const carries = /^(?:proxy-)?authorization$|^cookie$/i.test(name) || (name.includes('-') && isSecretName(name))
  return carries && !/^(?:[$%{<…]|\*+$)/.test(value) ? `${name}${sign}…` : whole
}

/** `//user:password@host`, where no scheme told that it is an address. */
function withoutPasswords(words: string): string {
  return words.replace(
    /((?:\/\/|domain:)[^\s/:@"'`]{0,200}:)([^\s/@"'`]{1,500})(?=@)/g,
    (whole, before: string, password: string) => (/^(?:[$%{<…]|\*+$)/.test(password) ? whole : `${before}…`),
  )
}
