import type { HostFile } from '../host.ts'

/** Where Linux, macOS and Windows keep the settings of a user's applications. */
const USER_FOLDERS = ['~/.config', '~/Library/Application Support', '~/AppData/Roaming']

/** Editors built from VS Code's source keep their user files in a folder of their own name. */
export const EDITORS = '{Code,Code - Insiders,VSCodium}'
const EDITORS_WITH_EXTENSIONS = '{Code,Code - Insiders,VSCodium,Cursor,Windsurf}'

/** One file of a user on each system. */
export function inUserFolders(path: string, rest: Partial<HostFile> = {}): readonly HostFile[] {
  return USER_FOLDERS.map((folder) => ({ glob: `${folder}/${path}`, scope: 'user', holds: 'servers', ...rest }))
}

/** A file that an extension of VS Code keeps for a user, also on the far side of a remote window. */
export function inExtensionStorage(path: string): readonly HostFile[] {
  return [
    ...inUserFolders(`${EDITORS_WITH_EXTENSIONS}/User/globalStorage/${path}`),
    { glob: `~/.vscode-server/data/User/globalStorage/${path}`, scope: 'user', holds: 'servers' },
  ]
}
