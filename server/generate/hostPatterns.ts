import type { Host } from '../model/host.ts'

/** The part of a user's path that differs from system to system. */
const USER_FOLDER = /^~\/(?:(?:\.config|Library\/Application Support|AppData\/Roaming)\/(?:\{[^}]*\}|[^/])+\/)?/

/**
 * Patterns of all files of all hosts that hold in any folder: for the module the extension reads, and for the manifest
 * (`jsonValidation`, where a pattern without a slash in front matches anywhere).
 */
export function hostPatterns(hosts: readonly Host[]): { readonly file: string; readonly manifest: readonly string[] } {
  const all = hosts.flatMap(({ files }) => files.map(({ glob }) => anywhere(glob)))
  const patterns = [...new Set(all)]
    .filter((one, _, list) => !list.some((other) => other !== one && one.endsWith(`/${other}`)))
    .sort()
  const file = [
    '/** Globs of the configuration files of every host, relative to any folder. Generated from server/model/hosts. */',
    'export const HOST_FILE_PATTERNS: readonly string[] = [',
    ...patterns.map((pattern) => `  '**/${pattern}',`),
    ']',
    '',
  ].join('\n')
  return { file, manifest: patterns }
}

function anywhere(glob: string): string {
  if (/^(?:\/|[A-Za-z]:\/)/.test(glob)) return glob.split('/').at(-1) ?? glob
  return glob.replace(USER_FOLDER, '').replace(/^\*\*\//, '')
}
