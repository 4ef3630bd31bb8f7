/**
 * How a permission manifest is called in its folder. The proxy that notices one and the launcher that must not start a
 * server beside one go by these names alone.
 */
export const MANIFEST_NAMES = ['mcp-permissions.yaml', 'mcp-permissions.yml', 'mcp-permissions.json'] as const

/** Of several in one folder, each has a name before this. */
export const NAMED_MANIFEST_END = '.mcp-permissions.yaml'

/** The names of one folder that are of manifests, in a stable order. `ignoresCase` as the file system does. */
export function manifestsAmong(names: readonly string[], ignoresCase: boolean): readonly string[] {
  const plain = (name: string) => (ignoresCase ? name.toLowerCase() : name)
  const rank = (name: string): number => {
    const position = (MANIFEST_NAMES as readonly string[]).indexOf(plain(name))
    if (position !== -1) return position
    // As `*` in a shell, which does not match names that begin with a dot.
    return plain(name).endsWith(NAMED_MANIFEST_END) && !name.startsWith('.') ? MANIFEST_NAMES.length : -1
  }
  return names.filter((name) => rank(name) !== -1).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}
