import { SENSITIVE } from '../knowledge/sensitive.ts'

/** Every spelling of the home of the one who runs the server: `~`, `$HOME`, `${userHome}`, `%USERPROFILE%`, and that of root. */
const HOME_WORDS = new Set(
  SENSITIVE.paths.filter((path) => /^[~$]|^%USERPROFILE%|^\/root$/.test(path)).map((path) => path.toLowerCase()),
)
const BROAD_CHILDREN = new Set(SENSITIVE.homeBroadChildren.map((name) => name.toLowerCase()))
const SYSTEM_PATHS = new Set(SENSITIVE.paths.map((path) => normalise(path).toLowerCase()))
const DRIVE = /^[A-Za-z]:$/
/** A drive of Windows as the Windows subsystem for Linux mounts it. */
const WSL_DRIVE = /^\/mnt\/[a-z]$/i

/**
 * What makes a path reach far beyond a project, in words for a message: "the whole file system", "a whole home folder".
 * Undefined for a project, wherever it lies. Paths are compared as text and by whole segments; nothing is looked up.
 */
export function breadthOf(path: string): string | undefined {
  const clean = normalise(path)
  if (clean === '/') return 'the whole file system'
  if (DRIVE.test(clean) || WSL_DRIVE.test(clean)) return 'a whole drive'
  const inHome = belowHome(clean)
  if (inHome?.length === 0) return 'a whole home folder'
  if (inHome?.length === 1 && BROAD_CHILDREN.has(inHome[0]?.toLowerCase() ?? '')) return 'everything a person keeps there'
  return SYSTEM_PATHS.has(clean.toLowerCase()) ? 'a folder far beyond one project' : undefined
}

/** Whether the one path is the other, or lies in it; both in any spelling that `normalise` makes one. */
export function isWithin(path: string, folder: string): boolean {
  return liesIn(normalise(path), normalise(folder))
}

/** The same of paths that are normalised. */
export function liesIn(inner: string, outer: string): boolean {
  if (outer === '') return !/^(?:[/~$%]|\.\.(?:\/|$)|[A-Za-z]:)/.test(inner)
  return inner === outer || inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`)
}

/** Segments of `/mnt/c/Users/alice`. */
const LONGEST_HOME = 5

/** The segments of a path below somebody's home, none for the home itself; undefined for what is in no home. */
export function homeSegments(path: string): readonly string[] | undefined {
  return belowHome(normalise(path))
}

function belowHome(clean: string): readonly string[] | undefined {
  const segments = clean.split('/')
  for (let length = 1; length <= Math.min(segments.length, LONGEST_HOME); length++) {
    const start = segments.slice(0, length).join('/')
    if (HOME_WORDS.has(start.toLowerCase()) || SENSITIVE.homeRoot.some((regex) => regex.test(start)))
      return segments.slice(length)
  }
  return undefined
}

/** Forward slashes, `.` and `..` resolved as text, no slash at the end; the folder one stands in is empty. */
export function normalise(path: string): string {
  const slashed = path.trim().replaceAll('\\', '/')
  const root = slashed.startsWith('/') ? '/' : ''
  const steps: string[] = []
  for (const step of slashed.split('/')) {
    const parent = steps.at(-1)
    if (step === '..' && parent !== undefined && parent !== '..') steps.pop()
    else if (step !== '' && step !== '.' && !(step === '..' && root)) steps.push(step)
  }
  return root + steps.join('/')
}
