import { type ExtensionContext, window } from 'vscode'
import { registerCommands } from './commands.ts'
import { explainRule, provideRulePages } from './explainRule.ts'
import { ignoreFinding } from './ignoreFinding.ts'
import { createChangePreview } from './insertion/changePreview.ts'
import { keepLauncherFresh } from './insertion/launcher.ts'
import { recordServers, stopRecording } from './insertion/recording.ts'
import { createLanguageServer } from './languageClient.ts'
import { createLanguageStatus } from './languageStatus.ts'
import { showFinding } from './showFinding.ts'
import { chooseTrace } from './trace/chooseTrace.ts'
import { livePlace } from './trace/places.ts'
import { createTraceView } from './trace/traceView.ts'
import { provideWakingSchema } from './wakingSchema.ts'

/**
 * Registers. Reads no file and starts no process: both wait for a document, a view or a command that needs them, or for a
 * configuration that lies in the workspace.
 */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Scopelight', { log: true })
  const language = createLanguageServer(context.extensionUri, log)
  const preview = createChangePreview()
  const recording = { language, preview, extensionFolder: context.extensionUri.fsPath }
  const view = createTraceView(context.extensionUri, livePlace, log)
  const commands = registerCommands(
    {
      'scopelight.recordServers': (...lens) => recordServers(recording, lens),
      'scopelight.stopRecording': (...lens) => stopRecording(recording, lens),
      'scopelight.acceptChange': () => preview.answer(true),
      'scopelight.rejectChange': () => preview.answer(false),
      'scopelight.showTrace': () => view.focus(),
      'scopelight.openTrace': () => chooseTrace(view),
      'scopelight.showLive': () => view.show(livePlace(), undefined),
      'scopelight.pause': () => view.pause(),
      'scopelight.resume': () => view.resume(),
      'scopelight.clearView': () => view.run('clear'),
      'scopelight.focusFilter': () => view.run('focusFilter'),
      'scopelight.toggleFollow': () => view.run('toggleFollow'),
      'scopelight.toggleDetails': () => view.run('toggleDetails'),
      'scopelight.showProtocolMessages': () => view.run('toggleProtocol'),
      'scopelight.explainRule': (...args) => explainRule(language, args),
      'scopelight.ignoreFinding': (...args) => ignoreFinding(language, args),
      'scopelight.showFinding': (...lens) => showFinding(lens),
      'scopelight.showLog': () => log.show(),
    },
    log,
  )
  const launcher = keepLauncherFresh(recording.extensionFolder, language, log)
  const status = createLanguageStatus(language)
  context.subscriptions.push(
    log,
    provideWakingSchema(),
    provideRulePages(language),
    status,
    language,
    launcher,
    preview,
    view,
    commands,
  )
}
