import { Disposable, EventEmitter, extensions, type LogOutputChannel, type TextDocument, Uri, window, workspace } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { COMMITTED_FILE_PATTERNS, COMMITTED_ROOT_FILES } from '../server/protocol/hostPatterns.ts'
import type { LanguageServerOptions } from '../server/protocol/settings.ts'
import { HOST_DOCUMENTS, isHostDocument, isJsonDocument, JSON_DOCUMENTS } from './hostDocuments.ts'
import { checksWorkspace, onChecksWorkspace, SECTION } from './settings.ts'
import { tell } from './tell.ts'
import { type WorkspaceFiles, watchWorkspaceFiles } from './workspaceFiles.ts'

/** What the server is doing: nobody needed it yet, it is on its way, it answers, it could not be started. */
export type LanguageServerState = 'idle' | 'starting' | 'running' | 'failed'

export interface LanguageServer extends Disposable {
  readonly state: LanguageServerState
  onState(listener: (state: LanguageServerState) => void): Disposable
  /** Resolves when the server runs for the first time; may never. */
  readonly started: Promise<void>
  /** Asks the language server, which starts if it did not run yet. Rejects when it cannot be reached. */
  request<Answer>(method: string, parameters: object): Promise<Answer>
}

/**
 * The language server runs in a process of its own, from the first document that opens and may be of a host, or where a
 * configuration lies in the workspace whose problems somebody wants to see without opening it. Which documents it is asked
 * about is settled when it starts, so it starts again when the first `.scopelight.yaml` turns up.
 */
export function createLanguageServer(extensionUri: Uri, log: LogOutputChannel): LanguageServer {
  let running: Promise<LanguageClient> | undefined
  let stopped: Promise<void> = Promise.resolve()
  let disposed = false
  const settings = watchWorkspaceFiles('**/.scopelight.yaml', ['.scopelight.yaml'])
  const configurations = watchWorkspaceFiles(`{${COMMITTED_FILE_PATTERNS.join(',')}}`, COMMITTED_ROOT_FILES)
  const states = new EventEmitter<LanguageServerState>()
  let state: LanguageServerState = 'idle'
  const become = (next: LanguageServerState) => {
    state = next
    states.fire(next)
  }
  let tellStarted: () => void = () => undefined
  const started = new Promise<void>((resolve) => {
    tellStarted = resolve
  })

  function start(): Promise<LanguageClient> {
    if (running) return running
    // Two clients at once would answer for the same documents.
    const starting = stopped.then(() => startClient(extensionUri, log, settings))
    running = starting
    become('starting')
    starting.then(
      () => {
        tellStarted()
        if (running === starting) become('running')
      },
      () => {
        if (running !== starting) return
        // The next document, or the next question, tries again.
        running = undefined
        become('failed')
      },
    )
    return starting
  }

  async function startFor(document: TextDocument): Promise<void> {
    const concerns = isHostDocument(document) || (isJsonDocument(document) && (await settings.present()))
    if (concerns) startAndTell()
  }

  async function startForWorkspace(): Promise<void> {
    if (checksWorkspace() && (await configurations.present())) startAndTell()
  }

  function startAndTell(): void {
    if (running || disposed) return
    start().catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error))
      void tell.error('Scopelight could not start its language server. See the log "Scopelight".')
    })
  }

  // Both say what goes wrong.
  const startForAll = () => {
    void startForWorkspace()
    for (const document of workspace.textDocuments) void startFor(document)
  }
  const opened = Disposable.from(
    workspace.onDidOpenTextDocument((document) => void startFor(document)),
    window.onDidChangeVisibleTextEditors((editors) => {
      for (const { document } of editors) void startFor(document)
    }),
    onChecksWorkspace(() => void startForWorkspace()),
  )
  configurations.onAppear(() => void startForWorkspace())
  settings.onAppear(() => {
    const former = running
    running = undefined
    stopped = Promise.resolve(former?.then((client) => client.dispose())).catch((error: unknown) => log.warn(String(error)))
    startForAll()
  })
  startForAll()

  return {
    get state() {
      return state
    },
    onState: states.event,
    started,
    async request(method, parameters) {
      const client = await start()
      return client.sendRequest(method, parameters)
    },
    dispose() {
      disposed = true
      opened.dispose()
      settings.dispose()
      configurations.dispose()
      states.dispose()
      // A server that is still starting is stopped as soon as it is there; one that failed has nothing to stop.
      void running?.then(
        (client) => client.dispose(),
        () => undefined,
      )
    },
  }
}

async function startClient(extensionUri: Uri, log: LogOutputChannel, settings: WorkspaceFiles): Promise<LanguageClient> {
  // Loaded on use: activation in a workspace without a configuration file stays free of it.
  const [{ LanguageClient, TransportKind }, listsFiles] = await Promise.all([
    import('vscode-languageclient/node'),
    settings.present(),
  ])
  const program = { module: Uri.joinPath(extensionUri, 'dist', 'language.cjs').fsPath, transport: TransportKind.ipc }
  const options: LanguageServerOptions = {
    recording: true,
    explaining: true,
    showing: true,
    checksSyntaxOf: languagesCheckedByEditor(),
  }
  const client = new LanguageClient(SECTION, 'Scopelight', program, {
    documentSelector: listsFiles ? [...HOST_DOCUMENTS, ...JSON_DOCUMENTS] : HOST_DOCUMENTS,
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
