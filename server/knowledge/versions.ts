/** Below 0: the first is older. Undefined: one of the two is no version of that scheme, so nothing can be told. */
export type CompareVersions = (a: string, b: string) => number | undefined

/** No published version is longer; what hostile files put here must not cost time. */
const MAX_CHARS = 200

/** By precedence of Semantic Versioning 2.0.0, section 11; `1` and `1.2` count as `1.0.0` and `1.2.0`. */
export const compareSemver: CompareVersions = (a, b) => {
  const first = readSemver(a)
  const second = readSemver(b)
  if (!first || !second) return undefined
  return (
    compareReleases(first.release, second.release) ||
    // A pre-release comes before the release itself.
    Number(first.pre.length === 0) - Number(second.pre.length === 0) ||
    compareLists(first.pre, second.pre, compareIdentifiers)
  )
}

/** By the order of PEP 440 (packaging.python.org/specifications/version-specifiers, checked 2026-11). */
export const comparePep440: CompareVersions = (a, b) => {
  const first = readPep440(a)
  const second = readPep440(b)
  if (!first || !second) return undefined
  return (
    compareDigits(first.epoch, second.epoch) ||
    compareReleases(first.release, second.release) ||
    compareLists(first.suffixes, second.suffixes, (one, other) => one[0] - other[0] || compareDigits(one[1], other[1])) ||
    compareLists(first.local, second.local, comparePep440Local)
  )
}

interface Semver {
  readonly release: readonly string[]
  readonly pre: readonly string[]
}

function readSemver(text: string): Semver | undefined {
  if (text.length > MAX_CHARS) return undefined
  const match = /^=?v?(\d+(?:\.\d+){0,2})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text)
  return match?.[1] ? { release: match[1].split('.'), pre: match[2]?.split('.') ?? [] } : undefined
}

interface Pep440 {
  readonly epoch: string
  readonly release: readonly string[]
  /** Pre-release, post-release and development release, each as its rank and its number. */
  readonly suffixes: readonly (readonly [rank: number, digits: string])[]
  readonly local: readonly string[]
}

/** Appendix B of the specification, whose parts follow each other without any being in doubt. */
const PEP440 =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/
const PRE_RANKS: Readonly<Record<string, number>> = { a: 1, alpha: 1, b: 2, beta: 2, c: 3, rc: 3, pre: 3, preview: 3 }
const NO_PRE = 4

function readPep440(text: string): Pep440 | undefined {
  if (text.length > MAX_CHARS) return undefined
  const match = PEP440.exec(text.trim().toLowerCase())
  if (!match?.[2]) return undefined
  const [, epoch = '0', release, pre, preNumber = '', implicitPost, post, dev, devNumber = '', local] = match
  const postNumber = implicitPost ?? post
  // `1.0.dev1` comes before `1.0a1`: a development release of the release itself is older than all its pre-releases.
  const noPre = dev && postNumber === undefined ? 0 : NO_PRE
  return {
    epoch,
    release: release.split('.'),
    suffixes: [
      pre ? [PRE_RANKS[pre] ?? NO_PRE, preNumber] : [noPre, ''],
      postNumber === undefined ? [0, ''] : [1, postNumber],
      dev ? [0, devNumber] : [1, ''],
    ],
    local: local?.split(/[-_.]/) ?? [],
  }
}

/** Numbers come after words. */
function comparePep440Local(a: string, b: string): number {
  const [first, second] = [isNumber(a), isNumber(b)]
  if (first && second) return compareDigits(a, b)
  return Number(first) - Number(second) || compareText(a, b)
}

/** Numbers come before words. */
function compareIdentifiers(a: string, b: string): number {
  const [first, second] = [isNumber(a), isNumber(b)]
  if (first && second) return compareDigits(a, b)
  return Number(second) - Number(first) || compareText(a, b)
}

/** What is missing at the end is zero: `1.0` is `1.0.0`. */
function compareReleases(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = compareDigits(a[at] ?? '0', b[at] ?? '0')
    if (order !== 0) return order
  }
  return 0
}

/** Of two lists with the same beginning the shorter one comes first. */
function compareLists<T>(a: readonly T[], b: readonly T[], compare: (one: T, other: T) => number): number {
  for (const [at, one] of a.entries()) {
    const other = b[at]
    if (other === undefined) return 1
    const order = compare(one, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text)
}

/** Numbers of any length, as they are written; no digit is zero. */
function compareDigits(a: string, b: string): number {
  const first = a.replace(/^0+/, '')
  const second = b.replace(/^0+/, '')
  return first.length - second.length || compareText(first, second)
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
