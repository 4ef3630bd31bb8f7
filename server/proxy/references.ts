/** Up to where a value is looked at to see that it only stands for a secret. */
export const HEAD = 64

/** A version or a range of versions of a package that is called like a secret (`"cookie": "^0.7.2"`; semver.org). */
const VERSION = String.raw`(?:(?:[\^~=v]|[<>]=?)\s?)?\d{1,5}\.\d{1,5}\.\d{1,5}(?:-(?:alpha|beta|rc|next|canary|dev)(?:\.?\d{1,5})?)?`
const IS_VERSION = new RegExp(`^${VERSION}$`)
const END = String.raw`(?=$|[\s"'\`,;:/.)\]}&|<>\\-])`
/** What stands for a secret and is none: a variable, a format, a call, a placeholder, asterisks, what is redacted already. */
const REFERENCE = new RegExp(
  [
    // Of a shell, PowerShell or PHP; a bcrypt hash ("$2b$12$…") is none.
    String.raw`\$(?:\{|\(|env:|[A-Za-z_]\w*${END}|\d${END}|${END})`,
    // "%TEMP%", "%s", "%(name)s"; "%40bc" is the beginning of a percent-encoded text.
    String.raw`%(?:[A-Za-z_]\w*%|[-+#]?[a-z]${END}|[({[])`,
    String.raw`\*+${END}`,
    `${VERSION}${String.raw`(?=$|[\s"'\`,;)\]}|\\])`}`,
    String.raw`<|\{|\[redacted|process\.env|os\.environ|env\.`,
    '(?:null|undefined|true|false|none)$',
  ].join('|'),
  'iy',
)

/** Whether a value, given its first 64 characters, only stands for a secret. */
export function isReference(head: string): boolean {
  REFERENCE.lastIndex = 0
  return REFERENCE.test(head)
}

/** Whether a whole value is a version, which is no secret whatever its name says. */
export function isVersion(value: string): boolean {
  return IS_VERSION.test(value)
}

/** `token: string` is a declaration; `API_TOKEN=abcd`, `secret=hunter22` and `secret=correct-horse-battery` are not. */
export function isWorthHiding(bare: string, isVariable: boolean): boolean {
  if (isVariable) return bare.length >= 4
  // Line and column in a stack trace.
  if (/^\d+(?::\d+)+$/.test(bare)) return false
  return bare.length >= 6 && (/\d/.test(bare) || bare.length >= 16) && !/[({]/.test(bare)
}
