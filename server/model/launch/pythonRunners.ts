import { isSecretName } from '../../knowledge/credentials.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import type { RunnerName } from '../launch.ts'
import { readOptions } from './options.ts'
import { programName } from './program.ts'
import { asArgument, type Command, NOTHING_RUN, type Run } from './runners.ts'
import { pypiSource } from './specifications.ts'

/** docs.astral.sh/uv/reference/cli and pipx.pypa.io/stable/docs, checked 2026-11. */
const VALUED = new Set([
  '--from',
  '--with',
  '--with-editable',
  '--with-requirements',
  '-p',
  '--python',
  '--python-preference',
  '--python-platform',
  '-m',
  '--module',
  '-i',
  '--index-url',
  '--extra-index-url',
  '--index',
  '--default-index',
  '--index-strategy',
  '-f',
  '--find-links',
  '-c',
  '--constraints',
  '-b',
  '--build-constraints',
  '--overrides',
  '--resolution',
  '--prerelease',
  '--exclude-newer',
  '--extra',
  '--group',
  '--no-group',
  '--only-group',
  '--env-file',
  '--package',
  '--directory',
  '--project',
  '--cache-dir',
  '--config-file',
  '--color',
  '--allow-insecure-host',
  '-P',
  '--upgrade-package',
  '--refresh-package',
  '--reinstall-package',
  '--spec',
  '--pip-args',
])
// `-m NAME` names a module, so no file follows that would be a script.
const MODULE_OPTIONS = new Set(['-m', '--module'])

/** `uvx name==1.2.3`, `uv tool run …`, `uv run --with …`, `pipx run …`; undefined for any other program. */
export function readPythonRunner(tree: SyntaxTree, { program, args }: Command): Run | undefined {
  const rules = {
    of: 'runner',
    // What stands behind an option for a secret is that secret, though the runner has no such option, and no package.
    takesValue: (option: string) => VALUED.has(option) || isSecretName(option),
    endsAfter: (option: string) => MODULE_OPTIONS.has(option),
    shortClusters: false,
  } as const
  const name = programName(program.text)
  if (name === 'uvx') return fetched('uvx', readOptions(tree, args, rules))
  if (name !== 'uv' && name !== 'pipx') return undefined

  const before = readOptions(tree, args, rules)
  const verbs = verbOf(
    name,
    before.rest.map(({ text }) => text),
  )
  if (!verbs) return undefined
  const after = readOptions(tree, before.rest.slice(verbs.words), rules)
  const read = {
    options: [...before.options, ...after.options],
    args: [...before.args, ...before.rest.slice(0, verbs.words).map((word) => asArgument(word, 'other')), ...after.args],
    rest: after.rest,
  }
  return verbs.runner === 'uv run' ? inProject(read) : fetched(verbs.runner, read)
}

function verbOf(program: string, words: readonly string[]): { runner: RunnerName; words: number } | undefined {
  if (program === 'pipx') return words[0] === 'run' ? { runner: 'pipx', words: 1 } : undefined
  if (words[0] === 'tool' && words[1] === 'run') return { runner: 'uv tool run', words: 2 }
  return words[0] === 'run' ? { runner: 'uv run', words: 1 } : undefined
}

/** The first word is the package, unless `--from` or `--spec` says which package holds that program. */
function fetched(runner: RunnerName, { options, args, rest }: ReturnType<typeof readOptions>): Run {
  const named = options.find(({ name, value }) => (name === '--from' || name === '--spec') && value)?.value
  const [first, ...others] = rest
  const specification = named ?? first
  return {
    ...NOTHING_RUN,
    runner,
    source: specification && pypiSource(specification),
    started: named ? first : undefined,
    args: first ? [...args, asArgument(first, named ? 'other' : 'package')] : args,
    rest: others,
  }
}

/** `uv run` starts something of a project; what `--with` adds is fetched like any package. */
function inProject({ options, args, rest }: ReturnType<typeof readOptions>): Run {
  const added = options.find(({ name, value }) => name === '--with' && value)?.value
  const module = options.find(({ name }) => MODULE_OPTIONS.has(name))?.value
  const run = { ...NOTHING_RUN, runner: 'uv run' as const, source: added && pypiSource(added) }
  if (module) return { ...run, started: module, args, rest }
  const [first, ...others] = rest
  if (!first) return { ...run, args, rest: [] }
  const isScript = /\.pyw?$/i.test(first.text) || /^https?:/i.test(first.text)
  return {
    ...run,
    script: isScript ? first : undefined,
    started: isScript ? undefined : first,
    args: [...args, asArgument(first, isScript ? 'script' : 'other')],
    rest: others,
  }
}
