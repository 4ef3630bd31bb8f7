import { memberOf } from '../find.ts'
import type { Json, Patch } from '../patch.ts'
import type { ArrayNode, ObjectNode, Path, SyntaxTree } from '../tree.ts'

export type Container = ObjectNode | ArrayNode

/** What happens to the elements of one container, by their index in the file. */
export interface ContainerPlan {
  readonly replaced: Map<number, Json>
  readonly removed: Set<number>
  readonly renamed: Map<number, string>
  /** In the order they are added; an array's have no key. */
  readonly added: { readonly key: string | undefined; value: Json }[]
}

export interface Plan {
  /** The whole document is replaced. */
  root: Json | undefined
  readonly containers: Map<Container, ContainerPlan>
}

/** Gathers all patches by container, so that several in one place make one coherent edit. */
export function planPatches(tree: SyntaxTree, patches: readonly Patch[]): Plan {
  const plan: Plan = { root: undefined, containers: new Map() }
  for (const patch of patches) {
    if (patch.op === 'set') planSet(tree, plan, patch.path, patch.value)
    else if (patch.op === 'remove') planRemove(tree, plan, patch.path)
    else if (patch.op === 'rename') planRename(tree, plan, patch.path, patch.key)
  }
  return plan
}

function planOf(plan: Plan, container: Container): ContainerPlan {
  let own = plan.containers.get(container)
  if (!own) {
    own = { replaced: new Map(), removed: new Set(), renamed: new Map(), added: [] }
    plan.containers.set(container, own)
  }
  return own
}

function planSet(tree: SyntaxTree, plan: Plan, path: Path, value: Json): void {
  if (path.length === 0 || plan.root !== undefined || !tree.root || tree.root.kind === 'null') {
    plan.root = path.length === 0 ? value : setIn(plan.root ?? null, path, value)
    return
  }
  let node = tree.root
  for (const [depth, step] of path.entries()) {
    const container = asContainer(node, path.slice(0, depth))
    const own = planOf(plan, container)
    const rest = path.slice(depth + 1)
    const index = indexOf(container, step)
    if (index === undefined) {
      addIn(container, own, step, rest, value)
      return
    }
    const wasRemoved = own.removed.delete(index)
    const before = own.replaced.get(index)
    const child = childAt(container, index)
    if (rest.length === 0 || wasRemoved || before !== undefined || !child || child.kind === 'null') {
      own.replaced.set(index, setIn(wasRemoved ? null : (before ?? null), rest, value))
      return
    }
    node = child
  }
}

function addIn(container: Container, { added }: ContainerPlan, step: string | number, rest: Path, value: Json): void {
  const key = container.kind === 'object' ? String(step) : undefined
  const existing =
    container.kind === 'array' ? added[Number(step) - container.items.length] : added.find((other) => other.key === key)
  if (existing) existing.value = setIn(existing.value, rest, value)
  else added.push({ key, value: setIn(null, rest, value) })
}

/** What is not there needs no removing. Of several members with one key all go, or the one before would count again. */
function planRemove(tree: SyntaxTree, plan: Plan, path: Path): void {
  for (const { own, index } of elementsAt(tree, plan, path)) {
    own.replaced.delete(index)
    own.removed.add(index)
  }
}

function planRename(tree: SyntaxTree, plan: Plan, path: Path, key: string): void {
  for (const { container, own, index } of elementsAt(tree, plan, path))
    if (container.kind === 'object') own.renamed.set(index, key)
}

function elementsAt(
  tree: SyntaxTree,
  plan: Plan,
  path: Path,
): readonly { readonly container: Container; readonly own: ContainerPlan; readonly index: number }[] {
  let node = tree.root
  for (const [depth, step] of path.entries()) {
    if (node?.kind !== 'object' && node?.kind !== 'array') return []
    const container: Container = node
    const index = indexOf(container, step)
    if (index === undefined) return []
    // Also on the way, since edits are made from the root down through what has a plan.
    const own = planOf(plan, container)
    if (depth < path.length - 1) node = childAt(container, index)
    else if (container.kind === 'array') return [{ container, own, index }]
    else return container.members.flatMap(({ key }, at) => (key === String(step) ? [{ container, own, index: at }] : []))
  }
  return []
}

function asContainer(node: SyntaxTree['root'], path: Path): Container {
  if (node?.kind === 'object' || node?.kind === 'array') return node
  throw new Error(`The value at ${JSON.stringify(path)} is no object, so nothing can be set inside it.`)
}

function indexOf(container: Container, step: string | number): number | undefined {
  if (container.kind === 'array') {
    if (typeof step !== 'number') throw new Error(`An array has no "${step}".`)
    return step >= 0 && step < container.items.length ? step : undefined
  }
  const member = memberOf(container, String(step))
  return member && container.members.indexOf(member)
}

function childAt(container: Container, index: number): SyntaxTree['root'] {
  return container.kind === 'array' ? container.items[index] : container.members[index]?.value
}

function setIn(base: Json, path: Path, value: Json): Json {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(base) && typeof step === 'number') {
    const items: Json[] = [...base]
    items[Math.min(step, items.length)] = setIn(items[step] ?? null, rest, value)
    return items
  }
  if (base === null && step === 0) return [setIn(null, rest, value)]
  const entries = base !== null && typeof base === 'object' && !Array.isArray(base) ? Object.entries(base) : []
  const key = String(step)
  const next = setIn(entries.find(([name]) => name === key)?.[1] ?? null, rest, value)
  const changed = entries.some(([name]) => name === key)
    ? entries.map(([name, old]): [string, Json] => [name, name === key ? next : old])
    : [...entries, [key, next] as [string, Json]]
  // `fromEntries` makes even "__proto__" an ordinary member.
  return Object.fromEntries(changed)
}
