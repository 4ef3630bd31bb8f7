import type { SyntaxTree } from '../../syntax/tree.ts'
import type { RunnerName, Source } from '../launch.ts'
import type { Text } from '../place.ts'
import { readOptions } from './options.ts'
import { programName } from './program.ts'
import { asArgument, type Command, NOTHING_RUN, type Run } from './runners.ts'
import { npmSource } from './specifications.ts'

interface Runtime {
  readonly runner: RunnerName
  readonly programs: RegExp
  /** A word between the program and its options: `deno run`. */
  readonly verb: string | undefined
  readonly valued: ReadonlySet<string>
  /** Options whose value is the code itself, so that no script follows. */
  readonly inline: ReadonlySet<string>
  readonly modules: ReadonlySet<string>
}

/** nodejs.org/api/cli.html, docs.python.org/3/using/cmdline.html, docs.deno.com, php.net, checked 2026-11. */
const RUNTIMES: readonly Runtime[] = [
  {
    runner: 'node',
    programs: /^(?:node|nodejs|tsx|ts-node)$/,
    verb: undefined,
    valued: new Set([
      '-r',
      '--require',
      '--import',
      '--loader',
      '--experimental-loader',
      '-C',
      '--conditions',
      '-e',
      '--eval',
      '-p',
      '--print',
    ]),
    inline: new Set(['-e', '--eval', '-p', '--print']),
    modules: new Set(),
  },
  {
    runner: 'python',
    programs: /^(?:python|pythonw|py|pypy)[\d.]*$/,
    verb: undefined,
    valued: new Set(['-m', '-c', '-W', '-X', '-Q']),
    inline: new Set(['-c']),
    modules: new Set(['-m']),
  },
  {
    runner: 'deno',
    programs: /^deno$/,
    verb: 'run',
    valued: new Set(['-c', '--config', '--import-map', '--cert', '--location', '--seed', '-L', '--log-level']),
    inline: new Set(),
    modules: new Set(),
  },
  {
    runner: 'bun',
    programs: /^bun$/,
    verb: 'run',
    valued: new Set(['-r', '--preload', '--cwd', '-c', '--config', '-e', '--eval']),
    inline: new Set(['-e', '--eval']),
    modules: new Set(),
  },
  {
    runner: 'php',
    programs: /^php[\d.]*$/,
    verb: undefined,
    valued: new Set(['-d', '-c', '-r', '-z']),
    inline: new Set(['-r']),
    modules: new Set(),
  },
]

/** `node server.js`, `python -m name`, `deno run npm:name@1.2.3`; undefined for any other program. */
export function readRuntime(tree: SyntaxTree, { program, args }: Command): Run | undefined {
  const name = programName(program.text)
  const runtime = RUNTIMES.find(({ programs }) => programs.test(name))
  if (!runtime) return undefined
  const rules = {
    of: 'runner',
    takesValue: (option: string) => runtime.valued.has(option),
    endsAfter: (option: string) => runtime.modules.has(option) || (runtime.runner === 'python' && runtime.inline.has(option)),
    shortClusters: false,
  } as const
  const verb = args[0]?.text === runtime.verb ? args[0] : undefined
  const read = readOptions(tree, verb ? args.slice(1) : args, rules)
  const own = verb ? [asArgument(verb, 'other'), ...read.args] : read.args
  const run = { ...NOTHING_RUN, runner: runtime.runner, args: own }

  const module = read.options.find(({ name }) => runtime.modules.has(name))?.value
  if (module) return { ...run, started: module, rest: read.rest }
  if (read.options.some(({ name }) => runtime.inline.has(name))) return { ...run, rest: read.rest }
  const [first, ...others] = read.rest
  if (!first) return run
  const source = remoteSource(first)
  return {
    ...run,
    source,
    script: source ? undefined : first,
    args: [...own, asArgument(first, source ? 'package' : 'script')],
    rest: others,
  }
}

/** Specifiers of deno that fetch code (docs.deno.com/runtime/fundamentals/modules, checked 2026-11). */
function remoteSource(word: Text): Source | undefined {
  const { text, span, path } = word
  if (text.startsWith('npm:')) return npmSource({ text: withoutSubpath(text.slice(4).replace(/^\//, '')), span, path })
  if (!/^(?:jsr:|https?:\/\/)/i.test(text)) return undefined
  return { ecosystem: 'url', name: text, version: undefined, digest: undefined, span, path }
}

/** `@acme/mcp@1.2.3/cli` names a program in the package `@acme/mcp@1.2.3`. */
function withoutSubpath(specification: string): string {
  return /^(?:@[^/]*\/)?[^/]*/.exec(specification)?.[0] ?? specification
}
