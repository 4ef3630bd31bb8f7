import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import {
  type CancellationToken,
  createMessageConnection,
  type MessageConnection,
  ProgressType,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeResult,
  InlayHint,
  Position,
  PreviousResultId,
  PublishDiagnosticsParams,
  Range,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'

export const BUNDLE = path.resolve(import.meta.dirname, '../../dist/language.cjs')

export interface ClientOptions {
  /** Whether this client asks for diagnostics; otherwise it is told. */
  readonly pull?: boolean
  /** The `scopelight` section, answered to `workspace/configuration`, now or later; undefined: the client does not answer. */
  readonly configuration?: unknown
  readonly initializationOptions?: unknown
  readonly folders?: readonly string[]
  readonly plainText?: boolean
  /** Whether what this client completes may have stops. */
  readonly snippets?: boolean
  readonly watches?: boolean
  readonly nodeArgs?: readonly string[]
  /** Whether this client answers every request of the server with an error, as one does that lacks what it promises. */
  readonly refuses?: boolean
}

interface Change {
  readonly range: Range
  readonly text: string
}

/**
 * A small editor in front of the built language server: JSON-RPC over its standard streams, with its own copy of every
 * document. Start it with `startClient`, and end it in the test that started it.
 */
export class Client {
  readonly process: ChildProcess
  readonly published: PublishDiagnosticsParams[] = []
  readonly messages: { readonly type: number; readonly message: string; readonly shown: boolean }[] = []
  readonly refreshed: string[] = []
  readonly registered: string[] = []
  readonly #connection: MessageConnection
  readonly #documents = new Map<string, TextDocument>()
  readonly #waiting = new Set<() => void>()
  configuration: unknown
  initialized: InitializeResult | undefined

  constructor(process: ChildProcess, configuration: unknown, refuses: boolean) {
    if (!process.stdout || !process.stdin) throw new Error('The server has no standard streams.')
    this.process = process
    this.configuration = configuration
    this.#connection = createMessageConnection(new StreamMessageReader(process.stdout), new StreamMessageWriter(process.stdin))
    this.#connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params)
      this.#wake()
    })
    for (const method of ['window/showMessage', 'window/logMessage']) {
      this.#connection.onNotification(method, ({ type, message }: { type: number; message: string }) => {
        this.messages.push({ type, message, shown: method === 'window/showMessage' })
        this.#wake()
      })
    }
    for (const method of ['workspace/diagnostic/refresh', 'workspace/inlayHint/refresh', 'workspace/codeLens/refresh']) {
      this.#connection.onRequest(method, () => {
        this.refreshed.push(method)
        this.#wake()
        return null
      })
    }
    this.#connection.onRequest('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) => {
      if (refuses) throw new Error('no')
      this.registered.push(...registrations.map(({ method }) => method))
      this.#wake()
      return null
    })
    this.#connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => {
      if (refuses) throw new Error('no')
      return Promise.all(items.map(() => this.configuration))
    })
    // What still waits for an answer then fails, instead of waiting for ever.
    process.once('exit', () => this.#connection.dispose())
    this.#connection.listen()
  }

  get unread(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve))
  }

  /** Waits for something the server tells by itself. */
  async until<T>(what: () => T | undefined | false): Promise<T> {
    for (;;) {
      const found = what()
      if (found !== undefined && found !== false) return found
      await this.unread
    }
  }

  request<Answer>(method: string, params?: unknown): Promise<Answer> {
    return this.#connection.sendRequest(method, params)
  }

  notify(method: string, params: unknown): void {
    void this.#connection.sendNotification(method, params)
  }

  open(uri: string, text: string, languageId = 'json'): void {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text))
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } })
  }

  close(uri: string): void {
    this.#documents.delete(uri)
    this.notify('textDocument/didClose', { textDocument: { uri } })
  }

  document(uri: string): TextDocument {
    const document = this.#documents.get(uri)
    if (!document) throw new Error(`"${uri}" is not open.`)
    return document
  }

  /** Sends one incremental change. */
  change(uri: string, ...contentChanges: readonly Change[]): void {
    const document = this.document(uri)
    const version = document.version + 1
    this.#documents.set(uri, TextDocument.update(document, [...contentChanges], version))
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges })
  }

  /** Replaces the characters from `start` to `end`. */
  replace(uri: string, start: number, end: number, text: string): void {
    const document = this.document(uri)
    this.change(uri, { range: { start: document.positionAt(start), end: document.positionAt(end) }, text })
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.request('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId !== undefined && { previousResultId }),
    })
  }

  async pull(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.report(uri)
    if (report.kind !== 'full') throw new Error('The server says that nothing has changed.')
    return report.items
  }

  /** The next report about the present version of the document. */
  async pushed(uri: string): Promise<readonly Diagnostic[]> {
    const { version } = this.document(uri)
    return this.until(() => this.published.findLast((params) => params.uri === uri && params.version === version)?.diagnostics)
  }

  /** What is wrong in files that are not open, once there is something that these ids do not stand for. */
  workspaceReport(
    previousResultIds: readonly PreviousResultId[] = [],
    token?: CancellationToken,
    partialResultToken?: string,
  ): Promise<WorkspaceDiagnosticReport> {
    const params = { previousResultIds, ...(partialResultToken !== undefined && { partialResultToken }) }
    return token
      ? this.#connection.sendRequest('workspace/diagnostic', params, token)
      : this.#connection.sendRequest('workspace/diagnostic', params)
  }

  /** Hears the parts of an answer. */
  onParts(token: string, listener: (part: WorkspaceDiagnosticReport) => void): void {
    this.#connection.onProgress(new ProgressType<WorkspaceDiagnosticReport>(), token, listener)
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.request('textDocument/hover', { textDocument: { uri }, position })
  }

  /** The text of the hover over the first occurrence of a word; `shift` moves into it. */
  async hoverOver(uri: string, word: string, shift = 1): Promise<string | undefined> {
    const document = this.document(uri)
    const at = document.getText().indexOf(word)
    if (at < 0) throw new Error(`"${word}" is not in the document.`)
    const hover = await this.hover(uri, document.positionAt(at + shift))
    const contents = hover?.contents
    return contents !== undefined && typeof contents === 'object' && 'value' in contents ? contents.value : undefined
  }

  completion(uri: string, offset: number): Promise<CompletionItem[]> {
    return this.request('textDocument/completion', { textDocument: { uri }, position: this.document(uri).positionAt(offset) })
  }

  codeActions(
    uri: string,
    range: Range,
    diagnostics: readonly Diagnostic[] = [],
    only?: readonly string[],
  ): Promise<CodeAction[]> {
    return this.request('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics, ...(only && { only }) },
    })
  }

  inlayHints(uri: string): Promise<InlayHint[]> {
    const document = this.document(uri)
    const range = { start: { line: 0, character: 0 }, end: document.positionAt(document.getText().length) }
    return this.request('textDocument/inlayHint', { textDocument: { uri }, range })
  }

  codeLenses(uri: string): Promise<CodeLens[]> {
    return this.request('textDocument/codeLens', { textDocument: { uri } })
  }

  /** Shuts the server down in order and gives its exit code. */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode
    await this.request('shutdown')
    const ended = once(this.process, 'exit')
    this.notify('exit', undefined)
    await ended
    return this.process.exitCode
  }

  #wake(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const resolve of waiting) resolve()
  }
}

