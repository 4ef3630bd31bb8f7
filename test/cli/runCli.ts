import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'

/** The bundle as it is shipped; `npm test` builds it first. */
export const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))

export interface Finished {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Workspace {
  readonly folder: string
  put(file: string, content: string | Uint8Array): string
  run(args: readonly string[], env?: Readonly<Record<string, string>>, input?: string): Finished
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** An empty folder to run the command line in; gone after the test. */
export function workspace(files: Readonly<Record<string, string>> = {}): Workspace {
  const folder = mkdtempSync(path.join(tmpdir(), 'scopelight-cli-'))
  folders.push(folder)
  const put: Workspace['put'] = (file, content) => {
    const full = path.join(folder, file)
    mkdirSync(path.dirname(full), { recursive: true })
    writeFileSync(full, content)
    return full
  }
  for (const [file, content] of Object.entries(files)) put(file, content)
  return { folder, put, run: (args, env, input) => runCli(args, folder, env, input) }
}

/** Standard output is no terminal here, so there are no colours. */
export function runCli(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}, input = ''): Finished {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
    encoding: 'utf8',
    input,
    timeout: 30_000,
  })
  return { status, stdout, stderr }
}
