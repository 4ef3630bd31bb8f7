import { isPlaceholder } from '../knowledge/placeholders.ts'
import { holdsReference } from '../knowledge/references.ts'
import type { Launch, RunnerName, Source } from '../model/launch.ts'
import type { PackageName } from '../model/published.ts'

/** What is fetched by a name alone, so that its registry says which version runs. */
export interface FloatingPackage extends Source {
  readonly ecosystem: PackageName['ecosystem']
}

const RUNNERS: ReadonlySet<RunnerName> = new Set([
  'npx',
  'bunx',
  'pnpm dlx',
  'yarn dlx',
  'npm exec',
  'uvx',
  'uv tool run',
  'pipx',
  'deno',
])
/** With these the runner takes what is installed (docs.npmjs.com/cli/v11/commands/npm-exec, docs.astral.sh/uv, 2026-11). */
const NOTHING_FETCHED = new Set(['--no-install', '--no', '--offline'])

/**
 * The package a runner fetches without an exact version; what stands behind a reference is not known. With `<version>`, which
 * somebody has yet to replace, nothing is fetched: no registry has a version of that name.
 */
export function floatingPackage({ source, runner, args }: Launch): FloatingPackage | undefined {
  if (!source || !runner || !RUNNERS.has(runner.name)) return undefined
  const { ecosystem, name, version } = source
  if (ecosystem !== 'npm' && ecosystem !== 'pypi') return undefined
  if (version?.kind === 'exact' || holdsReference(name) || holdsReference(version?.text ?? '')) return undefined
  if (version && isUnfilled(version.text)) return undefined
  if (args.some(({ of, text }) => of === 'runner' && NOTHING_FETCHED.has(text))) return undefined
  return { ...source, ecosystem }
}

/** In angle brackets, as no version is: a word such as "sample" may be the name of one. */
function isUnfilled(version: string): boolean {
  const text = version.replace(/^==/, '')
  return text.startsWith('<') && text.endsWith('>') && isPlaceholder(text)
}
