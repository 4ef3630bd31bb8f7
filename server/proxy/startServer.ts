import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { serverEnvironment } from './serverEnvironment.ts'
import { spawnCommand } from './windowsCommand.ts'

/** Starts the server. Like `spawn` it may fail later, by the event `error`; what it throws means the same. */
export function startServer(command: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  const env = serverEnvironment(process.env)
  const { file, args: rest, ...quoting } = spawnCommand(process.platform, command, args, env, () => process.cwd(), existsSync)
  return spawn(file, [...rest], { stdio: 'pipe', env, windowsHide: true, ...quoting })
}

/** Why a server could not be started, in words. `command` is what was asked for, without secrets. */
export function startFailure(command: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const place = /[\\/]/.test(command) ? 'there is no such file' : 'there is no such program on the PATH'
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: place,
    EACCES: 'it is not a program that may be run',
    ENOEXEC: 'it is not a program for this machine',
    E2BIG: 'its arguments and environment are too long',
  }
  const why = reasons[String(code)] ?? (error instanceof Error ? error.message : String(error))
  return `The server "${command}" cannot be started: ${why}.`
}
