import { contentSpan, locate, nodeAt, unitOffsets } from '../find.ts'
import type { Patch, TextEdit } from '../patch.ts'
import type { Path, StringNode, SyntaxTree } from '../tree.ts'
import { refuseSharedText } from './shared.ts'
import { isFlow, quoteOf } from './style.ts'
import { isPlain, writeScalar } from './writeYaml.ts'

type TextPatch = Extract<Patch, { op: 'text' }>

interface Change {
  readonly node: StringNode
  readonly path: Path
  readonly patches: TextPatch[]
}

/**
 * `text` patches of YAML as text edits. A part of a string is replaced in its value: where the new text would end a plain
 * scalar or mean something else in it, the scalar gets quotes. Everything else is written as it is given.
 */
export function textEdits(tree: SyntaxTree, patches: readonly Patch[]): readonly TextEdit[] {
  const edits: TextEdit[] = []
  const changes = new Map<StringNode, Change>()
  for (const patch of patches) {
    if (patch.op !== 'text') continue
    const found = stringAround(tree, patch)
    if (!found) edits.push({ span: patch.span, text: patch.text })
    else {
      const change = changes.get(found.node) ?? { ...found, patches: [] }
      change.patches.push(patch)
      changes.set(found.node, change)
    }
  }
  return [...edits, ...[...changes.values()].flatMap((change) => editsOfString(tree, change))]
}

/** What stands before a string is not in it. */
function stringAround(tree: SyntaxTree, { span }: TextPatch): Omit<Change, 'patches'> | undefined {
  const found = locate(tree, span.end)
  const node = found?.node
  if (!found || found.key || node?.kind !== 'string' || span.start < node.span.start || span.end > node.span.end) return undefined
  return span.end === node.span.start ? undefined : { node, path: found.path }
}

function editsOfString(tree: SyntaxTree, { node, path, patches }: Change): readonly TextEdit[] {
  refuseSharedText(tree, path)
  const ordered = [...patches].sort((a, b) => a.span.start - b.span.start)
  const value = changedValue(tree, node, ordered)
  const inFlow = path.some((_, depth) => isFlowAt(tree, path.slice(0, depth)))
  if (canStay(tree, node, ordered, value, inFlow)) return ordered.map(({ span, text }) => ({ span, text }))
  return [{ span: node.span, text: writeScalar(value, quoteOf(tree.text, node) ?? '"', inFlow) }]
}

function isFlowAt(tree: SyntaxTree, path: Path): boolean {
  const node = nodeAt(tree, path)
  return node !== undefined && isFlow(tree.text, node)
}

function changedValue(tree: SyntaxTree, node: StringNode, patches: readonly TextPatch[]): string {
  const offsets = unitOffsets(tree, node)
  const { start } = contentSpan(tree, node.span)
  const unitAt = (offset: number): number => {
    const unit = offsets ? offsets.findIndex((at) => at >= offset) : offset - start
    return unit < 0 ? node.value.length : Math.max(unit, 0)
  }
  let result = ''
  let at = 0
  for (const { span, text } of patches) {
    result += node.value.slice(at, unitAt(span.start)) + text
    at = Math.max(at, unitAt(span.end))
  }
  return result + node.value.slice(at)
}

/** Whether the new texts mean in the source what they mean in the value. */
function canStay(
  { text }: SyntaxTree,
  { span }: StringNode,
  patches: readonly TextPatch[],
  value: string,
  inFlow: boolean,
): boolean {
  const mark = text.charAt(span.start)
  const isWithin = patches.every((patch) => (mark !== '"' && mark !== "'" ? true : patch.span.start > span.start))
  const isPrintable = patches.every((patch) => /^[\x20-\x7e]*$/.test(patch.text))
  if (!isWithin || !isPrintable) return false
  if (mark === '"') return patches.every((patch) => !/["\\]/.test(patch.text))
  if (mark === "'") return patches.every((patch) => !patch.text.includes("'"))
  if (mark === '|' || mark === '>') return patches.every((patch) => /^\S(?:.*\S)?$/.test(patch.text))
  return !text.slice(span.start, span.end).includes('\n') && isPlain(value, inFlow)
}
