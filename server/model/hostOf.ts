import picomatch from 'picomatch'
import type { Format } from '../syntax/tree.ts'
import { type Host, type HostFile, type HostId, holdsOf, type Mark } from './host.ts'
import { HOSTS, hostById } from './hosts/index.ts'

interface Pattern {
  /** As it reads this file. */
  readonly host: Host
  readonly file: HostFile
  /** The names the path may end in; undefined where it may be any. */
  readonly names: readonly string[] | undefined
  /** On the whole path, or for `~/` on what follows the home. */
  readonly matches: (path: string) => boolean
  readonly belowHome: boolean
}

/** What is asked first about a path; of equals the host that is listed first. */
const PATTERNS: readonly Pattern[] = HOSTS.flatMap((host) => host.files.map((file) => toPattern(host, file))).sort(
  (a, b) => rank(a) - rank(b) || (a.file.onlyWith ? 0 : b.file.glob.length - a.file.glob.length),
)

/** A place below the home says most, then a name of one's own; a common name says little, and a guest comes last. */
function rank({ file, belowHome }: Pattern): number {
  if (file.borrowed) return 3
  if (file.onlyWith) return 2
  return belowHome ? 0 : 1
}

/** A folder may hold a hundred thousand files: only patterns whose last part can be the name are tried. */
const WITHOUT_NAME = PATTERNS.filter(({ names }) => names === undefined)
const NAMES: ReadonlySet<string> = new Set(PATTERNS.flatMap(({ names }) => names ?? []))
/** Of names of that set alone, so that it does not grow with a folder. */
const byName = new Map<string, readonly Pattern[]>()

function patternsOfName(name: string): readonly Pattern[] {
  if (!NAMES.has(name)) return WITHOUT_NAME
  const known = byName.get(name)
  if (known) return known
  const fitting = PATTERNS.filter(({ names }) => names?.includes(name) ?? true)
  byName.set(name, fitting)
  return fitting
}

function namesIn({ glob }: HostFile): readonly string[] | undefined {
  const last = glob.slice(glob.lastIndexOf('/') + 1)
  if (/[*?[(!]/.test(last)) return undefined
  const [, before = '', choices, after = ''] = /^([^{]*)\{([^{}]*)\}([^{]*)$/.exec(last) ?? []
  return choices === undefined ? [last] : choices.split(',').map((choice) => `${before}${choice}${after}`)
}

function toPattern(host: Host, file: HostFile): Pattern {
  const belowHome = file.glob.startsWith('~/')
  // Most patterns are never asked, and making one takes longer than all else here.
  let match: ((path: string) => boolean) | undefined
  const matches = (path: string): boolean => {
    match ??= picomatch(belowHome ? file.glob.slice(2) : file.glob, { dot: true })
    return match(path)
  }
  return { host: asInFile(host, file), file, names: namesIn(file), belowHome, matches }
}

function asInFile(host: Host, file: HostFile): Host {
  return { ...host, ...file.differs, file }
}

/**
 * The host that reads the file at this path, by its name and place alone, and as it reads this file. The path may be relative,
 * may begin with `~/`, and may have the separators of Windows. Files of a user are known only when `home` is given, or by
 * `~/`. A file of a common name may still be somebody else's: ask `belongs` when it is read.
 */
export function hostOf(path: string, home?: string): Host | undefined {
  return readersOf(path, home)[0]
}

/** The same, with the kind of file. */
export function hostFileOf(path: string, home?: string): { readonly host: Host; readonly file: HostFile } | undefined {
  const host = hostOf(path, home)
  return host?.file && { host, file: host.file }
}

/** Every host that reads the file at this path, each as it reads it, and once: its owner first. */
export function readersOf(path: string, home?: string): readonly Host[] {
  const readers = new Map<HostId, Host>()
  for (const { host } of patternsFor(path, home)) if (!readers.has(host.id)) readers.set(host.id, host)
  return [...readers.values()]
}

/** A host that somebody named, as it reads the file at this path; for a name of their own, as it reads its main file. */
export function hostForFile(id: HostId, path: string, home?: string): Host | undefined {
  return patternsFor(path, home).find(({ host }) => host.id === id)?.host ?? hostById(id)
}

/**
 * The same where the text can tell: for a name of their own, every way in which the host reads files of that kind, each
 * with the mark that something stands where it looks, and last its main file. For `firstThatBelongs`.
 */
export function readersForFile(id: HostId, path: string): readonly Host[] {
  const known = patternsFor(path, undefined).find(({ host }) => host.id === id)
  if (known) return [known.host]
  const main = hostById(id)
  const ways = PATTERNS.filter(({ host, file }) => host.id === id && !file.borrowed).map(({ host }) => host)
  const ofKind = ways.filter(({ syntax }) => KINDS[syntax.format].test(path))
  // Without a mark of any of them it is the kind of file people name this host for.
  const plain = main && (KINDS[main.syntax.format].test(path) ? main : (ofKind[0] ?? main))
  return [...ofKind.map((host) => named(host, path, marksOf(host))), ...(plain ? [named(plain, path)] : [])]
}

const KINDS: Readonly<Record<Format, RegExp>> = {
  json: /\.jsonc?$/i,
  jsonc: /\.(?:jsonc?|code-workspace)$/i,
  toml: /\.toml$/i,
  yaml: /\.ya?ml$/i,
  frontmatter: /\.md$/i,
}

function named(host: Host, path: string, onlyWith?: readonly Mark[]): Host {
  const scope = host.file?.scope === 'published' ? 'published' : 'workspace'
  return { ...host, file: { glob: path, scope, holds: holdsOf(host), ...(onlyWith && { onlyWith }) } }
}

function marksOf({ file, serversPath, furtherServersPaths }: Host): readonly Mark[] {
  const places = [serversPath, ...furtherServersPaths].filter((path) => path.length > 0)
  return [...(file?.onlyWith ?? []), ...places.map((at) => [{ at }])]
}

function patternsFor(path: string, home: string | undefined): readonly Pattern[] {
  const normal = withForwardSlashes(path)
  const inHome = relativeTo(normal, '~') ?? (home === undefined ? undefined : relativeTo(normal, withForwardSlashes(home)))
  const found = patternsOfName(normal.slice(normal.lastIndexOf('/') + 1)).filter(({ belowHome, matches }) =>
    belowHome ? inHome !== undefined && matches(inHome) : matches(normal),
  )
  // Where somebody owns the file, its name is common by chance.
  return found[0]?.file.onlyWith ? found : found.filter(({ file }) => !file.onlyWith)
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
