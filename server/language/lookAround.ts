import type { FileFacts } from '../model/workspace.ts'
import { factsOf } from '../workspace/factsOf.ts'
import { documentPath } from './documentPath.ts'

/**
 * What the disk says of paths that a document names: `file` is the document's own name, relative to the folder from which
 * relative paths start, or its full path. Nothing for a document that lies on no disk of this machine.
 */
export function lookAround(paths: readonly string[], uri: string, file: string): ReadonlyMap<string, FileFacts> {
  const document = documentPath(uri)
  if (!document?.onDisk || !document.path.endsWith(file)) return new Map()
  const folder = document.path.slice(0, document.path.length - file.length)
  return factsOf(paths, folder === '' ? '/' : folder)
}
