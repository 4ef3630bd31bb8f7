/** What registries said when they were asked, by `packageKey`. Of a package that is not in it nothing is known. */
export type Published = ReadonlyMap<string, PublishedPackage>

export type PublishedPackage =
  /** The registry shows no package of that name to somebody it does not know. */
  | { readonly state: 'absent' }
  /** Versions by the name under which a runner asks for them: `latest`, and the dist-tags of npm. Withdrawn ones are left out. */
  | { readonly state: 'published'; readonly tags: Readonly<Record<string, string>> }

export interface PackageName {
  readonly ecosystem: 'npm' | 'pypi'
  readonly name: string
}

/** PyPI takes one name in several spellings (packaging.python.org/specifications/name-normalization, checked 2026-11). */
export function packageKey({ ecosystem, name }: PackageName): string {
  return `${ecosystem} ${ecosystem === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name}`
}
