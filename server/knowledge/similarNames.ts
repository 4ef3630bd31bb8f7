import { SERVERS } from './servers.ts'

export type NameSpace = 'npm' | 'pypi' | 'images' | 'hosts'

/** A name of the server table that another name may be taken for. */
export interface SimilarName {
  readonly name: string
  /**
   * `lookalike`: the same to the eye. `typo`: one letter is missing, doubled, exchanged or another one (two in long names).
   * `scope`: the same without its scope. `order`: the same words in another order.
   */
  readonly by: 'lookalike' | 'typo' | 'scope' | 'order'
  /** A stranger cannot publish below the scope of the other name. */
  readonly sameOwner: boolean
}

/** No name is longer; what hostile files put here must not cost time. */
const MAX_CHARS = 100
/** Shorter words of a name differ by one letter all the time: `git` and `gif`, `exa` and `era`. */
const MIN_WORD = 6
const LONG_NAME = 14

const NAMES: Readonly<Record<NameSpace, readonly string[]>> = {
  npm: SERVERS.flatMap(({ match }) => match.npm),
  pypi: SERVERS.flatMap(({ match }) => match.pypi),
  images: SERVERS.flatMap(({ match }) => match.images),
  hosts: [...new Set(SERVERS.flatMap(({ match }) => match.urls.flatMap(hostOf)))],
}
const KNOWN: Readonly<Record<NameSpace, ReadonlySet<string>>> = {
  npm: new Set(NAMES.npm),
  pypi: new Set(NAMES.pypi.map(lower)),
  images: new Set(NAMES.images),
  hosts: new Set(NAMES.hosts),
}

/** The name of the table this one looks like; undefined for a name of the table, and for one that is like none. */
export function similarName(name: string, space: NameSpace): SimilarName | undefined {
  if (name.length > MAX_CHARS || KNOWN[space].has(name) || KNOWN[space].has(lower(name))) return undefined
  const owner = ownerOf(name, space)
  const found = (known: string, by: SimilarName['by']): SimilarName => ({
    name: known,
    by,
    sameOwner: owner !== '' && owner === ownerOf(known, space),
  })
  const lookalike = BY_SKELETON[space].get(skeleton(name))
  if (lookalike !== undefined) return found(lookalike, 'lookalike')
  const taken = takenApart(name)
  // The surest one first.
  for (const [by, compare] of COMPARISONS)
    for (const known of TAKEN_APART[space]) if (compare(taken, known, space)) return found(known.name, by)
  return undefined
}

/** A name and what it is compared by, worked out once. */
interface TakenApart {
  readonly name: string
  readonly words: readonly string[]
  /** The words in the order of the alphabet. */
  readonly sorted: string
}

function takenApart(name: string): TakenApart {
  const words = wordsOf(lower(name))
  return { name, words, sorted: words.toSorted().join('-') }
}

const TAKEN_APART: Readonly<Record<NameSpace, readonly TakenApart[]>> = {
  npm: NAMES.npm.map(takenApart),
  pypi: NAMES.pypi.map(takenApart),
  images: NAMES.images.map(takenApart),
  hosts: NAMES.hosts.map(takenApart),
}

type Compare = (one: TakenApart, known: TakenApart, space: NameSpace) => boolean

const COMPARISONS: readonly (readonly [SimilarName['by'], Compare])[] = [
  ['typo', isTypo],
  ['scope', isWithoutScope],
  ['order', hasOtherOrder],
]

const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/[I1|ӏі]/g, 'l'],
  [/[0оο]/g, 'o'],
  [/а/g, 'a'],
  [/е/g, 'e'],
  [/р/g, 'p'],
  [/с/g, 'c'],
  [/х/g, 'x'],
  [/у/g, 'y'],
  [/ѕ/g, 's'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
]

/** The same for names one cannot tell apart at a glance (a part of Unicode TR 39, and pairs of ASCII). */
function skeleton(name: string): string {
  return lower(LOOKALIKES.reduce((text, [letters, plain]) => text.replace(letters, plain), name.normalize('NFKC'))).replaceAll(
    'i',
    'l',
  )
}

const BY_SKELETON: Readonly<Record<NameSpace, ReadonlyMap<string, string>>> = {
  npm: skeletons(NAMES.npm),
  pypi: skeletons(NAMES.pypi),
  images: skeletons(NAMES.images),
  hosts: skeletons(NAMES.hosts),
}

function skeletons(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [skeleton(name), name]))
}

/** Same number of words, and only one of them differs. */
function isTypo({ name, words }: TakenApart, { name: known, words: others }: TakenApart, space: NameSpace): boolean {
  if (Math.abs(name.length - known.length) > 2 || words.length !== others.length) return false
  const at = words.findIndex((word, index) => word !== others[index])
  if (at < 0 || words.findLastIndex((word, index) => word !== others[index]) !== at) return false
  const word = words[at] ?? ''
  const other = others[at] ?? ''
  if (other.length < MIN_WORD || /\d/.test(word)) return false
  // A letter in front makes a word of its own: `gworkspace`, `ecommerce`.
  if (word.length === other.length + 1 && word.endsWith(other) && word[0] !== other[0]) return false
  // Short words of addresses are names of other companies.
  if (space === 'hosts') return other.length >= 8 && distance(word, other) === 1
  const allowed = known.length >= LONG_NAME && other.length >= 8 ? 2 : 1
  return distance(word, other) <= allowed
}

function isWithoutScope({ name }: TakenApart, { name: known }: TakenApart, space: NameSpace): boolean {
  if (space !== 'npm') return false
  const slash = known.indexOf('/')
  return OFFICIAL.has(known) && name === known.slice(slash + 1) && wordsOf(name).some((word) => !GENERIC.has(word))
}

/** Of scopes of one person, others use the same words with the same right. */
const OFFICIAL = new Set(
  SERVERS.filter(({ official }) => official).flatMap(({ match }) => match.npm.filter((name) => name.startsWith('@'))),
)

const GENERIC = new Set(['mcp', 'server', 'servers', 'sdk', 'api', 'tools', 'code', 'cli'])

function hasOtherOrder({ name, words, sorted }: TakenApart, known: TakenApart, space: NameSpace): boolean {
  if (space === 'hosts' || words.length < 2 || name.length !== known.name.length) return false
  return sorted === known.sorted && name.startsWith('@') === known.name.startsWith('@')
}

function wordsOf(name: string): readonly string[] {
  return name.split(/[-_./@]+/).filter((word) => word !== '')
}

/** Who may publish such a name: the scope, the folder of images, the domain of an address. PyPI has no owners. */
function ownerOf(name: string, space: NameSpace): string {
  if (space === 'hosts') return name.split('.').slice(-2).join('.')
  return space === 'pypi' ? '' : name.slice(0, Math.max(name.lastIndexOf('/'), 0))
}

function hostOf(url: string): readonly string[] {
  const address = url.replace(/\*$/, '')
  return URL.canParse(address) ? [new URL(address).hostname] : []
}

function lower(name: string): string {
  return name.toLowerCase()
}

/** Letters to insert, delete, exchange with a neighbour, or replace; the names are short. */
function distance(a: string, b: string): number {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let best = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1))
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped && row > 1 && column > 1) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1)
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}
