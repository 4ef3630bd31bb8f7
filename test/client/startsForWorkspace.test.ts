import { beforeEach, expect, it, vi } from 'vitest'
import type { LogOutputChannel, Uri } from 'vscode'

/** What the client of the language server uses of the editor: a workspace with some files, and no document open. */
const editor = vi.hoisted(() => {
  const state = {
    files: [] as string[],
    searches: 0,
    settings: {} as Record<string, unknown>,
    started: 0,
    fails: false,
    created: [] as ((uri: { path: string }) => void)[],
    configured: [] as ((change: { affectsConfiguration(key: string): boolean }) => void)[],
  }
  const nothing = { dispose: () => undefined }
  class EventEmitter {
    #listeners: ((value: unknown) => void)[] = []
    event = (listener: (value: unknown) => void) => {
      this.#listeners.push(listener)
      return nothing
    }
    fire(value: unknown) {
      for (const listener of this.#listeners) listener(value)
    }
    dispose() {
      this.#listeners = []
    }
  }
  return {
    state,
    module: {
      EventEmitter,
      Disposable: { from: () => nothing },
      Uri: { joinPath: () => ({ fsPath: '/extension/dist/language.cjs' }) },
      extensions: { getExtension: () => undefined },
      languages: { match: () => 0 },
      window: {
        visibleTextEditors: [],
        onDidChangeVisibleTextEditors: () => nothing,
        showErrorMessage: async () => undefined,
      },
      workspace: {
        textDocuments: [],
        onDidOpenTextDocument: () => nothing,
        onDidChangeWorkspaceFolders: () => nothing,
        onDidChangeConfiguration: (listener: (typeof state.configured)[number]) => {
          state.configured.push(listener)
          return nothing
        },
        getConfiguration: () => ({ get: (key: string) => state.settings[key] }),
        findFiles: async (pattern: string) => {
          state.searches++
          return pattern.includes('.mcp.json') ? state.files : []
        },
        createFileSystemWatcher: (pattern: string) => ({
          onDidCreate: (listener: (typeof state.created)[number]) => {
            if (pattern.includes('.mcp.json')) state.created.push(listener)
          },
          dispose: () => undefined,
        }),
      },
    },
  }
})
vi.mock('vscode', () => editor.module)
vi.mock('vscode-languageclient/node', () => ({
  TransportKind: { ipc: 1 },
  LanguageClient: class {
    async start() {
      editor.state.started++
      if (editor.state.fails) throw new Error('no')
    }
    async dispose() {
      editor.state.started--
    }
  },
}))
const { createLanguageServer } = await import('../../client/languageClient.ts')

beforeEach(() => {
  Object.assign(editor.state, { files: [], searches: 0, settings: {}, started: 0, fails: false, created: [], configured: [] })
})

/** Of the log it uses one member, and of the address none. */
const create = () => createLanguageServer({} as Uri, { error: () => undefined } as unknown as LogOutputChannel)
const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

it('starts the server where a configuration lies in the workspace, though no document is open', async () => {
  editor.state.files = ['/w/.mcp.json']
  const server = create()
  const states: string[] = []
  server.onState((state) => states.push(state))
  await server.started
  expect(editor.state.started).toBe(1)
  expect(states).toEqual(['starting', 'running'])
})

it('starts none where there is no configuration, until one turns up outside of the packages', async () => {
  const server = create()
  await settle()
  expect(editor.state.started).toBe(0)
  expect(server.state).toBe('idle')
  for (const created of editor.state.created) created({ path: '/w/node_modules/x/.mcp.json' })
  await settle()
  expect(editor.state.started).toBe(0)
  for (const created of editor.state.created) created({ path: '/w/.mcp.json' })
  await server.started
  expect(editor.state.started).toBe(1)
})

it('does not even look where the setting is off, and does when it is switched on', async () => {
  editor.state.files = ['/w/.mcp.json']
  editor.state.settings = { workspaceDiagnostics: false }
  const server = create()
  await settle()
  expect(editor.state).toMatchObject({ started: 0, searches: 0 })
  editor.state.settings = {}
  for (const configured of editor.state.configured)
    configured({ affectsConfiguration: (key) => key === 'scopelight.workspaceDiagnostics' })
  await server.started
  expect(editor.state.started).toBe(1)
})

it('says that it could not start', async () => {
  editor.state.files = ['/w/.mcp.json']
  editor.state.fails = true
  const server = create()
  await settle()
  expect(server.state).toBe('failed')
})
