import { commands, Disposable, type LogOutputChannel, type Uri, type WebviewView, window, workspace } from 'vscode'
import type { HostCommand, ToPage } from '../../server/protocol/viewMessages.ts'
import { Feed } from '../../server/trace/feed.ts'
import { validateToHost } from '../../server/trace/validateToHost.ts'
import { countRecordedEntries } from '../insertion/undoRecords.ts'
import { onViewSettings, viewSettings } from '../settings.ts'
import type { Place } from './followTraces.ts'
import { pageFolder, pageHtml } from './page.ts'
import { answerPage } from './pageRequests.ts'
import { openTraceSource, type TraceSource } from './traceSource.ts'

export const VIEW = 'scopelight.trace'
const PAUSED = 'scopelight.paused'
const SHOWS_FILE = 'scopelight.showsFile'

export interface TraceView extends Disposable {
  focus(): Promise<void>
  /** Brings the view up and has the page do it. */
  run(command: HostCommand): Promise<void>
  pause(): Promise<void>
  resume(): Promise<void>
  /** Shows the traces of a place from now on. `name` is of the file a person opened; live traces have none. */
  show(place: Place, name: string | undefined): Promise<void>
}

const clock = {
  now: Date.now,
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** The view "MCP Trace": reads traces while it is visible, and keeps what it read while it is not. */
export function createTraceView(extensionUri: Uri, live: () => Place, log: LogOutputChannel): TraceView {
  let view: WebviewView | undefined
  let place: Place | undefined
  let name: string | undefined
  let source: TraceSource | undefined
  let feed: Feed | undefined
  let recorded = 0
  let waiting: HostCommand[] = []

  const provider = window.registerWebviewViewProvider(VIEW, {
    resolveWebviewView(resolved) {
      view = resolved
      resolved.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] }
      const listeners = [
        resolved.webview.onDidReceiveMessage(receive),
        resolved.onDidChangeVisibility(visibilityChanged),
        resolved.onDidDispose(() => {
          for (const listener of listeners) listener.dispose()
          view = undefined
          visibilityChanged()
        }),
      ]
      resolved.webview.html = pageHtml(resolved.webview, extensionUri)
      openSource()
      visibilityChanged()
    },
  })

  const settings = onViewSettings(({ maxRows }) => {
    if (source && source.store.rows.maxRows !== maxRows) reopen()
    else feed?.settingsChanged()
  })
  const trust = workspace.onDidGrantWorkspaceTrust(() => feed?.changed())

  /** A new store and a new feed, from the first byte of every file. */
  function openSource(): void {
    feed?.dispose()
    source?.dispose()
    place ??= live()
    const opened = openTraceSource(place, viewSettings().maxRows, { changed: () => feed?.changed(), voided: reopen }, log)
    source = opened
    feed = new Feed({
      store: opened.store,
      clock,
      post,
      settings: viewSettings,
      facts: () => ({ trusted: workspace.isTrusted, recorded, problems: opened.problems, notes: notesOn(name, opened.leftOut) }),
    })
    void commands.executeCommand('setContext', SHOWS_FILE, name !== undefined)
    void tellPaused()
  }

  /** The page starts again too: it knows rows of the old store, and keeps its filter over a reload. */
  function reopen(): void {
    openSource()
    if (view) view.webview.html = pageHtml(view.webview, extensionUri)
    visibilityChanged()
  }

  function visibilityChanged(): void {
    const visible = view?.visible ?? false
    source?.setActive(visible)
    if (!visible) {
      feed?.hide()
      return
    }
    void countRecordedEntries().then((count) => {
      recorded = count
      feed?.changed()
    })
  }

  function post(message: ToPage): void {
    // The promise of postMessage may never settle; the feed counts acknowledgements of the page instead.
    if (view?.visible) void view.webview.postMessage(message)
  }

  function receive(received: unknown): void {
    const message = validateToHost(received)
    if (message === undefined) {
      log.warn('The trace page sent a message that is not one of ours. It is ignored.')
      return
    }
    const answered = feed?.receive(message) ?? false
    if (message.type === 'ready') {
      for (const command of waiting) post({ v: 1, type: 'command', command })
      waiting = []
    }
    if (message.type === 'command') void tellPaused()
    if (answered || source === undefined) return
    answerPage(source.store, message, post).catch((error: unknown) => log.error(error instanceof Error ? error : String(error)))
  }

  async function tellPaused(): Promise<void> {
    await commands.executeCommand('setContext', PAUSED, feed?.paused ?? false)
  }

  const focus = async () => void (await commands.executeCommand(`${VIEW}.focus`))

  return {
    focus,
    async run(command) {
      if (view?.visible) post({ v: 1, type: 'command', command })
      else {
        waiting.push(command)
        await focus()
      }
    },
    async pause() {
      feed?.pause()
      await tellPaused()
    },
    async resume() {
      feed?.resume()
      await tellPaused()
    },
    async show(next, nextName) {
      place = next
      name = nextName
      if (view) reopen()
      await focus()
    },
    dispose() {
      feed?.dispose()
      source?.dispose()
      // A page that is still there may yet say "ready", which would start the feed again.
      view = source = feed = undefined
      Disposable.from(provider, settings, trust).dispose()
    },
  }
}

function notesOn(name: string | undefined, leftOut: number): readonly string[] {
  return [
    ...(name === undefined ? [] : [`This is "${name}", opened by you. "Show Live Traces" goes back.`]),
    ...(leftOut === 0 ? [] : [`Traces before these are on the disk. "Open Trace…" shows them.`]),
  ]
}
