import type { SyntaxTree } from '../../syntax/tree.ts'
import type { Argument, Mount, RunnerName, Source } from '../launch.ts'
import type { Place, Text } from '../place.ts'

/** A program with its arguments, as words of the file. */
export interface Command {
  readonly program: Text
  readonly args: readonly Text[]
}

/** `NAME=value` on a command line, or `NAME` alone, which passes the variable on. */
export interface Assignment {
  readonly name: string
  readonly nameAt: Place
  readonly value: Text | undefined
}

/** What a runner's own part of the command line says. */
export interface Run {
  readonly runner: RunnerName
  readonly source: Source | undefined
  readonly script: Text | undefined
  /** The program inside: of an image or package it is known only when named. */
  readonly started: Text | undefined
  readonly args: readonly Argument[]
  /** Arguments of the server itself. */
  readonly rest: readonly Text[]
  readonly env: readonly Assignment[]
  readonly mounts: readonly Mount[]
}

export type ReadRunner = (tree: SyntaxTree, command: Command) => Run | undefined

export const NOTHING_RUN = {
  source: undefined,
  script: undefined,
  started: undefined,
  args: [],
  rest: [],
  env: [],
  mounts: [],
} as const

/** A word that is not an option of the runner but its object. */
export function asArgument(word: Text, kind: Argument['kind'], of: Argument['of'] = 'runner'): Argument {
  return { ...word, kind, flag: undefined, value: word, of }
}
