import { isMap, isScalar, isSeq, LineCounter } from 'yaml'
import { isNothing, rangeOf } from './nodes.ts'
import { readDocument } from './readDocument.ts'

export interface NewWaiver {
  readonly rule: string
  readonly file: string
  readonly server: string | undefined
  readonly reason: string
  /** yyyy-mm-dd */
  readonly expires: string | undefined
}

/**
 * The text of a `.scopelight.yaml` with one more item under `ignore`, everything else as it was; undefined for a text that is
 * no settings file, which a person has to repair first.
 */
export function addWaiver(text: string, waiver: NewWaiver): string | undefined {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  let broken = false
  const document = readDocument(text, new LineCounter(), () => {
    broken = true
  })
  if (broken) return undefined
  const contents = document?.contents ?? null
  if (contents !== null && !isMap(contents) && !isNothing(contents)) return undefined
  const pair = isMap(contents) ? contents.items.find(({ key }) => isScalar(key) && key.value === 'ignore') : undefined
  if (!pair) return `${withLineEnd(text, lineEnd)}ignore:${lineEnd}${block(waiver, '  ', lineEnd)}`
  const { value } = pair
  if (isNothing(value)) {
    const at = endOfLine(text, rangeOf(pair.key)?.end ?? 0)
    return `${withLineEnd(text.slice(0, at), lineEnd)}${block(waiver, '  ', lineEnd)}${text.slice(at)}`
  }
  if (!isSeq(value)) return undefined
  const range = rangeOf(value)
  if (!range) return undefined
  if (value.flow) {
    const at = text.lastIndexOf(']', range.end - 1)
    return `${text.slice(0, at).trimEnd()}${value.items.length > 0 ? ', ' : ''}${flow(waiver)}${text.slice(at)}`
  }
  const last = rangeOf(value.items.at(-1))
  const dash = text.lastIndexOf('-', (last?.start ?? range.start) - 1)
  const indent = text.slice(text.lastIndexOf('\n', dash - 1) + 1, dash)
  const at = endOfLine(text, Math.max((last?.end ?? range.end) - 1, 0))
  return `${withLineEnd(text.slice(0, at), lineEnd)}${block(waiver, indent, lineEnd)}${text.slice(at)}`
}

function block(waiver: NewWaiver, indent: string, lineEnd: string): string {
  return parts(waiver)
    .map(([key, value], at) => `${indent}${at === 0 ? '- ' : '  '}${key}: ${value}${lineEnd}`)
    .join('')
}

function flow(waiver: NewWaiver): string {
  return `{ ${parts(waiver)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`
}

function parts({ rule, file, server, reason, expires }: NewWaiver): readonly (readonly [string, string])[] {
  return [
    ['rule', rule],
    ['file', quoted(file)],
    ...(server === undefined ? [] : [['server', quoted(server)] as const]),
    ['reason', quoted(reason)],
    ...(expires === undefined ? [] : [['expires', expires] as const]),
  ]
}

/** Plain where nothing can be read in another way; JSON strings are YAML. */
function quoted(text: string): string {
  const plain =
    /^[A-Za-z./][\w ./@-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n|~)$/i.test(text) && !text.endsWith(' ')
  return plain ? text : JSON.stringify(text)
}

function withLineEnd(text: string, lineEnd: string): string {
  return text === '' || text.endsWith('\n') ? text : text + lineEnd
}

/** Behind the line break of the line an offset stands on. */
function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at + 1
}
