import type { SyntaxTree } from '../../syntax/tree.ts'
import type { PlainWrapper, Wrapper } from '../launch.ts'
import type { Place, Text } from '../place.ts'
import { assignment } from './containers.ts'
import { type OwnProxy, readOwnProxy } from './ownProxy.ts'
import { programName } from './program.ts'
import type { Assignment, Command } from './runners.ts'
import { OPERATOR, powershellLine, SHELLS } from './shellLine.ts'
import { shellWords } from './shellWords.ts'
import { behindSudo } from './sudo.ts'

interface Peeled {
  readonly kind: PlainWrapper['kind'] | OwnProxy
  readonly words: readonly Text[]
  readonly env: readonly Assignment[]
}

type Peel = (tree: SyntaxTree, command: Command, launcher: string | undefined) => Peeled | undefined

export interface Unwrapped extends Command {
  /** Outermost first. */
  readonly wrappers: readonly Wrapper[]
  readonly env: readonly Assignment[]
}

/** A config that wraps deeper than this means harm; what is left then stays wrapped. */
const MAX_WRAPPERS = 16

/** What really starts: takes off every program that only starts another one. `launcher` is that of our own proxy here. */
export function unwrap(tree: SyntaxTree, command: Command, launcher: string | undefined): Unwrapped {
  const wrappers: Wrapper[] = []
  const env: Assignment[] = []
  let { program, args } = command
  while (wrappers.length < MAX_WRAPPERS) {
    const inner = peelOnce(tree, { program, args }, launcher)
    const [first, ...rest] = inner?.words ?? []
    // A proxy in front of nothing starts nothing, and is still there to be taken away.
    if (!inner || !(first || typeof inner.kind === 'object')) break
    wrappers.push(wrapperOf(inner, program))
    if (!first) break
    env.push(...inner.env)
    program = first
    args = rest
  }
  return { program, args, wrappers, env }
}

function wrapperOf({ kind }: Peeled, { span, path }: Place): Wrapper {
  if (typeof kind === 'string') return { kind, span, path }
  return { kind: 'proxy', span, path, separator: { span: kind.separator.span, path: kind.separator.path }, entry: kind.entry }
}

function peelOnce(tree: SyntaxTree, command: Command, launcher: string | undefined): Peeled | undefined {
  for (const peel of PEELS) {
    const peeled = peel(tree, command, launcher)
    if (peeled) return peeled
  }
  return undefined
}

/** `cmd /c npx …`, the documented form on Windows; the command line may also be one word. */
const peelCmd: Peel = (tree, { program, args }) => {
  if (programName(program.text) !== 'cmd') return undefined
  const at = args.findIndex(({ text }) => /^\/[ck]$/i.test(text))
  if (at < 0 || !args.slice(0, at).every(({ text }) => /^\/[a-z]/i.test(text))) return undefined
  const [line, ...rest] = args.slice(at + 1)
  // Then it is more than one command.
  if (!line || rest.some(({ text }) => OPERATOR.test(text))) return undefined
  const words = rest.length === 0 ? shellWords(tree, line) : [line, ...rest]
  return words && { kind: 'cmd', words, env: [] }
}

/** `sudo NAME=value … program`: the variables are set as `env` sets them. */
const peelSudo: Peel = (tree, { program, args }) => {
  const words = behindSudo(program, args)
  if (!words) return undefined
  const plain = words.findIndex(({ text }) => !/^[A-Za-z_]\w*=/.test(text))
  if (plain < 0) return undefined
  return { kind: 'sudo', words: words.slice(plain), env: words.slice(0, plain).map((word) => assignment(tree, word)) }
}

/** `env NAME=value … program`. */
const peelEnv: Peel = (tree, { program, args }) => {
  if (programName(program.text) !== 'env') return undefined
  const env: Assignment[] = []
  for (let at = 0; at < args.length; at++) {
    const word = args[at]
    if (!word) break
    if (word.text === '-u' || word.text === '--unset' || word.text === '-C' || word.text === '--chdir') at++
    else if (word.text === '-S' || word.text === '--split-string') {
      const line = args[at + 1]
      const words = line && shellWords(tree, line)
      return words && { kind: 'env', words: [...words, ...args.slice(at + 2)], env }
    } else if (/^[A-Za-z_]\w*=/.test(word.text)) env.push(assignment(tree, word))
    else if (!word.text.startsWith('-')) return { kind: 'env', words: args.slice(at), env }
  }
  return undefined
}

/** `sh -c "one plain command"`; a shell that does more is itself what starts. */
const peelShell: Peel = (tree, { program, args }) => {
  if (!SHELLS.test(programName(program.text))) return undefined
  const at = args.findIndex(({ text }) => /^-[a-z]*c$/.test(text))
  const line = args[at + 1]
  if (at < 0 || !line || !args.slice(0, at).every(({ text }) => /^--?[a-z]+$/.test(text))) return undefined
  const words = shellWords(tree, line)
  if (!words) return undefined
  const plain = words.findIndex(({ text }) => !/^[A-Za-z_]\w*=/.test(text))
  if (plain < 0) return undefined
  const env = words.slice(0, plain).map((word) => assignment(tree, word))
  return { kind: 'shell', words: words.slice(words[plain]?.text === 'exec' ? plain + 1 : plain), env }
}

/** `pwsh -NoProfile -Command "one plain command"`. */
const peelPowershell: Peel = (tree, command) => {
  const line = powershellLine(command)
  const words = line && shellWords(tree, line)
  return words && { kind: 'shell', words, env: [] }
}

/** `dotenv -e .env -- program …`, `dotenvx run -- program …`. */
const peelDotenv: Peel = (_tree, { program, args }) => {
  if (!/^dotenvx?$/.test(programName(program.text))) return undefined
  const at = args.findIndex(({ text }) => text === '--')
  return at < 0 ? undefined : { kind: 'dotenv', words: args.slice(at + 1), env: [] }
}

/** Programs of stores of secrets that set variables for another one, by the verb that does (their documentation, 2026-11). */
const SECRET_RUNNERS: Readonly<Record<string, string>> = {
  op: 'run',
  doppler: 'run',
  infisical: 'run',
  'aws-vault': 'exec',
  chamber: 'exec',
}

/** `op run --env-file=.env -- program …`. */
const peelSecrets: Peel = (_tree, { program, args }) => {
  const name = programName(program.text)
  if (!Object.hasOwn(SECRET_RUNNERS, name) || args[0]?.text !== SECRET_RUNNERS[name]) return undefined
  const at = args.findIndex(({ text }) => text === '--')
  return at < 0 ? undefined : { kind: 'dotenv', words: args.slice(at + 1), env: [] }
}

/** Our own proxy; the server's command stands behind `--`. */
const peelProxy: Peel = (tree, command, launcher) => {
  const proxy = readOwnProxy(tree, command, launcher)
  return proxy && { kind: proxy, words: proxy.words, env: [] }
}

const PEELS: readonly Peel[] = [peelCmd, peelSudo, peelEnv, peelShell, peelPowershell, peelDotenv, peelSecrets, peelProxy]
