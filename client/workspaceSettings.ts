import { type Disposable, workspace } from 'vscode'

const FILES = '**/.scopelight.yaml'

/** Whether `.scopelight.yaml` lies in the workspace. It may say of any file whose configuration that is. */
export interface WorkspaceSettings extends Disposable {
  /** Looks once and remembers; the first question costs a search of the workspace. */
  present(): Promise<boolean>
  /** Calls when the first one turns up after somebody was told that there is none. */
  onAppear(listener: () => void): void
}

export function watchWorkspaceSettings(): WorkspaceSettings {
  let looked: Promise<boolean> | undefined
  let appeared: () => void = () => undefined

  // A search that is broken off finds nothing; a file that turns up later still counts.
  const look = async (): Promise<boolean> => (await workspace.findFiles(FILES, '**/node_modules/**', 1)).length > 0

  const watcher = workspace.createFileSystemWatcher(FILES, false, true, true)
  watcher.onDidCreate(async () => {
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
