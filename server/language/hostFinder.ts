import { homedir } from 'node:os'
import { hostOf } from '../model/hostOf.ts'
import type { Located } from './analysis.ts'
import { documentPath, fromNativePath, relativeToFolders } from './documentPath.ts'

/** Finds the host of a document: by its name and place, or as the nearest `.scopelight.yaml` says. */
export class HostFinder {
  readonly #home = fromNativePath(homedir())
  /** Paths of the folders that are open in the editor. */
  folders: readonly string[] = []

  locate(uri: string): Located | undefined {
    const found = documentPath(uri)
    if (!found) return undefined
    const host = hostOf(found.path, this.#home)
    return host && { host, file: relativeToFolders(found.path, this.folders) }
  }
}
