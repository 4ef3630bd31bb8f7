/**
 * Characters that have no shape of their own: format characters (general category Cf), variation selectors of the
 * supplement, and runs of variation selectors. Each range is met once, so the expression is linear.
 */
const CANDIDATE = /(?:\p{Cf}|[\u{E0100}-\u{E01EF}])+|[\uFE00-\uFE0F]{2,}/gu
/** Signs of Arabic, Syriac and other scripts that are format characters and are seen. */
const VISIBLE = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}\u{13430}-\u{1343F}]/gu
/** A flag of a part of a country: black flag, letters as tags, end of tags. */
const FLAG = /^\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,6}\u{E007F}/u
/** After them a joiner changes the shape of what follows: emoji and their modifiers, and scripts that join letters. */
const JOINED =
  /(?:\p{Extended_Pictographic}|[\u{1F3FB}-\u{1F3FF}]|\uFE0F)$|[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Thaana}\p{Script=Nko}\p{M}]$/u
const HAN = /[\p{Script=Han}]$/u

/** A stretch of a text, in UTF-16 units, that nobody sees. */
export interface Hidden {
  readonly start: number
  readonly end: number
  /** Of its first character: `U+202E`. */
  readonly code: string
  /** What it is called, where it has a name that people know. */
  readonly name: string
}

/** Only signs that everybody sees: one look is enough. */
export function isPlain(text: string): boolean {
  return !/[^\u0020-\u007E]/.test(text)
}

/**
 * The stretches of a text that are read by programs and models and not seen by people. Silent about joiners inside an emoji or
 * a script that needs them, about flags written in tags, and about a byte order mark at the start of a file, which is no part
 * of any string.
 */
export function hiddenIn(text: string): readonly Hidden[] {
  if (isPlain(text)) return []
  return [...text.matchAll(CANDIDATE)].flatMap(({ 0: run, index: start }) => {
    const end = start + run.length
    if (run.replace(VISIBLE, '') === '' || isNeeded(text, run, start, end)) return []
    const point = run.codePointAt(0) ?? 0
    return [{ start, end, code: `U+${point.toString(16).toUpperCase().padStart(4, '0')}`, name: nameOf(point) }]
  })
}

function isNeeded(text: string, run: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start)
  if (run === '\u200D' || run === '\u200C') return JOINED.test(before) && end < text.length
  if (/^[\u{E0100}-\u{E01EF}]$/u.test(run)) return HAN.test(before)
  return FLAG.test(before + run) && (FLAG.exec(before + run)?.[0].length ?? 0) === before.length + run.length
}

const NAMES: readonly (readonly [from: number, to: number, name: string])[] = [
  [0xad, 0xad, 'soft hyphen'],
  [0x200b, 0x200b, 'zero width space'],
  [0x200c, 0x200d, 'zero width joiner'],
  [0x200e, 0x200f, 'direction mark'],
  [0x061c, 0x061c, 'direction mark'],
  [0x202a, 0x202e, 'change of the writing direction'],
  [0x2060, 0x2064, 'invisible operator'],
  [0x2066, 0x2069, 'change of the writing direction'],
  [0xfe00, 0xfe0f, 'variation selectors'],
  [0xfeff, 0xfeff, 'byte order mark'],
  [0xe0000, 0xe007f, 'tag character'],
  [0xe0100, 0xe01ef, 'variation selector'],
]

function nameOf(point: number): string {
  return NAMES.find(([from, to]) => from <= point && point <= to)?.[2] ?? 'format character'
}
