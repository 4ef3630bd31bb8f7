import { type Disposable, Uri, workspace } from 'vscode'

/** Whether files of some name lie in the workspace. */
export interface WorkspaceFiles extends Disposable {
  /** Looks once and remembers; the first question costs a search of the workspace. */
  present(): Promise<boolean>
  /** Calls when the first one turns up after somebody was told that there is none. */
  onAppear(listener: () => void): void
}

/**
 * `pattern` is a glob of the editor; packages are left out. Files of `usual` names at the root of a folder are looked for
 * first: a search waits for all that starts with a window.
 */
export function watchWorkspaceFiles(pattern: string, usual: readonly string[] = []): WorkspaceFiles {
  let looked: Promise<boolean> | undefined
  let appeared: () => void = () => undefined

  // A search that is broken off finds nothing; a file that turns up later still counts.
  const look = async (): Promise<boolean> =>
    (await isAtRoot(usual)) || (await workspace.findFiles(pattern, '**/node_modules/**', 1)).length > 0

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

async function isAtRoot(names: readonly string[]): Promise<boolean> {
  const files = (workspace.workspaceFolders ?? []).flatMap(({ uri }) => names.map((name) => Uri.joinPath(uri, name)))
  const found = await Promise.all(files.map(isThere))
  return found.includes(true)
}

async function isThere(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file)
    return true
  } catch {
    // Not there, or nobody may look: either way nothing to check.
    return false
  }
}
