import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const here = path.dirname(fileURLToPath(import.meta.url))

/** The package under test, as a user installs it. */
export const VSIX = process.env.SCOPELIGHT_VSIX ?? path.resolve(here, '../../dist/scopelight.vsix')
export const ARTIFACTS = path.join(here, 'artifacts')

/** Workbenches the extension is shown on: the newest we know, and the oldest of the editors built on VS Code. */
export const VERSIONS = {
  newest: { codeServer: '4.139.1', node: '24.21.0' },
  oldest: { codeServer: '4.103.2', node: '22.20.0' },
} as const

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** What keeps a cold profile quiet. */
const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'files.autoSave': 'off',
  'editor.hover.delay': 100,
  'editor.accessibilitySupport': 'off',
  'editor.minimap.enabled': false,
  // The lines it repeats would lie over what a gesture wants to click.
  'editor.stickyScroll.enabled': false,
}

export interface WorkbenchOptions {
  /** Files of the workspace: path → text. */
  readonly files: Readonly<Record<string, string>>
  /** Files below the state directory, for what was recorded before. */
  readonly stateFiles?: Readonly<Record<string, string>>
  readonly version?: keyof typeof VERSIONS
  readonly settings?: Readonly<Record<string, unknown>>
  /** false: the folder opens in Restricted Mode. */
  readonly trust?: boolean
  readonly viewport?: { readonly width: number; readonly height: number }
}

export interface Workbench {
  readonly page: Page
  readonly context: BrowserContext
  /** The workspace folder, and the state directory of Scopelight: both below a throw-away folder. */
  readonly workspace: string
  readonly state: string
  /** ms since the start */
  readonly timings: Readonly<Record<string, number>>
  mark(name: string): void
  /** Requests to anything but the workbench's own server. */
  readonly outside: readonly string[]
  /** Text of a workspace file as it is on disk. */
  readFile(name: string): string
  /** Writes the workspace's settings: the running editor reads them again, unlike those of the user. */
  setSettings(settings: Readonly<Record<string, unknown>>): void
  /** Logs of the session, by path. */
  logs(): Readonly<Record<string, string>>
  /** Command lines of the processes below the server. */
  processes(): readonly string[]
  saveArtifacts(name: string): Promise<void>
  close(): Promise<void>
}

