import * as z from 'zod/mini'
import { comparePep440 } from '../knowledge/versions.ts'
import { type PackageName, type PublishedPackage, packageKey } from '../model/published.ts'

/** How one kind of registry is asked about a package, and what its answer means. Answers are hostile until they are read. */
export interface Dialect {
  readonly accept: string
  /** Of the question, from the address of the registry. */
  readonly path: (name: string) => string
  /** Undefined for an answer of another shape. */
  readonly read: (answer: unknown, name: string) => PublishedPackage | undefined
}

/** More tags or files than this are no package anybody reads. */
const MOST_TAGS = 1_000
const MOST_FILES = 100_000

const NpmVersion = z.string().check(z.regex(/^\d{1,10}\.\d{1,10}\.\d{1,20}(?:-[0-9A-Za-z.-]{1,60})?(?:\+[0-9A-Za-z.-]{1,60})?$/))
const NpmTag = z.string().check(z.regex(/^[A-Za-z][\w.-]{0,60}$/))
const Packument = z.object({
  name: z.string(),
  'dist-tags': z.record(z.string(), z.unknown()),
  versions: z.record(z.string(), z.unknown()),
})
const Manifest = z.object({ deprecated: z.optional(z.union([z.string(), z.boolean()])) })

/** The abbreviated form (github.com/npm/registry, docs/responses/package-metadata.md, checked 2026-11). */
const npm: Dialect = {
  accept: 'application/vnd.npm.install-v1+json',
  path: (name) => name.replace('/', '%2f'),
  read(answer, name) {
    const read = Packument.safeParse(answer)
    if (!read.success || read.data.name !== name) return undefined
    const { 'dist-tags': tags, versions } = read.data
    const offered = Object.entries(tags)
      .slice(0, MOST_TAGS)
      .flatMap(([tag, version]) => {
        const known = NpmVersion.safeParse(version)
        if (!NpmTag.safeParse(tag).success || !known.success || !Object.hasOwn(versions, known.data)) return []
        const manifest = Manifest.safeParse(versions[known.data])
        return manifest.success && !manifest.data.deprecated ? [[tag, known.data] as const] : []
      })
    return { state: 'published', tags: Object.fromEntries(offered) }
  },
}

const PypiVersion = /^\d{1,10}(?:\.\d{1,10}){0,10}(?:\.post\d{1,10})?$/
const SimplePage = z.object({
  meta: z.object({ 'api-version': z.string().check(z.regex(/^1\.\d{1,5}$/)) }),
  name: z.string(),
  files: z
    .array(z.object({ filename: z.string().check(z.maxLength(500)), yanked: z.optional(z.union([z.boolean(), z.string()])) }))
    .check(z.maxLength(MOST_FILES)),
})

/** The JSON form of the simple index (PEP 691 and 592; packaging.python.org/specifications/simple-repository-api, checked 2026-11). */
const pypi: Dialect = {
  accept: 'application/vnd.pypi.simple.v1+json',
  path: (name) => `${keyName(name)}/`,
  read(answer, name) {
    const read = SimplePage.safeParse(answer)
    if (!read.success || keyName(read.data.name) !== keyName(name)) return undefined
    let newest: string | undefined
    for (const { filename, yanked } of read.data.files) {
      // A reason counts as yes, also an empty one.
      if (yanked !== undefined && yanked !== false) continue
      const version = versionOf(filename, name)
      // Runners take a pre-release only when they are told to.
      if (version === undefined || !PypiVersion.test(version)) continue
      if (newest === undefined || (comparePep440(version, newest) ?? 0) > 0) newest = version
    }
    return { state: 'published', tags: newest === undefined ? {} : { latest: newest } }
  },
}

export const DIALECTS: Readonly<Record<PackageName['ecosystem'], Dialect>> = { npm, pypi }

function keyName(name: string): string {
  return packageKey({ ecosystem: 'pypi', name }).slice('pypi '.length)
}

/** `acme_docs-1.2.0-py3-none-any.whl`, `acme-docs-1.2.0.tar.gz` (PEP 427 and 625; older names have dashes). */
function versionOf(filename: string, name: string): string | undefined {
  if (filename.endsWith('.whl')) return filename.split('-')[1]
  const stem = /^(.+)\.(?:tar\.gz|zip|tar\.bz2)$/.exec(filename)?.[1]
  if (stem === undefined || keyName(stem.slice(0, name.length)) !== keyName(name)) return undefined
  return stem[name.length] === '-' ? stem.slice(name.length + 1) : undefined
}
