import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { LanguageServer, LanguageServerState } from '../../client/languageClient.ts'

/** What the status uses of the editor. */
const editor = vi.hoisted(() => {
  const items: { text?: string; busy?: boolean; severity?: number; command?: { command: string }; disposed: boolean }[] = []
  const listeners = new Map<string, (value: unknown) => void>()
  const on = (name: string) => (listener: (value: unknown) => void) => {
    listeners.set(name, listener)
    return { dispose: () => listeners.delete(name) }
  }
  const state = { uri: 'file:///w/.cursor/mcp.json', diagnostics: [] as { source: string }[] }
  return {
    items,
    listeners,
    state,
    module: {
      Disposable: Object.assign(
        class {
          dispose: () => void
          constructor(dispose: () => void) {
            this.dispose = dispose
          }
        },
        {
          from: (...all: { dispose(): void }[]) => ({
            dispose() {
              for (const one of all) one.dispose()
            },
          }),
        },
      ),
      LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
      languages: {
        match: (_: unknown, document: { uri: string }) => (String(document.uri).endsWith('mcp.json') ? 10 : 0),
        getDiagnostics: () => state.diagnostics,
        onDidChangeDiagnostics: on('diagnostics'),
        createLanguageStatusItem: () => {
          const item = {
            disposed: false,
            dispose() {
              item.disposed = true
            },
          }
          items.push(item)
          return item
        },
      },
      window: {
        get activeTextEditor() {
          return { document: { uri: state.uri } }
        },
        onDidChangeActiveTextEditor: on('editor'),
      },
    },
  }
})
vi.mock('vscode', () => editor.module)
const { createLanguageStatus } = await import('../../client/languageStatus.ts')
const { statusText } = await import('../../client/statusText.ts')

const CURSOR = { clients: ['Cursor'], servers: 3, persona: 'regular' } as const

describe('the words of the status', () => {
  it('say who reads the file, and count', () => {
    expect(statusText('running', CURSOR, 2)?.text).toBe('Cursor configuration · 3 servers · 2 problems')
    expect(statusText('running', { ...CURSOR, servers: 1 }, 0)?.text).toBe('Cursor configuration · 1 server · no problems')
    const clients = ['Claude Code', 'Visual Studio']
    expect(statusText('running', { ...CURSOR, clients }, 1)?.text).toMatch(
      /^Claude Code configuration, read by Visual Studio too · /,
    )
    expect(statusText('running', { ...CURSOR, clients: [...clients, 'VS Code'] }, 1)?.text).toMatch(/read by 2 other clients too/)
  })

  it('tell a persona by what it shows', () => {
    expect(statusText('running', { ...CURSOR, persona: 'auditor' }, 0)?.detail).toBe(
      'Also shows what an auditor wants to see listed',
    )
  })

  it('are busy while the server starts, and lead to the log when it could not', () => {
    expect(statusText('starting', undefined, 0)).toMatchObject({ busy: true })
    expect(statusText('failed', undefined, 0)).toMatchObject({ severity: 'error', command: { command: 'scopelight.showLog' } })
  })

  it('are none where nobody reads the file or the server was not needed', () => {
    expect(statusText('running', null, 0)).toBeUndefined()
    expect(statusText('idle', CURSOR, 0)).toBeUndefined()
  })
})

describe('the status of a document', () => {
  let state: LanguageServerState = 'idle'
  let tell: (state: LanguageServerState) => void = () => undefined
  const requests: unknown[] = []
  const language = {
    get state() {
      return state
    },
    onState: (listener: typeof tell) => {
      tell = listener
      return { dispose: () => undefined }
    },
    request: async (method: string, params: { uri: string }) => {
      requests.push([method, params.uri])
      return params.uri.includes('cursor') ? CURSOR : null
    },
  }

  beforeEach(() => {
    vi.useFakeTimers()
    editor.items.length = 0
    requests.length = 0
    state = 'idle'
    editor.state.uri = 'file:///w/.cursor/mcp.json'
    editor.state.diagnostics = []
  })

  it('asks a running server alone, and follows its state, the problems and the editor', async () => {
    // Of the language server it uses these members.
    const status = createLanguageStatus(language as unknown as LanguageServer)
    await vi.runAllTimersAsync()
    expect(editor.items).toEqual([])
    expect(requests).toEqual([])

    state = 'starting'
    tell(state)
    await vi.runAllTimersAsync()
    expect(editor.items[0]).toMatchObject({ busy: true, disposed: false })

    state = 'running'
    editor.state.diagnostics = [{ source: 'scopelight' }, { source: 'json' }]
    tell(state)
    await vi.runAllTimersAsync()
    expect(editor.items[0]).toMatchObject({ text: 'Cursor configuration · 3 servers · 1 problem', busy: false, severity: 0 })

    editor.state.diagnostics = []
    editor.listeners.get('diagnostics')?.({ uris: ['file:///w/.cursor/mcp.json'] })
    await vi.runAllTimersAsync()
    expect(editor.items[0]?.text).toBe('Cursor configuration · 3 servers · no problems')

    editor.state.uri = 'file:///w/other/mcp.json'
    editor.listeners.get('editor')?.(undefined)
    await vi.runAllTimersAsync()
    expect(editor.items[0]?.disposed).toBe(true)

    status.dispose()
    expect(editor.listeners.size).toBe(0)
    vi.useRealTimers()
  })
})
