/**
 * Characters that change what is around them or cannot be seen: controls, escape sequences, soft hyphen, bidirectional marks
 * and overrides, zero-width characters, line separators, tags, and half a surrogate pair.
 */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|\u17b4|\u17b5|\u180b|\u180c|\u180d|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/gu
const ANY = new RegExp(INVISIBLE.source, 'u')
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** The text with every such character as an escape that can be seen: `\u202e`, `\n`. Everything else is unchanged. */
export function visibleText(text: string): string {
  return ANY.test(text) ? text.replace(INVISIBLE, escapeCharacter) : text
}

function escapeCharacter(character: string): string {
  const known = SHORT[character]
  if (known !== undefined) return known
  const code = character.codePointAt(0) ?? 0
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
}
