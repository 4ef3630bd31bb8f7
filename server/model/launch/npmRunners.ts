import { isSecretName } from '../../knowledge/credentials.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import type { RunnerName } from '../launch.ts'
import type { Text } from '../place.ts'
import { readOptions } from './options.ts'
import { programName } from './program.ts'
import { asArgument, type Command, NOTHING_RUN, type Run } from './runners.ts'
import { npmSource } from './specifications.ts'

/** Program and the words that select its "fetch and run". */
const FORMS: readonly { readonly runner: RunnerName; readonly program: string; readonly verb: readonly string[] }[] = [
  { runner: 'npx', program: 'npx', verb: [] },
  { runner: 'bunx', program: 'bunx', verb: [] },
  { runner: 'bunx', program: 'bun', verb: ['x'] },
  { runner: 'pnpm dlx', program: 'pnpx', verb: [] },
  { runner: 'pnpm dlx', program: 'pnpm', verb: ['dlx'] },
  { runner: 'yarn dlx', program: 'yarn', verb: ['dlx'] },
  { runner: 'npm exec', program: 'npm', verb: ['exec', 'x'] },
]

/** Options that name the package, when the first word is only the program inside it. */
const PACKAGE_OPTIONS = new Set(['-p', '--package'])

/** docs.npmjs.com/cli/v11/commands/npm-exec, pnpm.io/cli/dlx, yarnpkg.com/cli/dlx, bun.sh/docs/cli/bunx, checked 2026-11. */
const VALUED = new Set([
  ...PACKAGE_OPTIONS,
  '-c',
  '--call',
  '-w',
  '--workspace',
  '--registry',
  '--cache',
  '--userconfig',
  '--globalconfig',
  '--prefix',
  '--loglevel',
  '--node-options',
  '--script-shell',
  '-C',
  '--dir',
  '--allow-build',
])

/** `npx -y name@1.2.3 …` and its kin; undefined for any other program. */
export function readNpmRunner(tree: SyntaxTree, { program, args }: Command): Run | undefined {
  const name = programName(program.text)
  // What stands behind an option for a secret is that secret, though the runner has no such option, and no package.
  const rules = {
    of: 'runner',
    takesValue: (option: string) => VALUED.has(option) || isSecretName(option),
    shortClusters: false,
  } as const
  for (const form of FORMS) {
    if (form.program !== name) continue
    if (form.verb.length === 0) return finish(form.runner, readOptions(tree, args, rules))
    // Options may stand on both sides of the verb: `pnpm --package=a dlx b`.
    const before = readOptions(tree, args, rules)
    const [verb, ...words] = before.rest
    if (!verb || !form.verb.includes(verb.text)) continue
    const after = readOptions(tree, words, rules)
    return finish(form.runner, {
      options: [...before.options, ...after.options],
      args: [...before.args, asArgument(verb, 'other'), ...after.args],
      rest: after.rest,
    })
  }
  return undefined
}

function finish(runner: RunnerName, { options, args, rest }: ReturnType<typeof readOptions>): Run {
  const named = options.find(({ name, value }) => PACKAGE_OPTIONS.has(name) && value)?.value
  const [first, ...others] = rest
  const specification: Text | undefined = named ?? first
  return {
    ...NOTHING_RUN,
    runner,
    source: specification && npmSource(specification),
    started: named ? first : undefined,
    args: first ? [...args, asArgument(first, named ? 'other' : 'package')] : args,
    rest: others,
  }
}
