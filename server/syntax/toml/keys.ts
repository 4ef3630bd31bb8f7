const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const BARE = /^[A-Za-z0-9_-]+$/

/** `a`, `"a b"`, as TOML wants it. */
export function writeKey(key: string): string {
  return BARE.test(key) ? key : writeString(key)
}

/** In double quotes. A half of a surrogate pair, which no TOML file can hold, becomes the sign for an unknown character. */
export function writeString(value: string): string {
  return JSON.stringify(value.replace(HALF_PAIR, '\ufffd')).replaceAll('\u007f', '\\u007F')
}

const KEY = String.raw`(?:[\w-]+|"[^"\\\n]*"|'[^'\n]*')`
const KEYS = String.raw`${KEY}(?:[ \t]*\.[ \t]*${KEY})*`
const ASSIGNMENT = new RegExp(String.raw`${KEYS}[ \t]*=`, 'y')
/** A list may hold lists, so only what can be no value is a header: one that starts with a name. */
const HEADER = new RegExp(
  String.raw`\[\[?[ \t]*(?!(?:true|false|inf|nan)[ \t]*\])[A-Za-z_][\w-]*(?:[ \t]*\.[ \t]*${KEY})*[ \t]*\]\]?[ \t]*(?:#[^\n]*)?\r?(?:\n|$)`,
  'y',
)

/** Whether a new statement starts here, which no list can hold: then the list above is not closed. Reads one line at most. */
export function startsAssignment(text: string, at: number): boolean {
  ASSIGNMENT.lastIndex = at
  return ASSIGNMENT.test(text)
}

/** Whether a header stands here, which no list or inline table can hold. Reads one line at most. */
export function startsHeader(text: string, at: number): boolean {
  HEADER.lastIndex = at
  return HEADER.test(text)
}
