import { isProxyOption } from '../../protocol/proxyOptions.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import type { Text } from '../place.ts'
import { readNpmRunner } from './npmRunners.ts'
import { programName } from './program.ts'
import type { Command } from './runners.ts'

/** Our own proxy in front of a command. */
export interface OwnProxy {
  /** The `--` between its options and the command of the server. */
  readonly separator: Text
  /** Id of the undo record, from `--entry`. */
  readonly entry: string | undefined
  /** The command of the server; empty when nothing follows. */
  readonly words: readonly Text[]
}

/**
 * Reads a command that starts our own proxy, in each form: the launcher, `scopelight proxy`, the same through a runner of
 * npm packages, and `node …/proxy.cjs`. Undefined when something else starts. An option that the proxy would refuse does
 * not make it another program, except where only the name of a file says that it is ours.
 */
export function readOwnProxy(tree: SyntaxTree, command: Command): OwnProxy | undefined {
  const args = ownArguments(tree, command)
  const at = args?.findIndex(({ text }) => text === '--') ?? -1
  const separator = args?.[at]
  if (!args || !separator) return undefined
  const entryAt = args.findIndex(({ text }) => text === '--entry')
  const entry = entryAt >= 0 && entryAt + 1 < at ? args[entryAt + 1]?.text : undefined
  return { separator, entry, words: args.slice(at + 1) }
}

/** Options of the proxy, and all that follows them. */
function ownArguments(tree: SyntaxTree, command: Command): readonly Text[] | undefined {
  const { program, args } = command
  const name = programName(program.text)
  if (name === 'scopelight-proxy') return args
  if (name === 'scopelight') return behindVerb(args)
  const script = /^(?:node|bun|electron)$/.test(name) && args[0] ? programName(args[0].text) : undefined
  if (script === 'proxy.cjs') return onlyOurOptions(args.slice(1))
  if (script === 'cli.cjs') return onlyOurOptions(behindVerb(args.slice(1)))
  const run = readNpmRunner(tree, command)
  if (run?.source?.ecosystem !== 'npm' || run.source.name !== 'scopelight') return undefined
  // `npx -p scopelight other` starts another program.
  return run.started && programName(run.started.text) !== 'scopelight' ? undefined : behindVerb(run.rest)
}

function behindVerb(args: readonly Text[]): readonly Text[] | undefined {
  return args[0]?.text === 'proxy' ? args.slice(1) : undefined
}

/** Other programs have a `proxy.cjs` and a `cli.cjs` too. */
function onlyOurOptions(args: readonly Text[] | undefined): readonly Text[] | undefined {
  const end = args?.findIndex(({ text }) => text === '--') ?? -1
  return args?.slice(0, end).every(({ text }, at) => at % 2 === 1 || isProxyOption(text)) && end % 2 === 0 ? args : undefined
}
