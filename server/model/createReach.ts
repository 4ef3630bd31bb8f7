import type { McpConfig } from './mcpConfig.ts'
import { workspaceOf } from './pathsOfInterest.ts'

/**
 * Which configurations of a run stand around one of them: those of the same folder, of the folders above it and below it,
 * and those of the user. A run may go over the repositories of a whole company, and what lies side by side there has nothing
 * to do with each other. In the order of the run, without the configuration itself.
 */
export function createReach<One extends Standing>(configs: readonly One[]): (config: One) => readonly One[] {
  const order = new Map(configs.map((config, at) => [config, at]))
  const folders = new Map<string, One[]>()
  const ofUser: One[] = []
  for (const config of configs) {
    if (config.scope === 'user') ofUser.push(config)
    else {
      const folder = workspaceOf(config.file)
      const there = folders.get(folder)
      if (there) there.push(config)
      else folders.set(folder, [config])
    }
  }
  // A folder comes right in front of all that lie below it.
  const sorted = [...folders.keys()].sort()

  return (config) => {
    if (config.scope === 'user') return configs.filter((one) => one !== config)
    const folder = workspaceOf(config.file)
    const around = [...above(folder), ...below(folder, sorted)].flatMap((one) => folders.get(one) ?? [])
    return [...ofUser, ...around].filter((one) => one !== config).sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
  }
}

/** Where a configuration stands: all that reach goes by. */
export type Standing = Pick<McpConfig, 'file' | 'scope'>

const FOLDERS = new WeakMap<Standing, string>()

/** The same question about one pair; the folder of each is worked out once. */
export function isInReach(one: Standing, other: Standing): boolean {
  if (one.scope === 'user' || other.scope === 'user') return true
  const [here, there] = [folderOf(one), folderOf(other)]
  return here.startsWith(there) || there.startsWith(here)
}

function folderOf(standing: Standing): string {
  const folder = FOLDERS.get(standing) ?? workspaceOf(standing.file)
  FOLDERS.set(standing, folder)
  return folder
}

/** `''` and `a/` of `a/b/`. */
function above(folder: string): readonly string[] {
  const steps = folder.split('/').slice(0, -1)
  return steps.map((_, at) =>
    steps
      .slice(0, at)
      .map((step) => `${step}/`)
      .join(''),
  )
}

/** The folder itself and those that begin with it. */
function below(folder: string, sorted: readonly string[]): readonly string[] {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < folder) low = middle + 1
    else high = middle
  }
  let end = low
  while (sorted[end]?.startsWith(folder)) end++
  return sorted.slice(low, end)
}
