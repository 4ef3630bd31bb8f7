import { type FSWatcher, watch } from 'node:fs'
import path from 'node:path'

export interface FolderWatch {
  /** Watches exactly these folders from now on. One that cannot be watched is left to the caller's polling. */
  set(folders: Iterable<string>): void
}

/** Tells the full path of what changed in one of the folders, not below them. */
export function watchFolders(changed: (file: string) => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>()

  function stop(folder: string): void {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  function start(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => changed(path.join(folder, name ?? '')))
      watcher.on('error', () => stop(folder))
      watchers.set(folder, watcher)
    } catch {
      // Not there yet, or no watches left on this machine.
    }
  }

  return {
    set(folders) {
      const wanted = new Set(folders)
      for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) stop(folder)
      for (const folder of wanted) if (!watchers.has(folder)) start(folder)
    },
  }
}
