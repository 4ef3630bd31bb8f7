import { mkdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { ToHost, ToPage, ViewSettings } from '../../server/protocol/viewMessages.ts'
import { answerDetail } from '../../server/trace/detail.ts'
import { Feed } from '../../server/trace/feed.ts'
import type { HostFacts } from '../../server/trace/status.ts'
import { TraceStore } from '../../server/trace/traceStore.ts'
import { validateToHost } from '../../server/trace/validateToHost.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const artifacts = fileURLToPath(new URL('artifacts', import.meta.url))
export const THEMES = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  hc: 'vscode-high-contrast',
  hcl: 'vscode-high-contrast-light',
} as const
export type Theme = keyof typeof THEMES

const NONCE = 'a-nonce-for-tests'
/** The policy of the real page, with this server in the place of VS Code's. */
const CSP = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'self'; font-src 'self'; img-src 'self'`
const FILES: Readonly<Record<string, readonly [type: string, file: string]>> = {
  '/main.js': ['text/javascript', 'dist/webview/main.js'],
  '/style.css': ['text/css', 'dist/webview/style.css'],
  '/codicon.woff2': ['font/woff2', 'dist/webview/codicon.woff2'],
  '/colors.css': ['text/css', 'test/fixtures/themes/scopelight.css'],
  ...Object.fromEntries(Object.keys(THEMES).map((theme) => [`/${theme}.css`, ['text/css', `test/fixtures/themes/${theme}.css`]])),
}

export interface Rig {
  readonly browser: Browser
  open(options?: OpenOptions): Promise<View>
  close(): Promise<void>
}

interface OpenOptions {
  readonly theme?: Theme
  readonly width?: number
  readonly height?: number
  readonly facts?: Partial<HostFacts>
  readonly settings?: Partial<ViewSettings>
  /** Traces that are there before the page is, by file name. */
  readonly traces?: Readonly<Record<string, Uint8Array>>
}

/** A page with the real store and feed behind it, as in the extension host. */
export interface View {
  readonly page: Page
  readonly store: TraceStore
  readonly feed: Feed
  /** Everything the page said, after validation. */
  readonly said: readonly ToHost[]
  /** What must stay empty: violations of the policy, exceptions, dialogs, requests to elsewhere. */
  readonly trouble: readonly string[]
  facts: HostFacts
  grow(file: string, bytes: Uint8Array): Promise<void>
  post(message: ToPage): Promise<void>
  screenshot(name: string): Promise<void>
  settle(): Promise<void>
}

/** Serves the built page and starts one browser. The bundles of dist/ must be built. */
export async function startRig(): Promise<Rig> {
  mkdirSync(artifacts, { recursive: true })
  const server = serve()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return {
    browser,
    open: (options = {}) => open(browser, `http://127.0.0.1:${port}`, options),
    async close() {
      await browser.close()
      await new Promise((done) => server.close(done))
    },
  }
}

function serve(): Server {
  // Read once: a build meanwhile must not pull the page away under the tests.
  const contents = Object.fromEntries(
    Object.entries(FILES).map(([url, [type, file]]) => [url, [type, readFileSync(path.join(root, file))] as const]),
  )
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const file = contents[url.pathname]
    if (file) {
      response.writeHead(200, { 'content-type': file[0] }).end(file[1])
    } else if (url.pathname === '/') {
      const theme = url.searchParams.get('theme') as Theme
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP }).end(html(theme))
    } else response.writeHead(url.pathname === '/favicon.ico' ? 204 : 404).end()
  })
}

function html(theme: Theme): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>MCP Trace</title>
<link rel="stylesheet" href="/${theme}.css"><link rel="stylesheet" href="/colors.css"><link rel="stylesheet" href="/style.css"></head>
<body class="${THEMES[theme]}"><div id="app"></div><script nonce="${NONCE}" src="/main.js"></script></body></html>`
}

async function open(browser: Browser, origin: string, options: OpenOptions): Promise<View> {
  const { theme = 'dark', width = 1400, height = 420, traces = {} } = options
  const context = await browser.newContext({ viewport: { width, height }, timezoneId: 'UTC' })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const trouble: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) trouble.push(message.text())
  })
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('dialog', (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss() // It must not be there; the test says so.
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) trouble.push(`request: ${request.url()}`)
  })

  const store = new TraceStore({ maxRows: options.settings?.maxRows ?? 200_000 })
  const files = new Map<string, { bytes: Buffer; file: ReturnType<TraceStore['openFile']> }>()
  const said: ToHost[] = []
  const view = { facts: { trusted: true, recorded: 1, problems: [], ...options.facts } }
  const post = (message: ToPage) => deliver(page, message)
  const feed = new Feed({
    store,
    post: (message) => void post(message), // Like VS Code's: nobody waits for it.
    clock: {
      now: () => Date.now(),
      after(ms, run) {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    },
    settings: () => ({ follow: true, timeFormat: 'clock', maxRows: 200_000, ...options.settings }),
    facts: () => view.facts,
  })
  const grow = async (name: string, bytes: Uint8Array) => {
    const known = files.get(name) ?? { bytes: Buffer.alloc(0), file: store.openFile(name) }
    files.set(name, { ...known, bytes: Buffer.concat([known.bytes, bytes]) })
    known.file.push(bytes)
    feed.changed()
  }
  for (const [name, bytes] of Object.entries(traces)) await grow(name, bytes)

  await page.exposeFunction('toHost', async (text: string) => {
    const message = validateToHost(JSON.parse(text))
    if (message === undefined) {
      trouble.push(`refused: ${text}`)
      return
    }
    said.push(message)
    if (feed.receive(message) || message.type !== 'detail') return
    const readLine = async (file: string, offset: number, length: number) =>
      files
        .get(file)
        ?.bytes.subarray(offset, offset + length)
        .toString('utf8')
    await post(await answerDetail(store, message.request, message.id, readLine))
  })
  await page.addInitScript(playHost)
  await page.goto(`${origin}/?theme=${theme}`)
  await page.waitForFunction(() => document.querySelector('.list') !== null)
  const settle = async () => {
    await page.waitForTimeout(150)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
  await settle()
  return Object.assign(view, {
    page,
    store,
    feed,
    said,
    trouble,
    grow,
    post,
    settle,
    async screenshot(name: string) {
      await settle()
      await page.screenshot({ path: path.join(artifacts, `${name}.png`) })
    },
  })
}

/** Runs in the page before it: what VS Code gives a webview. State lives as long as the tab. */
function playHost(): void {
  const scope = globalThis as unknown as { toHost(text: string): void; acquireVsCodeApi: unknown }
  scope.acquireVsCodeApi = () => ({
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
    postMessage: (message: unknown) => scope.toHost(JSON.stringify(message)),
  })
}

/** Buffers travel as base64 through the debugger and become buffers again before the page sees them. */
async function deliver(page: Page, message: ToPage): Promise<void> {
  const buffer = 'buffer' in message ? Buffer.from(message.buffer).toString('base64') : undefined
  const ids = 'ids' in message ? [...message.ids] : undefined
  try {
    await page.evaluate(
      ({ message, buffer, ids }) => {
        const whole: Record<string, unknown> = { ...message }
        if (buffer !== undefined) whole.buffer = Uint8Array.from(atob(buffer), (character) => character.charCodeAt(0)).buffer
        if (ids !== undefined) whole.ids = Uint32Array.from(ids)
        window.postMessage(whole, '*')
      },
      { message: { ...message, buffer: undefined, ids: undefined }, buffer, ids },
    )
  } catch (error) {
    if (!page.isClosed()) throw error
  }
}
