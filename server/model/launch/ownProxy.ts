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
 * Reads a command that starts our own proxy, in each form: the launcher at its own path, `scopelight proxy`, the same
 * through a runner of npm packages, and `node …/proxy.cjs` from where we put it. Undefined when something else starts: a
 * program that a repository brings along is not ours, whatever its name. An option that the proxy would refuse does not
 * make it another program, except where only the name of a file says that it is ours.
 *
 * `launcher` is the launcher of this machine, where that is known.
 */
export function readOwnProxy(tree: SyntaxTree, command: Command, launcher: string | undefined): OwnProxy | undefined {
  const args = ownArguments(tree, command, launcher)
  const at = args?.findIndex(({ text }) => text === '--') ?? -1
  const separator = args?.[at]
  if (!args || !separator) return undefined
  const entryAt = args.findIndex(({ text }) => text === '--entry')
  const entry = entryAt >= 0 && entryAt + 1 < at ? args[entryAt + 1]?.text : undefined
  return { separator, entry, words: args.slice(at + 1) }
}

/** Options of the proxy, and all that follows them. */
function ownArguments(tree: SyntaxTree, command: Command, launcher: string | undefined): readonly Text[] | undefined {
  const { program, args } = command
  const name = programName(program.text)
  if (name === PROXY_NAME) return isOwnLauncher(program.text, launcher) ? args : undefined
  // Found on `PATH`; a path leads to a program of somebody else.
  if (name === 'scopelight') return /[\\/]/.test(program.text) ? undefined : behindVerb(args)
  const script = /^(?:node|bun|electron)$/.test(name) ? args[0]?.text : undefined
  if (script !== undefined && isOwnScript(script, launcher)) {
    const rest = args.slice(1)
    return onlyOurOptions(programName(script) === 'cli.cjs' ? behindVerb(rest) : rest)
  }
  const run = readNpmRunner(tree, command)
  if (run?.source?.ecosystem !== 'npm' || run.source.name !== 'scopelight') return undefined
  // `npx -p scopelight other` starts another program.
  return run.started && programName(run.started.text) !== 'scopelight' ? undefined : behindVerb(run.rest)
}

const PROXY_NAME = 'scopelight-proxy'

/** A program that carries the name of our launcher and is another one. */
export function isFalseProxy(program: string, launcher: string | undefined): boolean {
  return programName(program) === PROXY_NAME && !isOwnLauncher(program, launcher)
}

/** `<state>/bin/…` below the home of somebody, as `stateDirectory` says where nothing else is set. */
const STATE_BIN =
  /^(?:\/(?:home\/[^/]+|root|var\/home\/[^/]+)\/\.local\/state|\/Users\/[^/]+\/Library\/Application Support|[A-Za-z]:\/Users\/[^/]+\/AppData\/Local)\/scopelight\/bin\/[^/]+$/
/**
 * What a package of ours holds, where npm puts programs for all projects, or as an extension of an editor: below a prefix of the
 * system, or in a hidden folder of somebody's home (`.npm`, `.nvm`, `.vscode`). Whatever else lies in a home may be a repository,
 * whose authors can tell the path beforehand: `/home/runner/work/…` of a build, `/usr/src/app` of a container.
 */
const OWN_DIST = new RegExp(
  `^(?:${[
    '(?:/usr(?:/local)?/lib|/opt/homebrew/lib|[A-Z]:/Program Files/nodejs)/node_modules/scopelight',
    '[A-Z]:/Users/[^/]+/AppData/Roaming/npm/node_modules/scopelight',
    String.raw`(?:/home/[^/]+|/root|/var/home/[^/]+|/Users/[^/]+|[A-Z]:/Users/[^/]+)/\.[^/]+/(?:[^/]+/){0,12}(?:node_modules/scopelight|extensions/scopelight\.scopelight-[^/]+)`,
  ].join('|')})/dist/[^/]+$`,
)

/**
 * The path of the launcher, and not only its name: a repository may hold a program of that name, and a share of a network
 * too. A path with `..` leads anywhere.
 */
function isOwnLauncher(program: string, launcher: string | undefined): boolean {
  const path = comparable(program)
  return path !== undefined && (STATE_BIN.test(path) || (launcher !== undefined && path === comparable(launcher)))
}

function isOwnScript(script: string, launcher: string | undefined): boolean {
  const path = comparable(script)
  const name = path?.split('/').at(-1)
  if (path === undefined || (name !== 'proxy.cjs' && name !== 'cli.cjs')) return false
  const beside = launcher === undefined ? undefined : comparable(launcher)?.replace(/[^/]*$/, 'proxy.cjs')
  return STATE_BIN.test(path) || OWN_DIST.test(path) || path === beside
}

/** With forward slashes; undefined for a path that leads elsewhere than it says. Windows does not tell cases apart, so the drive is enough. */
function comparable(path: string): string | undefined {
  const clean = path.replaceAll('\\', '/')
  return /(?:^|\/)\.{1,2}(?:\/|$)|\/\//.test(clean) ? undefined : clean.replace(/^[a-z]:/, (drive) => drive.toUpperCase())
}

function behindVerb(args: readonly Text[]): readonly Text[] | undefined {
  return args[0]?.text === 'proxy' ? args.slice(1) : undefined
}

/** Other programs have a `proxy.cjs` and a `cli.cjs` too. */
function onlyOurOptions(args: readonly Text[] | undefined): readonly Text[] | undefined {
  const end = args?.findIndex(({ text }) => text === '--') ?? -1
  return args?.slice(0, end).every(({ text }, at) => at % 2 === 1 || isProxyOption(text)) && end % 2 === 0 ? args : undefined
}
