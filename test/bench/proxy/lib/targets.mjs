// What is measured, and how it is started. See the README for the placeholders in commands.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HttpClient, StdioClient } from './clients.mjs'

export const here = dirname(dirname(fileURLToPath(import.meta.url)))
const SERVER = [process.execPath, join(here, 'fixtures', 'echo-server.mjs')]

/** Whatever the programs under test store lands here, never in the user's own state. */
const stateDir = mkdtempSync(join(tmpdir(), 'proxy-bench-state-'))
process.on('exit', () => rmSync(stateDir, { recursive: true, force: true }))
const baseEnv = { ...process.env, XDG_STATE_HOME: stateDir, SCOPELIGHT_HOME: join(stateDir, 'scopelight') }

export const readJson = (name) => JSON.parse(readFileSync(join(here, name), 'utf8'))

/** Splits a command line at blanks; single and double quotes group, backslashes are literal. */
export function splitCommand(text) {
  return [...text.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, a, b) => a ?? b),
  )
}

/** `name=command …` from the command line, as a target. */
export function wrapTarget(text, kind, env) {
  const at = text.indexOf('=')
  if (at < 1) throw new Error(`expected name=command, got: ${text}`)
  const command = splitCommand(text.slice(at + 1))
  if (kind === 'stdio' && !command.some((a) => a.includes('{server') || a.includes('{http}'))) command.push('{server}')
  return {
    name: text.slice(0, at),
    kind,
    command,
    env,
    ours: true,
    ...(command.some((a) => a.includes('{http}')) && { upstream: 'http' }),
  }
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

function expand(command, vars, server) {
  return command.flatMap((a) => (a === '{server}' ? server : [a.replace(/\{(\w+)\}/g, (whole, key) => vars[key] ?? whole)]))
}

/** Resolves with the first match of `pattern` in what the child prints. */
function printed(child, pattern, timeoutMs = 20_000) {
  return new Promise((resolve, reject) => {
    let text = ''
    const timer = setTimeout(() => reject(new Error(`nothing like ${pattern} was printed`)), timeoutMs)
    child.stdout.on('data', (data) => {
      text += data
      const found = pattern.exec(text)
      if (!found) return
      clearTimeout(timer)
      child.stdout.resume()
      resolve(found[0])
    })
    child.on('exit', (code) => reject(new Error(`ended with ${code} before it was ready`)))
  })
}

async function listening(port, timeoutMs = 20_000) {
  for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('connect', () => {
        socket.destroy()
        resolve(true)
      })
      socket.on('error', () => resolve(false))
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`nothing listens on port ${port}`)
}

/** Starts a target. `pid` is the program under test, undefined for a direct target. */
export async function start(target, { stderr, server = SERVER } = {}) {
  const vars = {
    node: process.execPath,
    here,
    peers: target.peers,
    serverCommandLine: server.map((part) => `'${part}'`).join(' '),
    port: await freePort(),
  }
  const env = { ...baseEnv, ...target.env }
  const children = []
  const stop = () => {
    for (const child of children) child.kill('SIGKILL')
  }
  try {
    if (target.upstream === 'http') {
      const upstream = spawn(SERVER[0], [...SERVER.slice(1), '--http', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
      children.push(upstream)
      vars.http = `http://127.0.0.1:${JSON.parse(await printed(upstream, /\{"port":\d+\}/)).port}/mcp`
    }
    // An HTTP upstream runs already in real life: the clock of the start-up starts here.
    const spawnedAt = performance.now()
    if (target.kind === 'stdio') {
      const client = new StdioClient(target.command ? expand(target.command, vars, server) : server, { env, stderr })
      return { client, stop, spawnedAt, pid: target.command ? client.child.pid : undefined }
    }
    if (!target.command) return { client: new HttpClient(vars.http), stop, spawnedAt }
    const argv = expand(target.command, vars, server)
    const usesPort = target.command.some((a) => a.includes('{port}'))
    const program = spawn(argv[0], argv.slice(1), { stdio: ['ignore', usesPort ? 'ignore' : 'pipe', 'ignore'], env })
    children.push(program)
    program.on('error', () => undefined)
    let url
    if (usesPort) {
      await listening(vars.port)
      if (target.settleMs) await new Promise((resolve) => setTimeout(resolve, target.settleMs))
      url = `http://127.0.0.1:${vars.port}/mcp`
    } else {
      url = await printed(program, /http:\/\/\S+(?=\s)/)
    }
    return { client: new HttpClient(url), stop, spawnedAt, pid: program.pid }
  } catch (error) {
    stop()
    throw error
  }
}
