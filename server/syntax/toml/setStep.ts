import { toJson } from '../find.ts'
import { ImpossiblePatch } from '../impossiblePatch.ts'
import type { Json } from '../patch.ts'
import type { ArrayNode, ObjectNode, Path, StringNode, SyntaxNode } from '../tree.ts'
import { addToDotted, addToList, addToTable } from './addToTable.ts'
import { addElement } from './inlineEdits.ts'
import { lineIndent } from './pieces.ts'
import { resolve, type State, type Target } from './resolve.ts'
import type { Outcome, Step } from './steps.ts'
import { layoutOf, writeLines, writeStatement, writeValue } from './writeToml.ts'

type JsonObject = { readonly [key: string]: Json }

/** Sets one value: in its place when it is there, beside its neighbours and as they are written when it is not. */
export function setStep(state: State, path: Path, value: Json): Outcome {
  if (path.length === 0) return setRoot(state, value)
  const { target, missing } = resolve(state, path)
  if (missing.length > 0) return setStep(state, path.slice(0, path.length - missing.length), wrapped(missing, value))
  const { node, member } = target
  if (node)
    return JSON.stringify(toJson(node)) === JSON.stringify(value) ? { edits: [] } : replace(state, path, target, node, value)
  if (member) return { edits: [completed(state, member.keySpan.end, member.span.end, value)] }
  return add(state, path, target, value)
}

function setRoot({ root }: State, value: Json): Outcome {
  if (!isObject(value)) throw new ImpossiblePatch('A TOML file is a table.')
  return { edits: [], next: merged(root, [], value) }
}

function wrapped(path: Path, value: Json): Json {
  return path.reduceRight<Json>(
    (inner, step) => (typeof step === 'number' ? [inner] : Object.fromEntries([[step, inner]])),
    value,
  )
}

function replace(state: State, path: Path, target: Target, node: SyntaxNode, value: Json): Outcome {
  const { text, document } = state
  const isBracketed = target.origin === undefined || (target.container.kind === 'array' && target.origin !== 'list')
  const inPieces = node.kind === 'object' || node.kind === 'array' ? document.origins().get(node) : undefined
  if (node.kind === 'object' && inPieces && isObject(value)) return { edits: [], next: merged(node, path, value) }
  if (node.kind === 'array' && inPieces && isListOfTables(value)) return { edits: [], next: mergedList(node, path, value) }
  if (inPieces && target.container.kind === 'array' && !isBracketed) {
    // A list of tables has no room for anything else: it becomes one in brackets.
    const items = target.container.items.map((item, index) => (index === target.step ? value : toJson(item)))
    return { edits: [], next: rewritten(path.slice(0, -1), items) }
  }
  if (inPieces) return { edits: [], next: rewritten(path, value) }
  return { edits: [{ span: node.span, text: replacement(text, node, value) }] }
}

function rewritten(path: Path, value: Json): readonly Step[] {
  return [
    { op: 'remove', path },
    { op: 'set', path, value },
  ]
}

/** Each member for itself, so that all that stays keeps its place. What is added comes first: a table is never empty between. */
function merged(node: ObjectNode, path: Path, value: JsonObject): readonly Step[] {
  const old = new Set(node.members.map(({ key }) => key))
  return [
    ...Object.entries(value).map(([key, inner]): Step => ({ op: 'set', path: [...path, key], value: inner })),
    ...[...old].filter((key) => !Object.hasOwn(value, key)).map((key): Step => ({ op: 'remove', path: [...path, key] })),
  ]
}

function mergedList({ items }: ArrayNode, path: Path, value: readonly Json[]): readonly Step[] {
  return [
    ...value.map((inner, index): Step => ({ op: 'set', path: [...path, index], value: inner })),
    ...items.flatMap((_, index): Step[] => (index < value.length ? [] : [{ op: 'remove', path: [...path, index] }])).reverse(),
  ]
}

function replacement(text: string, node: SyntaxNode, value: Json): string {
  if (
    node.kind === 'array' &&
    Array.isArray(value) &&
    value.length > 0 &&
    text.slice(node.span.start, node.span.end).includes('\n')
  )
    return writeLines(value, lineIndent(text, node.span.start), layoutOf(text))
  if (node.kind === 'string' && typeof value === 'string' && canStayLiteral(text, node, value)) return `'${value}'`
  return writeValue(value)
}

function canStayLiteral(text: string, { span }: StringNode, value: string): boolean {
  return text[span.start] === "'" && !text.startsWith("'''", span.start) && /^[^'\p{C}]*$/u.test(value)
}

/** Somebody has typed the key and perhaps the "=". */
function completed({ text }: State, keyEnd: number, end: number, value: Json) {
  const sign = text.slice(keyEnd, end).includes('=') ? ' ' : ' = '
  return { span: { start: end, end }, text: sign + writeValue(value) }
}

function add(state: State, path: Path, target: Target, value: Json): Outcome {
  const { container, origin, inline, step } = target
  const { text, document } = state
  if (container.kind === 'array') {
    if (origin === 'list' && isObject(value)) return { edits: [addToList(state, container, path.slice(0, -1), value)] }
    if (origin === 'list') return { edits: [], next: rewritten(path.slice(0, -1), [...container.items.map(toJson), value]) }
    const elements = container.items.map(({ span }) => span)
    return { edits: addElement({ text, node: container, elements }, writeValue(value), layoutOf(text)) }
  }
  const key = String(step)
  if (inline === container) {
    const elements = (document.inline.get(inline) ?? []).map(({ span }) => span)
    return { edits: addElement({ text, node: inline, elements }, writeStatement(key, value), layoutOf(text)) }
  }
  if (inline) {
    const old = toJson(container)
    const parent = path.slice(0, -1)
    // Object spread would take "__proto__" for the prototype.
    return { edits: [], next: rewritten(parent, Object.fromEntries([...Object.entries(old as JsonObject), [key, value]])) }
  }
  if (origin === 'dotted' && target.parent) return { edits: [addToDotted(state, target.parent, key, value)] }
  return { edits: [addToTable(state, container, path.slice(0, -1), key, value)] }
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function isListOfTables(value: Json): value is readonly Json[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject)
}