/** Starts a real workbench in a browser, with the package installed by VS Code's own command line. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const began = Date.now()
  const timings: Record<string, number> = {}
  const mark = (name: string) => {
    timings[name] = Date.now() - began
  }
  const home = install(options.version ?? 'newest')
  const node = path.join(home, 'node')
  const root = mkdtempSync(path.join(tmpdir(), 'vsce2e-')) // short: the path of a Unix socket has 108 bytes at most
  const folders = { user: path.join(root, 'u'), extensions: path.join(root, 'x'), home: path.join(root, 'h') }
  const workspace = path.join(root, 'w', 'agent')
  const state = path.join(root, 's')
  for (const folder of [path.join(folders.user, 'User'), folders.extensions, folders.home, workspace])
    mkdirSync(folder, { recursive: true })
  writeAll(workspace, options.files)
  writeAll(state, options.stateFiles ?? {})
  writeFileSync(path.join(root, 'config.yaml'), 'auth: none\ncert: false\n')
  writeFileSync(
    path.join(folders.user, 'User/settings.json'),
    JSON.stringify({ ...QUIET_SETTINGS, ...options.settings }, null, 2),
  )

  // A home of its own, so that no configuration of this machine is read; nothing of an outer editor or test runner
  // leaks in; no gallery is asked for updates.
  const foreign =
    /^(VSCODE_|ELECTRON_|CODE_SERVER_|CS_|VITEST|NODE_OPTIONS$|NODE_ENV$|PORT$|PASSWORD$|HASHED_PASSWORD$|XDG_|SCOPELIGHT_)/
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
  const env = { ...inherited, HOME: folders.home, EXTENSIONS_GALLERY: '{}', SCOPELIGHT_HOME: state }
  const program = path.join(home, 'node_modules/code-server/out/node/entry.js')
  const common = [
    program,
    '--config',
    path.join(root, 'config.yaml'),
    '--user-data-dir',
    folders.user,
    '--extensions-dir',
    folders.extensions,
  ]

  let server: ChildProcess | undefined
  let serverLog = ''
  let ended = false
  let browser: Browser | undefined
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-(server?.pid ?? Number.NaN), name)
    } catch {
      // The group is gone already.
    }
  }
  const clean = () => {
    signal('SIGKILL')
    rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  process.once('exit', clean)
  async function close(): Promise<void> {
    await browser?.close()
    if (server && !ended) {
      const gone = new Promise((resolve) => server?.once('exit', resolve))
      signal('SIGTERM')
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5000).unref())])
    }
    process.off('exit', clean)
    clean()
  }

  try {
    const installed = execFileSync(node, [...common, '--install-extension', VSIX, '--force'], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    })
    if (!/successfully installed/.test(installed)) throw new Error(`${VSIX} was not installed:\n${installed}`)
    mark('vsix installed')

    const knowsIdleTimeout = readFileSync(path.join(home, 'node_modules/code-server/out/node/cli.js'), 'utf8').includes(
      'idle-timeout-seconds',
    )
    server = spawn(
      node,
      [
        ...common,
        ...['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check'],
        ...['--disable-getting-started-override', '--ignore-last-opened'],
        // Should this process be killed hard, the server goes by itself.
        ...(knowsIdleTimeout ? ['--idle-timeout-seconds', '120'] : []),
        ...(options.trust === false ? [] : ['--disable-workspace-trust']),
      ],
      { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    )
    server.once('exit', () => {
      ended = true
    })
    server.stdout?.on('data', (data) => {
      serverLog += data
    })
    server.stderr?.on('data', (data) => {
      serverLog += data
    })
    const address = await until(
      () => {
        if (ended) throw new Error(`the server ended at start:\n${serverLog}`)
        return /HTTP server listening on (http:\/\/\S+?)\/?\s/.exec(serverLog)?.[1]
      },
      'the server to listen',
      30_000,
    )
    mark('server listening')

    browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: CHROMIUM_FLAGS })
    const context = await browser.newContext({ viewport: options.viewport ?? { width: 1400, height: 900 }, locale: 'en-US' })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    const messages: string[] = []
    const outside: string[] = []
    page.on('console', (message) => messages.push(`[${message.type()}] ${message.text()}`))
    page.on('pageerror', (error) => messages.push(`[pageerror] ${error.stack ?? error.message}`))
    context.on('request', (request) => {
      const url = new URL(request.url())
      // A service worker of the editor answers for this host, which is only a name: files of a page come from the extension.
      const isOfPage = url.host.endsWith('.vscode-resource.vscode-cdn.net')
      if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(address).host && !isOfPage) outside.push(request.url())
    })
    const payload = JSON.stringify([
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ])
    await page.goto(`${address}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(payload)}`, {
      waitUntil: 'domcontentloaded',
    })
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 })
    mark('workbench shown')

    const logFolder = path.join(folders.user, 'logs')
    return {
      page,
      context,
      workspace,
      state,
      timings,
      mark,
      outside,
      readFile: (name) => readFileSync(path.join(workspace, name), 'utf8'),
      setSettings: (settings) => writeAll(workspace, { '.vscode/settings.json': JSON.stringify(settings, null, 2) }),
      logs: () => readAll(logFolder),
      processes: () => commandLines(server?.pid ?? 0),
      async saveArtifacts(name) {
        const folder = path.join(ARTIFACTS, `failed-${name}`)
        mkdirSync(folder, { recursive: true })
        await page.screenshot({ path: path.join(folder, 'page.png') })
        writeFileSync(path.join(folder, 'console.log'), messages.join('\n'))
        writeFileSync(path.join(folder, 'server.log'), serverLog)
        if (existsSync(logFolder)) cpSync(logFolder, path.join(folder, 'logs'), { recursive: true })
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Waits for a fact outside the browser. */
export async function until<T>(probe: () => T | undefined, what: string, timeoutMs = 20_000): Promise<T> {
  for (const end = Date.now() + timeoutMs; ; ) {
    const value = probe()
    if (value !== undefined) return value
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
}

/** Every file below a folder: relative path → text. */
export function readAll(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {}
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(path.join(folder, name)).isFile(),
  )
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))
}

function install(version: keyof typeof VERSIONS): string {
  const { codeServer, node } = VERSIONS[version]
  const env = { ...process.env, VSCODE_E2E_CODE_SERVER: codeServer, VSCODE_E2E_NODE: node }
  const output = execFileSync(path.join(here, 'install-workbench.sh'), {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return output.trim().split('\n').pop() ?? ''
}

/** The process group of the server: the extension host, language servers and MCP servers are in it. */
function commandLines(group: number): readonly string[] {
  const output = execFileSync('ps', ['-eo', 'pgid=,args='], { encoding: 'utf8' })
  return output
    .split('\n')
    .map((line) => /^\s*(\d+) (.*)$/.exec(line))
    .flatMap((match) => (match && Number(match[1]) === group ? [match[2] ?? ''] : []))
}
