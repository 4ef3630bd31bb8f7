import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Disposable, type LogOutputChannel, workspace } from 'vscode'
import { LAUNCHER_TEXT, type LauncherText, type LauncherTextParams } from '../../server/protocol/languageRequests.ts'
import type { LanguageServer } from '../languageClient.ts'
import { keepProgram } from './keepProgram.ts'
import { makeStateFolder, stateFolder } from './stateFolder.ts'
import { countRecordedEntries } from './undoRecords.ts'

const PROXY = 'proxy.cjs'
const QUIET_MS = 5000

/** What recorded entries start. It outlives updates of the extension, whose own folder carries a version. */
export function launcherPath(): string {
  return path.join(stateFolder(), 'bin', process.platform === 'win32' ? 'scopelight-proxy.cmd' : 'scopelight-proxy')
}

/**
 * Puts the launcher and a copy of this version's proxy into the state directory, or brings them up to date, as
 * `keepProgram` does. Returns the full path of the launcher.
 */
export async function installLauncher(extensionFolder: string, language: LanguageServer): Promise<string> {
  const folder = await makeStateFolder('bin')
  const proxy = path.join(folder, PROXY)
  await keepProgram(proxy, await readFile(path.join(extensionFolder, 'dist', PROXY)), 0o644)
  const parameters: LauncherTextParams = { platform: process.platform, proxy, editor: process.execPath }
  const { text } = await language.request<LauncherText>(LAUNCHER_TEXT, parameters)
  const launcher = launcherPath()
  await keepProgram(launcher, Buffer.from(text), 0o755)
  return launcher
}

/**
 * After an update of the extension: recorded entries start the copy in the state directory, so it is brought up to date
 * where there are any, in a quiet moment after the language server has started. Without an entry nothing is written.
 */
export function keepLauncherFresh(extensionFolder: string, language: LanguageServer, log: LogOutputChannel): Disposable {
  let timer: NodeJS.Timeout | undefined
  let disposed = false
  const bringUpToDate = async () => {
    if (workspace.isTrusted && (await countRecordedEntries()) > 0) await installLauncher(extensionFolder, language)
  }
  void language.started.then(() => {
    if (disposed) return
    timer = setTimeout(() => {
      bringUpToDate().catch((error: unknown) => log.error('The launcher could not be brought up to date.', String(error)))
    }, QUIET_MS)
  })
  return {
    dispose() {
      disposed = true
      clearTimeout(timer)
    },
  }
}
