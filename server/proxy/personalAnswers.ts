import { createHash } from 'node:crypto'
import { decodeString } from './jsonStrings.ts'
import type { Scanner, Slice } from './scan.ts'

const MAX_OPEN = 1000
/** Longer ids are remembered by their digest. */
const MAX_KEY_CHARS = 1024
const ASKS = 'elicitation/create'
/** Brings the answer to a question that was asked as a task (2025-11-25, basic/utilities/tasks). */
const FETCHES = 'tasks/result'
/** Each letter may be an escape. */
const ELICITATION = new RegExp(
  [...'elicitation'].map((letter) => `(?:${letter}|\\\\u00${letter.charCodeAt(0).toString(16)})`).join(''),
  'i',
)

type ScannedLine = Pick<Scanner, 'bytes' | 'kind' | 'valid' | 'envelope' | 'duplicates'>

export interface PersonalAnswers {
  /** Reads every line in its order. True for a response that holds what a person answered. */
  isPersonal(dir: 'c2s' | 's2c', line: ScannedLine, isCut: boolean): boolean
  /** A line that may have asked was not read: from now on every answer may be a person's. */
  questionLost(): void
}

/**
 * Knows which responses of the client answer a question that the server asked a person (`elicitation/create`): what a
 * person types into a form is nobody's business. Where a question cannot be told for sure from others (a batch, a name that
 * stands twice, more than can be remembered), too many answers count as a person's rather than too few.
 */
export function createPersonalAnswers(): PersonalAnswers {
  const open = new Set<string>()
  let hasAsked = false
  let isEveryAnswer = false

  function asked(line: ScannedLine, isCut: boolean): void {
    if (line.kind === 'array') {
      if (!mentionsElicitation(line.bytes) && !hasAsked) return
      if (isCut) isEveryAnswer = true
      else if (line.valid) for (const id of idsOfBatch(line.bytes)) add(id)
      return
    }
    const method = textAt(line, 'method')
    // What it asks may stand behind the cut.
    if (isCut && !line.envelope.has('method') && !line.envelope.has('result') && !line.envelope.has('error')) questionLost()
    const isTwice = line.duplicates.some((place) => place.length === 1 && (place[0] === 'id' || place[0] === 'method'))
    if (method !== ASKS && !(hasAsked && method === FETCHES) && !(isTwice && mentionsElicitation(line.bytes))) return
    const id = line.envelope.get('id')
    if (isTwice || (isCut && !id)) isEveryAnswer = true
    add(id && keyAt(line, id))
  }

  function add(key: string | undefined): void {
    hasAsked = true
    if (key === undefined) return
    if (open.size >= MAX_OPEN) isEveryAnswer = true
    else open.add(key)
  }

  function questionLost(): void {
    hasAsked = true
    isEveryAnswer = true
  }

  function isPersonal(dir: 'c2s' | 's2c', line: ScannedLine, isCut: boolean): boolean {
    if (dir === 's2c') {
      asked(line, isCut)
      return false
    }
    if (line.kind === 'array') return hasAsked
    if (line.envelope.has('method') || !line.envelope.has('result')) return false
    const id = line.envelope.get('id')
    // Kept: a server may use an id for two questions, and a client answers both.
    const isOpen = id !== undefined && open.has(keyAt(line, id))
    // Of a line that was cut, or whose id stands twice, it is not known what it answers.
    const isUnclear = !line.valid || line.duplicates.some((place) => place.length === 1 && place[0] === 'id')
    return isOpen || isEveryAnswer || (hasAsked && isUnclear)
  }

  return { isPersonal, questionLost }
}

/**
 * Whether a line of the server may ask a person, told without reading it: the methods in any spelling, or a batch. More lines
 * than those that do.
 */
export function mayAsk(bytes: Buffer): boolean {
  return WORDS_OF_QUESTIONS.some((word) => bytes.includes(word)) || firstCharacter(bytes) === '['
}

/** Parts of the methods above, and how each escape of a letter or slash begins. */
const WORDS_OF_QUESTIONS = ['elicitation', 'tasks', '\\u00']

function firstCharacter(bytes: Buffer): string | undefined {
  return /\S/.exec(bytes.toString('latin1', 0, 1024))?.[0]
}

/** Whether a line holds the word, as it is or in escapes. */
export function mentionsElicitation(bytes: Buffer): boolean {
  return bytes.includes('elicitation') || (bytes.includes('\\u00') && ELICITATION.test(bytes.toString('latin1')))
}

function textAt({ bytes, envelope }: ScannedLine, name: string): string | undefined {
  const slice = envelope.get(name)
  return slice && bytes[slice.start] === 0x22 ? decodeString(bytes.subarray(slice.start + 1, slice.end - 1)) : undefined
}

/** `1` and `"1"` differ; `"a"` and `"\u0061"`, `1` and `1.0` do not. Of a container, which is no id, its kind. */
function keyAt({ bytes }: ScannedLine, { start, end }: Slice): string {
  const text = bytes.toString('utf8', start, end)
  return text.startsWith('{') || text.startsWith('[') ? text.slice(0, 1) : keyOf(JSON.parse(text))
}

function keyOf(id: unknown): string {
  const key = typeof id === 'object' && id !== null ? (Array.isArray(id) ? '[' : '{') : JSON.stringify(id)
  return key.length <= MAX_KEY_CHARS ? key : createHash('sha256').update(key).digest('hex')
}

/** All of them: which of them asks is not worth a second look. */
function idsOfBatch(bytes: Buffer): string[] {
  const messages: unknown = JSON.parse(bytes.toString('utf8'))
  if (!Array.isArray(messages)) return []
  return messages.flatMap((message: unknown) =>
    typeof message === 'object' && message !== null && 'id' in message ? [keyOf(message.id)] : [],
  )
}
