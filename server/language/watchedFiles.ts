import { type FileSystemWatcher, WatchKind } from 'vscode-languageserver/node'
import { COMMON_FILE_PATTERNS, HOST_FILE_PATTERNS } from '../protocol/hostPatterns.ts'

const PATTERNS = [...HOST_FILE_PATTERNS, ...COMMON_FILE_PATTERNS]

/**
 * Files whose coming, going and changing is news, and the folders of their hosts: of a folder that is taken away an editor
 * tells nothing about the files in it.
 */
export const WATCHED_CONFIGURATIONS: readonly FileSystemWatcher[] = [
  { globPattern: `{${PATTERNS.join(',')}}` },
  { globPattern: `{${foldersOf(PATTERNS).join(',')}}`, kind: WatchKind.Delete },
]

/** `**` + `/.cursor` of `**` + `/.cursor/mcp.json`. */
function foldersOf(patterns: readonly string[]): readonly string[] {
  const folders = patterns.flatMap((pattern) => /^\*\*\/[^/*]+(?=\/)/.exec(pattern)?.[0] ?? [])
  return [...new Set(folders)]
}