const running = new Set<Client>()

/** Starts the built server and says hello, as an editor with these abilities would. */
export async function startClient(options: ClientOptions = {}): Promise<Client> {
  const {
    pull = true,
    configuration,
    initializationOptions,
    folders = [],
    plainText = false,
    snippets = false,
    watches = false,
    nodeArgs = [],
    refuses = false,
  } = options
  const child = spawn(process.execPath, [...nodeArgs, BUNDLE, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] })
  const client = new Client(child, configuration, refuses)
  running.add(client)
  client.initialized = await client.request<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: folders[0] ?? null,
    workspaceFolders: folders.map((uri) => ({ uri, name: 'folder' })),
    ...(initializationOptions !== undefined && { initializationOptions }),
    capabilities: {
      general: { positionEncodings: ['utf-16'] },
      workspace: {
        configuration: configuration !== undefined,
        didChangeWatchedFiles: { dynamicRegistration: watches },
        workspaceEdit: { documentChanges: true },
        diagnostics: { refreshSupport: true },
        inlayHint: { refreshSupport: true },
        codeLens: { refreshSupport: true },
      },
      textDocument: {
        publishDiagnostics: { relatedInformation: true, versionSupport: true },
        hover: { contentFormat: plainText ? ['plaintext'] : ['markdown', 'plaintext'] },
        completion: { completionItem: { snippetSupport: snippets } },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix'] } }, isPreferredSupport: true },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        ...(pull && { diagnostic: { relatedInformation: true } }),
      },
    },
  })
  client.notify('initialized', {})
  return client
}

/** Ends what a test left running; call it after each. */
export async function stopClients(): Promise<void> {
  for (const client of running) await client.stop()
  running.clear()
}

/** The same diagnostics as if the document had another address: related places name it. */
export function under(uri: string, was: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return JSON.parse(JSON.stringify(diagnostics).replaceAll(JSON.stringify(was), JSON.stringify(uri)))
}
