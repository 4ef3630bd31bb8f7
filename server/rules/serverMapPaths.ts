import type { McpConfig } from '../model/mcpConfig.ts'
import type { Path } from '../syntax/tree.ts'

/** Where the entries of a file stand: the path of each map or list of them, once. */
export function serverMapPaths({ servers }: McpConfig): readonly Path[] {
  const paths = new Map<string, Path>()
  let last: Path | undefined
  for (const { path } of servers) {
    // Thousands of entries stand in one map, one behind the other.
    if (last && haveOneParent(last, path)) continue
    last = path
    const parent = path.slice(0, -1)
    paths.set(JSON.stringify(parent), parent)
  }
  return [...paths.values()]
}

function haveOneParent(one: Path, other: Path): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length - 1; at++) if (one[at] !== other[at]) return false
  return true
}
