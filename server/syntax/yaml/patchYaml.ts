import { toJson } from '../find.ts'
import type { Layout } from '../json/layout.ts'
import { editsOf as flowEdits } from '../json/patchJson.ts'
import { type Container, type ContainerPlan, type Plan, planPatches } from '../json/patchPlan.ts'
import type { Json, Patch, TextEdit } from '../patch.ts'
import type { SyntaxNode, SyntaxTree } from '../tree.ts'
import { elementsOf } from './elements.ts'
import { removals } from './removeLines.ts'
import { additions, emptied, replaceElement } from './replaceLines.ts'
import { refuseShared } from './shared.ts'
import { isFlow, type Quote, quoteOf, styleOf, type YamlStyle } from './style.ts'
import { isFilled, writeInline, writeKey, writeLines, writeScalar } from './writeYaml.ts'

/**
 * Patches of YAML as text edits; `text` patches are left to the caller. What stands in lines gets lines, what stands in
 * brackets stays there. Throws an `ImpossiblePatch` where an alias or a merge key shares what would change.
 *
 * `end` is where a first value would stand.
 */
export function patchYaml(tree: SyntaxTree, patches: readonly Patch[], end: number): readonly TextEdit[] {
  refuseShared(tree, patches)
  const plan = planPatches(tree, patches)
  const style = styleOf(tree)
  if (plan.root !== undefined) return [replaceRoot(tree, plan.root, style, end)]
  return tree.root ? editsOf(tree, tree.root, plan, style) : []
}

function replaceRoot({ text, root }: SyntaxTree, value: Json, style: YamlStyle, end: number): TextEdit {
  const written = isFilled(value) ? writeLines(value, '', 'plain', style).join(style.eol) : writeInline(value, 'plain', style)
  const span = root?.span ?? { start: end, end }
  const isOnNewLine = span.start === 0 || '\n\ufeff'.includes(text.charAt(span.start - 1))
  const before = isOnNewLine ? '' : style.eol
  return { span, text: before + written + (span.end < text.length && root ? '' : style.eol) }
}

function editsOf(tree: SyntaxTree, node: SyntaxNode, plan: Plan, style: YamlStyle): readonly TextEdit[] {
  if (node.kind !== 'object' && node.kind !== 'array') return []
  const own = plan.containers.get(node)
  if (!own) return []
  if (isFlow(tree.text, node)) return flowEdits(tree, node, plan, flowLayout(tree.text, node, style), node === tree.root)
  return blockEdits(tree, node, { ...own, replaced: withFilled(tree.text, node, own, plan) }, plan, style)
}

/** An empty `{}` or `[]` that gets something, and a collection all of which goes while something comes, are written anew. */
function withFilled(text: string, node: Container, { replaced, removed }: ContainerPlan, plan: Plan): Map<number, Json> {
  const all = new Map(replaced)
  const children = node.kind === 'array' ? node.items : node.members.map(({ value }) => value)
  for (const [index, child] of children.entries()) {
    if ((child?.kind !== 'object' && child?.kind !== 'array') || all.has(index) || removed.has(index)) continue
    const own = plan.containers.get(child)
    if (own && own.added.length > 0 && own.removed.size === sizeOf(child) && (sizeOf(child) > 0 ? !isFlow(text, child) : true))
      all.set(index, addedValue(own, child))
  }
  return all
}

function sizeOf(node: Container): number {
  return node.kind === 'array' ? node.items.length : node.members.length
}

function addedValue({ added }: ContainerPlan, { kind }: Container): Json {
  if (kind === 'array') return added.map(({ value }) => value)
  return Object.fromEntries(added.map(({ key, value }) => [key ?? '', value]))
}

function blockEdits(tree: SyntaxTree, node: Container, own: ContainerPlan, plan: Plan, style: YamlStyle): readonly TextEdit[] {
  const { text } = tree
  const elements = elementsOf(text, node)
  const quote = quoteAround(
    text,
    elements.map((element) => element.node),
  )
  const isEmptied = own.removed.size === elements.length && elements.length > 0
  if (isEmptied && node === tree.root) return [replaceRoot(tree, addedValue(own, node), style, node.span.end)]
  return [
    ...elements.flatMap(({ node: child }, index) =>
      !child || own.removed.has(index) || own.replaced.has(index) ? [] : childEdits(tree, child, plan, style, elements[index]),
    ),
    ...[...own.replaced].flatMap(([index, value]) => {
      const element = elements[index]
      const old = element?.node
      if (!element || own.removed.has(index) || (old && isSame(old, value))) return []
      return replaceElement(text, element, value, node.kind === 'object', quoteOf(text, old) ?? quote, style)
    }),
    ...(node.kind === 'object' ? renames(text, node, own) : []),
    ...(isEmptied ? [] : removals(text, elements, own.removed)),
    ...additions(text, node, elements, own, quote, style),
  ]
}

function childEdits(
  tree: SyntaxTree,
  child: SyntaxNode,
  plan: Plan,
  style: YamlStyle,
  element: ReturnType<typeof elementsOf>[number] | undefined,
): readonly TextEdit[] {
  const own = child.kind === 'object' || child.kind === 'array' ? plan.containers.get(child) : undefined
  const isEmptied = own && (child.kind === 'object' || child.kind === 'array') && own.removed.size === sizeOf(child)
  if (own && isEmptied && own.removed.size > 0 && element && !isFlow(tree.text, child))
    return emptied(tree.text, element, child as Container)
  return editsOf(tree, child, plan, style)
}

function isSame(node: SyntaxNode, value: Json): boolean {
  return JSON.stringify(toJson(node)) === JSON.stringify(value)
}

function renames(text: string, node: Container, { renamed, removed }: ContainerPlan): readonly TextEdit[] {
  if (node.kind !== 'object') return []
  return [...renamed].flatMap(([index, key]) => {
    const member = node.members[index]
    if (!member || removed.has(index) || member.key === key) return []
    const mark = text.charAt(member.keySpan.start)
    return [{ span: member.keySpan, text: writeKey(key, false, mark === '"' || mark === "'" ? mark : 'plain') }]
  })
}

/** The quotes of the last text among some nodes, looking into lists: what is added looks like it. */
function quoteAround(text: string, nodes: readonly (SyntaxNode | undefined)[]): Quote {
  return (
    nodes.reduce<Quote | undefined>(
      (quote, node) =>
        (node?.kind === 'array' ? node.items : [node]).reduce<Quote | undefined>(
          (last, one) => quoteOf(text, one) ?? last,
          quote,
        ),
      undefined,
    ) ?? 'plain'
  )
}

function flowLayout(text: string, node: Container, style: YamlStyle): Layout {
  const quote = quoteAround(text, node.kind === 'array' ? node.items : node.members.map(({ value }) => value))
  const isJson = node.kind === 'object' && text[node.members[0]?.keySpan.start ?? -1] === '"'
  return {
    eol: style.eol,
    unit: ' '.repeat(style.unit),
    colon: ': ',
    padding: style.padding,
    scalar: (value) => writeScalar(value, isJson ? '"' : quote, true),
    key: (key) => writeKey(key, true, isJson ? '"' : 'plain'),
  }
}
