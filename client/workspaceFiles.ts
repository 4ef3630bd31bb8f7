import { type Disposable, workspace } from 'vscode'

/** Whether files of some name lie in the workspace. */
export interface WorkspaceFiles extends Disposable {
  /** Looks once and remembers; the first question costs a search of the workspace. */
  present(): Promise<boolean>
  /** Calls when the first one turns up after somebody was told that there is none. */
  onAppear(listener: () => void): void
}

/** `pattern` is a glob of the editor; packages are left out. */
export function watchWorkspaceFiles(pattern: string): WorkspaceFiles {
  let looked: Promise<boolean> | undefined
  let appeared: () => void = () => undefined

  // A search that is broken off finds nothing; a file that turns up later still counts.
  const look = async (): Promise<boolean> => (await workspace.findFiles(pattern, '**/node_modules/**', 1)).length > 0

  const watcher = workspace.createFileSystemWatcher(pattern, false, true, true)
  watcher.onDidCreate(async ({ path }) => {
    if (path.includes('/node_modules/')) return
    const before = looked
    looked = Promise.resolve(true)
    if (before && !(await before)) appeared()
  })
  const folders = workspace.onDidChangeWorkspaceFolders(async () => {
    const before = looked
    if (!before || (await before)) return
    looked = undefined
    if (await ask()) appeared()
  })

  function ask(): Promise<boolean> {
    looked ??= look().catch(() => false)
    return looked
  }

  return {
    present: ask,
    onAppear(listener) {
      appeared = listener
    },
    dispose() {
      appeared = () => undefined
      watcher.dispose()
      folders.dispose()
    },
  }
}
