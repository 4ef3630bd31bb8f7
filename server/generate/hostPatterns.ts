import type { Host, HostFile } from '../model/host.ts'

/** The part of a user's path that differs from system to system, where the rest still says whose file it is. */
const USER_FOLDER =
  /^~\/(?:(?:\.config|Library\/Application Support|AppData\/(?:Roaming|Local))\/(?:(?:\{[^}]*\}|[^/])+\/(?=.*\/))?)?/

export interface HostPatterns {
  /** The module the extension reads. */
  readonly file: string
  /** For `jsonValidation`, where a pattern without a slash in front matches anywhere: files that are worth being woken for. */
  readonly manifest: readonly string[]
  /** Files of a workspace that wake the extension by being there. */
  readonly activation: readonly string[]
}

/**
 * Patterns of all files of all hosts that hold in any folder. Files with a common name are told apart: the server is asked
 * about them, but they wake nobody, since most of them have nothing to do with MCP.
 */
export function hostPatterns(hosts: readonly Host[]): HostPatterns {
  const ways = hosts.flatMap((host) =>
    host.files.filter(({ borrowed }) => !borrowed).map((file) => ({ file, syntax: file.differs?.syntax ?? host.syntax })),
  )
  const isJson = ({ syntax }: (typeof ways)[number]) => syntax.format === 'json' || syntax.format === 'jsonc'
  const own = ways.filter(({ file }) => isTelling(file))
  const common = ways.filter(({ file }) => !isTelling(file))
  const ownPatterns = anywhere(own.map(({ file }) => file))
  const commonPatterns = anywhere(common.map(({ file }) => file)).filter((pattern) => !ownPatterns.includes(pattern))
  const committed = anywhere(own.flatMap(({ file }) => (isCommitted(file) ? [file] : [])))
  // At the root of a folder a file is found at once; a search for globs waits for all that starts with a window.
  const atRoot = exact(own.flatMap(({ file }) => (isCommitted(file) ? [file] : [])))
  const list = (patterns: readonly string[]): readonly string[] => patterns.map((pattern) => `  '**/${pattern}',`)
  const file = [
    '/** Globs of the configuration files of every host, relative to any folder. Generated from server/model/hosts. */',
    'export const HOST_FILE_PATTERNS: readonly string[] = [',
    ...list(ownPatterns),
    ']',
    '',
    '/** Globs of files that may be one, which only the text tells. */',
    'export const COMMON_FILE_PATTERNS: readonly string[] = [',
    ...list(commonPatterns),
    ']',
    '',
    '/** Globs of files that are reason enough to look for problems in a workspace. */',
    'export const COMMITTED_FILE_PATTERNS: readonly string[] = [',
    ...list(committed),
    ']',
    '',
    '/** Those that are usual at the root of a folder, by their path from there. */',
    'export const COMMITTED_ROOT_FILES: readonly string[] = [',
    ...atRoot.map((name) => `  '${name}',`),
    ']',
    '',
  ].join('\n')
  return {
    file,
    manifest: anywhere(own.filter(isJson).map((way) => way.file)),
    activation: [...atRoot, ...committed.map((pattern) => `**/${pattern}`)].map((pattern) => `workspaceContains:${pattern}`),
  }
}

/** Settings of an editor, which most projects have for other reasons. */
const SETTINGS_OF_EDITORS = /^(?:\*\*\/)?\.(?:vscode|zed)\/settings\.json$/

/** It lies in the workspaces of its host, and nobody has a file of this name there for another reason. */
function isCommitted({ glob, scope }: HostFile): boolean {
  return (scope === 'workspace' || scope === 'plugin') && !SETTINGS_OF_EDITORS.test(glob)
}

/** The name alone says that the file is about MCP, or about the agent of one host. */
function isTelling({ glob, onlyWith, rarely }: HostFile): boolean {
  return !rarely && (!onlyWith || /mcp[^/]*$/.test(glob))
}

/** Sorted, without alternatives in braces, which not every reader of patterns knows, and without what another one covers. */
function anywhere(files: readonly HostFile[]): readonly string[] {
  const all = new Set(files.flatMap(({ glob }) => alternatives(withoutRoot(glob))))
  return [...all].filter((one) => ![...all].some((other) => other !== one && one.endsWith(`/${other}`))).sort()
}

/** Paths without wildcards, sorted. */
function exact(files: readonly HostFile[]): readonly string[] {
  const all = new Set(files.flatMap(({ glob }) => alternatives(withoutRoot(glob))))
  return [...all].filter((path) => !/[*?[]/.test(path)).sort()
}

/** Of a path from the root of a system the file and its folder. */
function withoutRoot(glob: string): string {
  if (/^(?:\/|[A-Za-z]:\/)/.test(glob)) return glob.split('/').slice(-2).join('/')
  return glob.replace(USER_FOLDER, '').replace(/^\*\*\//, '')
}

function alternatives(glob: string): readonly string[] {
  const braces = /\{([^{}]*)\}/.exec(glob)
  if (!braces) return [glob]
  const before = glob.slice(0, braces.index)
  const after = glob.slice(braces.index + braces[0].length)
  return (braces[1] ?? '').split(',').flatMap((choice) => alternatives(`${before}${choice}${after}`))
}
