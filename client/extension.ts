import { type ExtensionContext, window } from 'vscode'
import { registerCommands } from './commands.ts'
import { createChangePreview } from './insertion/changePreview.ts'
import { recordServers, stopRecording } from './insertion/recording.ts'
import { createLanguageServer } from './languageClient.ts'

/** Registers. Reads no file and starts no process: both wait for a document, a view or a command that needs them. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Scopelight', { log: true })
  const language = createLanguageServer(context.extensionUri, log)
  const preview = createChangePreview()
  const recording = { language, preview, extensionFolder: context.extensionUri.fsPath }
  const commands = registerCommands(
    {
      'scopelight.recordServers': (...lens) => recordServers(recording, lens),
      'scopelight.stopRecording': (...lens) => stopRecording(recording, lens),
      'scopelight.showLog': () => log.show(),
    },
    log,
  )
  context.subscriptions.push(log, language, preview, commands)
}
