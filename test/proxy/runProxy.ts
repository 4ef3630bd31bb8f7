import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

export const PROXY = path.resolve('dist/proxy.cjs')
export const ECHO_SERVER = path.resolve('test/bench/proxy/fixtures/echo-server.mjs')
export const WIRE_SERVER = path.resolve('test/fixtures/proxy/wire-server.mjs')

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new folder that is removed after the tests of the file. */
export function freshFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'scopelight-proxy-'))
  folders.push(folder)
  return folder
}

export interface Started {
  readonly child: ChildProcessWithoutNullStreams
  readonly state: string
  readonly cwd: string
  readonly end: Promise<Ended>
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: Buffer
  readonly stderr: string
}

export interface RunOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly state?: string
  readonly cwd?: string
  readonly program?: string
  /** The output is not read. */
  readonly deaf?: boolean
}

/** Starts `node dist/proxy.cjs ARGS -- COMMAND` with a state directory of its own and few variables. */
export function startProxy(command: readonly string[], options: RunOptions = {}): Started {
  const { args = [], env = {}, state = freshFolder(), cwd = freshFolder(), program = PROXY, deaf = false } = options
  const child = spawn(process.execPath, [program, ...args, '--', ...command], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, SCOPELIGHT_HOME: state, ...env },
  })
  const stdout: Buffer[] = []
  let stderr = ''
  if (!deaf) child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  child.stdin.on('error', () => undefined)
  const end = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout: Buffer.concat(stdout), stderr }))
  })
  return { child, state, cwd, end }
}

/** Runs it to its end with this input. */
export async function runProxy(
  command: readonly string[],
  input: string | Buffer | readonly Buffer[] = '',
  options: RunOptions = {},
): Promise<Ended & { readonly state: string }> {
  const { child, end, state } = startProxy(command, options)
  for (const chunk of Array.isArray(input) ? input : [input]) {
    if (!child.stdin.write(chunk)) await new Promise((resolve) => child.stdin.once('drain', resolve))
    // Chunks reach the proxy one by one.
    await new Promise(setImmediate)
  }
  child.stdin.end()
  return { ...(await end), state }
}

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(file) : [file]
  })
}

/** Trace files of a state directory, in the order of their segments. */
export function traceFiles(state: string): string[] {
  return filesBelow(state)
    .filter((file) => file.endsWith('.mcptrace'))
    .sort((a, b) => a.length - b.length || a.localeCompare(b))
}

// biome-ignore lint/suspicious/noExplicitAny: records of a trace are looked at member by member.
export type AnyRecord = any

/** All records of the only session in a state directory. */
export function readTrace(state: string): AnyRecord[] {
  return traceFiles(state).flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)),
  )
}

export const frames = (state: string): AnyRecord[] => readTrace(state).filter(({ k }) => k === 'frame')
