import { type Disposable, extensions, type LogOutputChannel, Uri, window, workspace } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import type { LanguageServerOptions } from '../server/protocol/settings.ts'
import { HOST_DOCUMENTS, isHostDocument } from './hostDocuments.ts'
import { SECTION } from './settings.ts'

export interface LanguageServer extends Disposable {
  /** Resolves when the server runs for the first time; may never. */
  readonly started: Promise<void>
  /** Asks the language server, which starts if it did not run yet. Rejects when it cannot be reached. */
  request<Answer>(method: string, parameters: object): Promise<Answer>
}

/** The language server runs in a process of its own, from the first document of a host that opens. */
export function createLanguageServer(extensionUri: Uri, log: LogOutputChannel): LanguageServer {
  let running: Promise<LanguageClient> | undefined
  let disposed = false
  let tellStarted: () => void = () => undefined
  const started = new Promise<void>((resolve) => {
    tellStarted = resolve
  })

  function start(): Promise<LanguageClient> {
    if (running) return running
    const starting = startClient(extensionUri, log)
    running = starting
    starting.then(tellStarted, () => {
      // The next document, or the next question, tries again.
      running = undefined
    })
    return starting
  }

  function startFor(document: Parameters<typeof isHostDocument>[0]): void {
    if (running || disposed || !isHostDocument(document)) return
    start().catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error))
      void window.showErrorMessage('Scopelight could not start its language server. See the log "Scopelight".')
    })
  }

  const opened = workspace.onDidOpenTextDocument(startFor)
  for (const document of workspace.textDocuments) startFor(document)

  return {
    started,
    async request(method, parameters) {
      const client = await start()
      return client.sendRequest(method, parameters)
    },
    dispose() {
      disposed = true
      opened.dispose()
      // A server that is still starting is stopped as soon as it is there; one that failed has nothing to stop.
      void running?.then(
        (client) => client.dispose(),
        () => undefined,
      )
    },
  }
}

async function startClient(extensionUri: Uri, log: LogOutputChannel): Promise<LanguageClient> {
  // Loaded on use: activation in a workspace without a configuration file stays free of it.
  const { LanguageClient, TransportKind } = await import('vscode-languageclient/node')
  const program = { module: Uri.joinPath(extensionUri, 'dist', 'language.cjs').fsPath, transport: TransportKind.ipc }
  const options: LanguageServerOptions = { recording: true, checksSyntaxOf: languagesCheckedByEditor() }
  const client = new LanguageClient(SECTION, 'Scopelight', program, {
    documentSelector: HOST_DOCUMENTS,
    initializationOptions: options,
    outputChannel: log,
    synchronize: { configurationSection: SECTION },
  })
  await client.start()
  return client
}

/** The editor's JSON support reports syntax errors, unless it is switched off in part or in whole. */
function languagesCheckedByEditor(): readonly string[] {
  const isThere = extensions.getExtension('vscode.json-language-features') !== undefined
  return isThere && workspace.getConfiguration('json').get<unknown>('validate.enable') !== false ? ['json', 'jsonc'] : []
}
