import type { Json, Patch } from '../../server/syntax/patch.ts'

/** What the patches mean, on the value alone. */
export function meaning(value: Json, patch: Patch): Json {
  if (patch.op === 'text') return value
  const [step, ...rest] = patch.path
  if (step === undefined) return patch.op === 'set' ? patch.value : value
  if (Array.isArray(value)) {
    const items: Json[] = [...value]
    const index = step as number
    if (patch.op === 'remove' && rest.length === 0) return items.filter((_, at) => at !== index)
    items[index] = meaning(items[index] ?? null, { ...patch, path: rest })
    return items
  }
  const entries = Object.entries(value as { [name: string]: Json })
  if (rest.length === 0 && patch.op === 'remove') return Object.fromEntries(entries.filter(([name]) => name !== step)) as Json
  if (rest.length === 0 && patch.op === 'rename')
    return Object.fromEntries(entries.map(([name, member]) => [name === step ? patch.key : name, member])) as Json
  const next = meaning(entries.find(([name]) => name === step)?.[1] ?? null, { ...patch, path: rest })
  const changed = entries.some(([name]) => name === step)
    ? entries.map(([name, member]) => [name, name === step ? next : member])
    : [...entries, [step, next]]
  return Object.fromEntries(changed as [string, Json][]) as Json
}

export function pathsOf(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [path]
  const children: [string | number, Json][] = Array.isArray(value)
    ? value.map((item: Json, index): [number, Json] => [index, item])
    : Object.entries(value)
  return [path, ...children.flatMap(([step, child]) => pathsOf(child, [...path, step]))]
}
