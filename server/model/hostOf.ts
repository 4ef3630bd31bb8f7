import picomatch from 'picomatch'
import type { Host, HostFile } from './host.ts'
import { HOSTS } from './hosts/index.ts'

interface Pattern {
  readonly host: Host
  readonly file: HostFile
  /** On the whole path, or for `~/` on what follows the home. */
  readonly matches: (path: string) => boolean
  readonly belowHome: boolean
}

/** A place below the home says most about a path, then the longer glob; what says more is asked first. */
const PATTERNS: readonly Pattern[] = HOSTS.flatMap((host) => host.files.map((file) => toPattern(host, file))).sort(
  (a, b) => Number(b.belowHome) - Number(a.belowHome) || b.file.glob.length - a.file.glob.length,
)

function toPattern(host: Host, file: HostFile): Pattern {
  const belowHome = file.glob.startsWith('~/')
  return { host, file, belowHome, matches: picomatch(belowHome ? file.glob.slice(2) : file.glob, { dot: true }) }
}

/**
 * The host that reads the file at this path, by its name and place alone. The path may be relative and may have the
 * separators of Windows. Files of a user are known only when `home` is given; `mcp.json` as such says nothing.
 */
export function hostOf(path: string, home?: string): Host | undefined {
  return hostFileOf(path, home)?.host
}

/** The same, with the scope of the file. */
export function hostFileOf(path: string, home?: string): { readonly host: Host; readonly file: HostFile } | undefined {
  const normal = withForwardSlashes(path)
  const inHome = home === undefined ? undefined : relativeTo(normal, withForwardSlashes(home))
  return PATTERNS.find(({ belowHome, matches }) => (belowHome ? inHome !== undefined && matches(inHome) : matches(normal)))
}

/** A drive's letter has no case: editors write "c:", programs "C:". */
function withForwardSlashes(path: string): string {
  const slashed = /^[A-Za-z]:|\\/.test(path) ? path.replaceAll('\\', '/') : path
  return slashed.replace(/^\/?([A-Za-z]):/, (_, letter: string) => `${letter.toUpperCase()}:`)
}

function relativeTo(path: string, folder: string): string | undefined {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined
}
