import path from 'node:path'
import { manifestsAmong } from '../protocol/manifestNames.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface ManifestSearch {
  readonly platform: string
  readonly env: Environment
  readonly home: string
  readonly cwd: string
  /** `--workspace`; without it the nearest folder upward that holds a manifest. */
  readonly workspace: string | undefined
  /** Names of the files in a folder; none where it cannot be read. */
  readonly list: (folder: string) => readonly string[]
}

/**
 * Manifests that would be in force, the organisation's first, then the person's, then the workspace's. Looks only at
 * names. A pure function of its argument, so that each platform is tested on any machine.
 */
export function findManifests({ platform, env, home, cwd, workspace, list }: ManifestSearch): string[] {
  const { join, dirname, resolve } = platform === 'win32' ? path.win32 : path.posix
  const organisation =
    platform === 'win32'
      ? join(env.ProgramData ?? 'C:\\ProgramData', 'scopelight')
      : platform === 'darwin'
        ? '/Library/Application Support/scopelight'
        : '/etc/scopelight'
  const person =
    platform === 'win32'
      ? join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'scopelight')
      : join(env.XDG_CONFIG_HOME || join(home, '.config'), 'scopelight')
  const ignoresCase = platform === 'win32' || platform === 'darwin'
  const folders = [organisation, person, workspace === undefined ? nearest(cwd) : resolve(cwd, workspace)]
  return [...new Set(folders)].flatMap((folder) => (folder === undefined ? [] : manifestsIn(folder)))

  function manifestsIn(folder: string): string[] {
    return manifestsAmong(list(folder), ignoresCase).map((name) => join(folder, name))
  }

  function nearest(from: string): string | undefined {
    for (let folder = resolve(from), above = ''; folder !== above; folder = dirname(folder)) {
      if (manifestsIn(folder).length > 0) return folder
      above = folder
    }
    return undefined
  }
}
