import { toJson } from '../find.ts'
import { type ContainerPlan, type Plan, planPatches } from '../json/patchPlan.ts'
import type { Patch, TextEdit } from '../patch.ts'
import type { Path, SyntaxNode, SyntaxTree } from '../tree.ts'
import { composeEdits } from './composeEdits.ts'
import { parseToml } from './parseToml.ts'
import { removeStep, renameStep } from './removeStep.ts'
import { type State, stateOf } from './resolve.ts'
import { setStep } from './setStep.ts'
import type { Outcome, Step } from './steps.ts'

/**
 * Patches of TOML as text edits; `text` patches are left to the caller. A value may be spread over the file, so patches are
 * made one after the other, each on the file the one before left, and then told as edits of the first text.
 */
export function patchToml(tree: SyntaxTree, patches: readonly Patch[]): readonly TextEdit[] {
  const steps = stepsOf(tree, planPatches(tree, patches))
  if (steps.length === 0) return []
  const composition = composeEdits(tree.text)
  let state = stateOf(tree)
  // The next one is last.
  const open = [...steps].reverse()
  for (let step = open.pop(); step; step = open.pop()) {
    const { edits, next = [] } = take(state, step)
    open.push(...[...next].reverse())
    if (edits.length === 0) continue
    composition.add(edits)
    const text = composition.text()
    state = stateOf({ format: 'toml', text, ...parseToml(text) })
  }
  return composition.edits()
}

function take(state: State, step: Step): Outcome {
  if (step.op === 'set') return setStep(state, step.path, step.value)
  return step.op === 'remove' ? removeStep(state, step.path) : renameStep(state, step.path, step.key)
}

/**
 * In an order in which each path still leads where it did at first: what is set, what is removed from the back, and names
 * last, from the inside out.
 */
function stepsOf(tree: SyntaxTree, plan: Plan): readonly Step[] {
  if (plan.root !== undefined) return [{ op: 'set', path: [], value: plan.root }]
  const sets: Step[] = []
  const removes: Step[] = []
  const renames: Step[] = []
  const visit = (node: SyntaxNode, path: Path): void => {
    if (node.kind !== 'object' && node.kind !== 'array') return
    const own: ContainerPlan | undefined = plan.containers.get(node)
    if (!own) return
    const count = node.kind === 'array' ? node.items.length : node.members.length
    for (let index = 0; index < count; index++) {
      const step = node.kind === 'array' ? index : (node.members[index]?.key ?? '')
      const child = node.kind === 'array' ? node.items[index] : node.members[index]?.value
      const here = [...path, step]
      const value = own.replaced.get(index)
      if (own.removed.has(index)) removes.unshift({ op: 'remove', path: here })
      else if (value !== undefined) {
        if (!child || JSON.stringify(toJson(child)) !== JSON.stringify(value)) sets.push({ op: 'set', path: here, value })
      } else if (child) visit(child, here)
      const key = own.renamed.get(index)
      if (key !== undefined && !own.removed.has(index)) renames.push({ op: 'rename', path: here, key })
    }
    for (const [index, { key, value }] of own.added.entries())
      sets.push({ op: 'set', path: [...path, key ?? count + index], value })
  }
  if (tree.root) visit(tree.root, [])
  return [...sets, ...removes, ...renames]
}
