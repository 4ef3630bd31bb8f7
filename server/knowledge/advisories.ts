import advisories from './advisories.json' with { type: 'json' }
import { type CompareVersions, comparePep440, compareSemver } from './versions.ts'

/** A published weakness of a package. Facts are in `advisories.json`, each with source and date. */
export interface Advisory {
  readonly id: string
  readonly aliases: readonly string[]
  /** `app`: a host itself, which no configuration starts. */
  readonly ecosystem: 'npm' | 'PyPI' | 'Go' | 'OCI' | 'app'
  readonly package: string
  /** From the first version to the one before `fixed`; without `fixed` there is no end. */
  readonly ranges: readonly { readonly introduced?: string; readonly fixed?: string | null }[]
  readonly severity: 'critical' | 'high' | 'medium' | 'moderate' | 'low' | 'unknown'
  readonly class: string
  readonly summary: string
  /** How the server must be run for it to matter, in the words of the source; null: always. */
  readonly onlyWhen: string | null
  /** Kinds of restrictions (see `ServerSwitch`) that do not hold; `kind:key` is one switch of that kind. */
  readonly defeatsRestriction: readonly string[]
  readonly verified: boolean
}

// The cast is proven record by record in test/knowledge/records.test.ts.
const ADVISORIES = advisories as readonly Advisory[]

const COMPARE: Readonly<Record<Advisory['ecosystem'], CompareVersions>> = {
  npm: compareSemver,
  Go: compareSemver,
  OCI: compareSemver,
  PyPI: comparePep440,
  app: compareSemver,
}

const BY_PACKAGE = new Map<string, Advisory[]>()
for (const one of ADVISORIES) {
  const key = keyOf(one)
  const others = BY_PACKAGE.get(key)
  if (others) others.push(one)
  else BY_PACKAGE.set(key, [one])
}

function keyOf({ ecosystem, package: name }: Pick<Advisory, 'ecosystem' | 'package'>): string {
  return `${ecosystem} ${ecosystem === 'PyPI' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name}`
}

/** All advisories about a package. A name counts only in its own ecosystem: npm's `mcp-server-git` is not PyPI's. */
export function advisoriesAbout(ecosystem: Advisory['ecosystem'], name: string): readonly Advisory[] {
  return BY_PACKAGE.get(keyOf({ ecosystem, package: name })) ?? []
}

/** Whether the version lies in a range of the advisory; false where it is no version that can be compared. */
export function affects(advisory: Advisory, version: string): boolean {
  return rangeOf(advisory, version) !== undefined
}

/**
 * The first version after this one that none of the advisories is about; undefined where one of them is repaired nowhere,
 * and where the version cannot be compared.
 */
export function firstFixed(about: readonly Advisory[], version: string): string | undefined {
  let wanted = version
  // Each step leaves a range behind for good, so there are at most as many steps as ranges.
  const ranges = about.reduce((sum, { ranges }) => sum + ranges.length, 0)
  for (let step = 0; step <= ranges; step++) {
    const advisory = about.find((one) => affects(one, wanted))
    if (!advisory) return wanted === version ? undefined : wanted
    const fixed = rangeOf(advisory, wanted)?.fixed
    if (!fixed) return undefined
    wanted = fixed
  }
  return undefined
}

function rangeOf({ ecosystem, ranges }: Advisory, version: string): Advisory['ranges'][number] | undefined {
  const compare = COMPARE[ecosystem]
  return ranges.find(({ introduced, fixed }) => {
    const fromStart = compare(version, introduced ?? '0')
    const fromEnd = fixed ? compare(version, fixed) : -1
    // Before the first release come its pre-releases: "0" means every version there is.
    const isAfterStart = fromStart !== undefined && (fromStart >= 0 || (introduced ?? '0') === '0')
    return isAfterStart && fromEnd !== undefined && fromEnd < 0
  })
}
