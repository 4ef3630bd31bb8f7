import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LogOutputChannel, Uri, WebviewView } from 'vscode'
import type { Place } from '../../client/trace/followTraces.ts'

type Listener = (value: unknown) => void

/** What the view uses of the editor, and what it did with it. */
const editor = vi.hoisted(() => {
  const nothing = { dispose: () => undefined }
  const executed: unknown[][] = []
  const shown: { resolve: ((view: unknown) => void) | undefined } = { resolve: undefined }
  return {
    executed,
    shown,
    module: {
      Disposable: { from: () => nothing },
      Uri: { joinPath: (base: { path: string }, ...parts: string[]) => ({ path: [base.path, ...parts].join('/') }) },
      commands: {
        executeCommand: async (...args: unknown[]) => void executed.push(args),
      },
      env: { clipboard: { writeText: async (text: string) => void executed.push(['clipboard', text]) } },
      window: {
        registerWebviewViewProvider: (_id: string, provider: { resolveWebviewView(view: unknown): void }) => {
          shown.resolve = (view) => provider.resolveWebviewView(view)
          return nothing
        },
      },
      workspace: {
        isTrusted: true,
        onDidChangeConfiguration: () => nothing,
        onDidGrantWorkspaceTrust: () => nothing,
        getConfiguration: () => ({ get: () => undefined }),
      },
    },
  }
})
vi.mock('vscode', () => editor.module)
const { createTraceView } = await import('../../client/trace/traceView.ts')

const folder = mkdtempSync(path.join(tmpdir(), 'view-'))
const before = process.env.SCOPELIGHT_HOME
process.env.SCOPELIGHT_HOME = folder
afterAll(() => {
  if (before === undefined) delete process.env.SCOPELIGHT_HOME
  else process.env.SCOPELIGHT_HOME = before
  rmSync(folder, { recursive: true })
})

function open() {
  const warnings: string[] = []
  const posted: { readonly type: string }[] = []
  let say: Listener = () => undefined
  const place: Place = { folder, files: async () => [] }
  const log = { warn: (text: string) => warnings.push(text), info: () => undefined, error: () => undefined }
  // Of the many members of these two, the view uses these.
  const view = createTraceView({ path: '/extension' } as Uri, () => place, log as unknown as LogOutputChannel)
  const page = {
    visible: true,
    onDidChangeVisibility: () => ({ dispose: () => undefined }),
    onDidDispose: () => ({ dispose: () => undefined }),
    webview: {
      cspSource: 'https://page.example',
      options: {},
      html: '',
      asWebviewUri: (uri: Uri) => uri,
      onDidReceiveMessage: (listener: Listener) => {
        say = listener
        return { dispose: () => undefined }
      },
      postMessage: async (message: { readonly type: string }) => posted.push(message),
    },
  }
  editor.shown.resolve?.(page as unknown as WebviewView)
  return { view, posted, warnings, say: (message: unknown) => say(message) }
}

describe('the view', () => {
  beforeEach(() => {
    editor.executed.length = 0
  })

  it('answers a page that is ready, and does what it may ask for', () => {
    const { view, posted, say, warnings } = open()
    say({ v: 1, type: 'ready', state: undefined })
    expect(posted.map(({ type }) => type)).toContain('snapshot')
    say({ v: 1, type: 'command', command: 'showLog', ids: [] })
    expect(editor.executed).toContainEqual(['scopelight.showLog'])
    expect(warnings).toEqual([])
    view.dispose()
  })

  it.each([
    [undefined],
    ['ready'],
    [{ type: 'ready' }],
    [{ v: 1, type: 'command', command: 'workbench.action.terminal.new', ids: [] }],
    [{ v: 1, type: 'command', command: 'constructor', ids: [] }],
    [{ v: 1, type: 'command', command: 'record' }],
    [{ v: 1, type: 'command', command: 'copyCall', ids: ['0'] }],
    [{ v: 1, type: 'detail', request: 1, id: -1 }],
    [{ v: 1, type: 'decide', allow: true }],
    [JSON.parse('{"v":1,"type":"__proto__","__proto__":{"type":"ready"}}')],
  ])('does nothing for %j but say so in the log', (message) => {
    const { view, posted, say, warnings } = open()
    editor.executed.length = 0
    say(message)
    expect(warnings).toHaveLength(1)
    expect(posted).toEqual([])
    expect(editor.executed).toEqual([])
    view.dispose()
  })

  it('is silent once it is disposed of, whatever the page says', () => {
    const { view, posted, say } = open()
    view.dispose()
    vi.useFakeTimers()
    say({ v: 1, type: 'ready', state: undefined })
    expect(posted).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
})
