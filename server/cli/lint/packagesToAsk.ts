import path from 'node:path'
import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Launch } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { environmentFilesOf } from '../../model/pathsOfInterest.ts'
import type { PackageName } from '../../model/published.ts'
import { type Addresses, scopeOf } from '../../registry/addresses.ts'
import { type Npmrc, readNpmrc } from '../../registry/npmrc.ts'
import { floatingPackage } from '../../rules/floatingPackage.ts'
import { isTrustedPackage } from '../../rules/trustedNames.ts'
import { memberOf } from '../../syntax/find.ts'
import { readSome } from '../../workspace/readSome.ts'
import { type ReadRun, readConfig } from './readFiles.ts'
import { settingsOf } from './settingsOf.ts'

/** The rule that has a use for an answer. */
const RULE = 'unpinned-package'
const OVERRIDES = new Set(SENSITIVE.registryOverride)
const MOST_NPMRC_BYTES = 256 * 1024

/**
 * The packages of a run about which a registry is to be asked: those that `unpinned-package` reports. What may come from
 * another registry than the one of this machine is left out, since its name may be nobody else's business: where the entry,
 * the folder it starts in or a `.npmrc` of the repository names a registry, and what the settings call one's own, unless this machine has a registry
 * for that scope.
 */
export function packagesToAsk({ files, findSettings }: ReadRun, { scopes }: Addresses, home: string): readonly PackageName[] {
  const npmrcOf = createFindNpmrc(home)
  return files.flatMap((read): readonly PackageName[] => {
    const { file } = read
    const config = readConfig(read)
    const { settings, trusted } = settingsOf(findSettings, file, undefined)
    if (settings.severities[RULE] === 'off') return []
    return config.servers.flatMap((entry): readonly PackageName[] => {
      const { launch } = entry
      const found = floatingPackage(launch)
      if (!found || namesRegistry(launch) || startsElsewhere(entry, config)) return []
      const { ecosystem, name } = found
      if (scopes.has(scopeOf(name) ?? '')) return [{ ecosystem, name }]
      // Their registries of scopes stand in files of their own (`.yarnrc.yml`, `bunfig.toml`), which nobody reads here.
      if (scopeOf(name) !== undefined && OWN_FILES.has(launch.runner?.name)) return []
      return isTrustedPackage(name, trusted) || (ecosystem === 'npm' && isMapped(name, npmrcOf(path.dirname(file))))
        ? []
        : [{ ecosystem, name }]
    })
  })
}

/** Also a file of settings that is not the one of the user. */
const OTHER_SETTINGS =
  /^(?:npm_config_.*registry|npm_config_(?:user|global)config|(?:uv|pip)_config_file|--userconfig|--globalconfig|--config-file|--find-links|-f)$/i

function namesRegistry({ env, args }: Launch): boolean {
  const names = (name: string): boolean => OVERRIDES.has(name) || OTHER_SETTINGS.test(name)
  return env.some(({ name }) => names(name)) || args.some(({ of, text, flag }) => of === 'runner' && names(flag ?? text))
}

const OWN_FILES: ReadonlySet<string | undefined> = new Set(['yarn dlx', 'bunx', 'deno'])

/** In another folder, or with variables of a file: either may name another registry. */
function startsElsewhere(entry: ServerEntry, config: McpConfig): boolean {
  const { cwd } = config.host.names
  return environmentFilesOf(entry, config).length > 0 || cwd.some((field) => memberOf(entry.node, field) !== undefined)
}

function isMapped(name: string, npmrcs: readonly Npmrc[]): boolean {
  return npmrcs.some(({ registry, scopes }) => registry !== undefined || scopes.has(scopeOf(name) ?? ''))
}

/** Those of a folder and of all above it, but for the one of the user; each is read once. */
function createFindNpmrc(home: string): (folder: string) => readonly Npmrc[] {
  const known = new Map<string, readonly Npmrc[]>()
  const find = (folder: string): readonly Npmrc[] => {
    const found = known.get(folder)
    if (found) return found
    const parent = path.dirname(folder)
    const text = folder === home ? undefined : readSome(path.join(folder, '.npmrc'), MOST_NPMRC_BYTES)?.toString('utf8')
    const all = [...(text === undefined ? [] : [readNpmrc(text, {})]), ...(parent === folder ? [] : find(parent))]
    known.set(folder, all)
    return all
  }
  return find
}
