import type { Terminal } from './terminal.ts'

/** 0: all well; 1: findings; 2: bad usage, or something could not be read. */
export type ExitCode = number

export interface Command {
  /** Shown by `--help`. */
  readonly help: string
  /** Undefined: the program goes on, and ends with a code of its own. */
  run(args: readonly string[], terminal: Terminal): ExitCode | undefined | Promise<ExitCode | undefined>
}

/** Says what is wrong with the command line; always 2. */
export function badUsage(terminal: Terminal, command: string, sentence: string): ExitCode {
  terminal.err(`scopelight: ${sentence} "scopelight ${command} --help" shows how it is used.\n`)
  return 2
}
