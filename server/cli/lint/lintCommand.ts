import { homedir } from 'node:os'
import path from 'node:path'
import { startOfDay } from '../../lint/startOfDay.ts'
import type { Published } from '../../model/published.ts'
import { CONFIDENCES, PERSONAS, SEVERITIES } from '../../rules/rule.ts'
import { leadsAway } from '../../workspace/leadsAway.ts'
import { readText } from '../../workspace/readText.ts'
import { badUsage, type Command, type ExitCode } from '../command.ts'
import { type Options, readOptions } from '../options.ts'
import { fixReport } from '../report/fixes.ts'
import { githubReport } from '../report/github.ts'
import { jsonReport } from '../report/json.ts'
import { logText } from '../report/logText.ts'
import { sarifReport } from '../report/sarif.ts'
import { textReport } from '../report/text.ts'
import type { Terminal } from '../terminal.ts'
import { fixFiles } from './fixFiles.ts'
import { isFailure } from './isFailure.ts'
import { FORMATS, LINT_HELP, LINT_OPTIONS } from './lintOptions.ts'
import { createProgress } from './progress.ts'
import { type ReadRun, readFiles } from './readFiles.ts'
import { replaceFile } from './replaceFile.ts'
import { type LintRequest, type LintRun, lintFiles, runLint } from './run.ts'
import { createFindSettings } from './workspaceSettingsOf.ts'

type Values = Extract<Options, { readonly ok: true }>['values']
type Option = keyof typeof LINT_OPTIONS

export const lintCommand: Command = {
  help: LINT_HELP,
  async run(args, terminal) {
    const options = readOptions(args, LINT_OPTIONS)
    if (!options.ok) return badUsage(terminal, 'lint', logText(options.problem))
    const { values, positionals } = options
    const contradiction = contradictionIn(values, positionals)
    if (contradiction) return badUsage(terminal, 'lint', contradiction)

    const input = values.stdin ? decode(await terminal.readInput()) : undefined
    if (values.stdin && input === undefined) return refuse(terminal, 'Standard input is not UTF-8 text.')
    const request = toRequest(values, positionals, input, terminal)
    const read = readFiles(request)
    const published = values.online ? await publishedOnline(read, terminal) : undefined
    const first = lintFiles(read, request, published)
    if (values['write-baseline'] !== undefined) return writeBaseline(first, String(values['write-baseline']), terminal)

    const { run, said, printed } = applyFixes(first, request, published, values, terminal)
    if (printed !== undefined) {
      terminal.out(printed)
      tell(run, terminal)
      return run.errors.length > 0 ? 2 : 0
    }
    const known = await leaveOutKnown(run, values, terminal)
    if (!known.ok) return refuse(terminal, known.sentence)
    const format = FORMATS.find((each) => each === values.format) ?? 'text'
    const shownRun = { ...run, files: known.files }
    const text = said + report(shownRun, format, known.count, values, terminal)
    if (typeof values.output === 'string') {
      const trouble = writeReport(path.resolve(terminal.cwd, values.output), values.output, text, terminal.cwd)
      if (trouble) return refuse(terminal, trouble)
    } else terminal.out(text)
    tell(shownRun, terminal)
    return exitCode(shownRun, values, format)
  },
}

function contradictionIn(values: Values, positionals: readonly string[]): string | undefined {
  const both = (a: Option, b: Option): string | undefined =>
    values[a] !== undefined && values[b] !== undefined ? `"--${a}" and "--${b}" do not go together.` : undefined
  if (positionals.includes('')) return 'A path is empty.'
  if (values.stdin && !values['stdin-path']) return '"--stdin" wants "--stdin-path", which says whose file it is.'
  if (values['stdin-path'] && !values.stdin) return '"--stdin-path" goes with "--stdin".'
  if (values.stdin && positionals.length > 0) return '"--stdin" is the only file that is checked. Leave out the paths.'
  return (
    both('fix', 'fix-dry-run') ??
    both('fix', 'write-baseline') ??
    both('fix-dry-run', 'write-baseline') ??
    both('baseline', 'write-baseline')
  )
}

function toRequest(values: Values, positionals: readonly string[], input: string | undefined, terminal: Terminal): LintRequest {
  return {
    cwd: terminal.cwd,
    paths: positionals.length > 0 ? positionals : ['.'],
    stdin: input === undefined ? undefined : { path: String(values['stdin-path']), text: input },
    persona: PERSONAS.find((each) => each === values.persona),
    minSeverity: SEVERITIES.find((each) => each === values['min-severity']) ?? 'info',
    minConfidence: CONFIDENCES.find((each) => each === values['min-confidence']) ?? 'low',
    today: startOfDay(terminal.env.SOURCE_DATE_EPOCH, Date.now()),
    progress: createProgress(terminal, Date.now),
  }
}

/** That a registry could not be asked is said, and changes neither the findings nor the exit code. */
async function publishedOnline(read: ReadRun, terminal: Terminal): Promise<Published> {
  const { askOnline } = await import('./askOnline.ts')
  const { published, notes } = await askOnline(read, terminal.env, homedir())
  for (const note of notes) terminal.err(`scopelight: ${logText(note)}\n`)
  return published
}

interface Fixed {
  /** What is left to say: of the files as they are now. */
  readonly run: LintRun
  /** What was done, as lines; empty where the report is for programs. */
  readonly said: string
  /** The fixed text of standard input. */
  readonly printed: string | undefined
}

function applyFixes(
  run: LintRun,
  request: LintRequest,
  published: Published | undefined,
  values: Values,
  terminal: Terminal,
): Fixed {
  const asked = values.fix ?? values['fix-dry-run']
  if (asked === undefined) return { run, said: '', printed: undefined }
  const safety = asked === 'review' ? 'review' : 'safe'
  const writes = values.fix !== undefined
  const { files, errors } = fixFiles(run.files, safety, writes && !request.stdin, terminal.cwd)
  const said = values.format === undefined || values.format === 'text' ? fixReport(files, writes, terminal.colours) : ''
  if (request.stdin && writes) return { run: withErrors(run, errors), said, printed: files[0]?.text ?? request.stdin.text }
  const after = writes && files.length > 0 ? runLint(request, published) : run
  return { run: withErrors(after, errors), said, printed: undefined }
}

function withErrors(run: LintRun, errors: readonly string[]): LintRun {
  return { ...run, errors: [...run.errors, ...errors] }
}

type Known =
  | { readonly ok: true; readonly files: LintRun['files']; readonly count: number }
  | { readonly ok: false; readonly sentence: string }

/** The option wins over what `.scopelight.yaml` of the working directory names. */
async function leaveOutKnown({ files }: LintRun, values: Values, terminal: Terminal): Promise<Known> {
  const named = typeof values.baseline === 'string' ? values.baseline : baselineOfSettings(terminal.cwd)
  if (named === undefined) return { ok: true, files, count: 0 }
  const { readBaseline, withoutKnown } = await import('./baseline.ts')
  const file = path.resolve(terminal.cwd, named)
  const source = readText(file)
  if (!source.ok)
    return { ok: false, sentence: `The baseline "${logText(named)}" cannot be read. Write it with --write-baseline.` }
  const read = readBaseline(source.text, path.dirname(file))
  if (!read.ok) return { ok: false, sentence: `The baseline "${logText(named)}" ${read.reason}.` }
  const { files: kept, known } = withoutKnown(files, read.baseline, terminal.cwd)
  return { ok: true, files: kept, count: known }
}

/** What is wrong with that file is told where it is read for the files. */
function baselineOfSettings(cwd: string): string | undefined {
  const found = createFindSettings([], () => undefined)(cwd)
  return found?.settings.baseline === undefined ? undefined : path.join(found.folder, found.settings.baseline)
}

async function writeBaseline(run: LintRun, named: string, terminal: Terminal): Promise<ExitCode> {
  tell(run, terminal)
  if (run.errors.length > 0) return refuse(terminal, 'The baseline is not written, since not everything could be read.')
  const file = path.resolve(terminal.cwd, named)
  const { baselineText } = await import('./baseline.ts')
  const trouble = writeReport(file, named, baselineText(run.files, terminal.cwd, path.dirname(file)), terminal.cwd)
  if (trouble) return refuse(terminal, trouble)
  const count = run.files.reduce((sum, { findings }) => sum + findings.length, 0)
  terminal.out(`Wrote ${count} ${count === 1 ? 'finding' : 'findings'} to ${logText(named)}.\n`)
  return 0
}

/** Undefined when it is written, else a sentence. A link of the repository may lead to a file of its user. */
function writeReport(file: string, named: string, text: string, cwd: string): string | undefined {
  if (leadsAway(file, cwd)) return `"${logText(named)}" leads out of this folder by a link and is not written.`
  try {
    replaceFile(file, text)
    return undefined
  } catch {
    return `"${logText(named)}" cannot be written.`
  }
}

function report(run: LintRun, format: (typeof FORMATS)[number], known: number, values: Values, terminal: Terminal): string {
  if (format === 'json') return jsonReport(run)
  if (format === 'sarif') return sarifReport(run, values['show-suppressed'] === true)
  if (format === 'github') return githubReport(run)
  return textReport(run, terminal.colours, known)
}

function tell(run: LintRun, terminal: Terminal): void {
  for (const sentence of [...run.warnings, ...skippedSentence(run), ...run.errors])
    terminal.err(`scopelight: ${logText(sentence)}\n`)
}

function exitCode({ files, errors }: LintRun, values: Values, format: (typeof FORMATS)[number]): ExitCode {
  if (errors.length > 0) return 2
  const asked = [...SEVERITIES, 'never' as const].find((each) => each === values['fail-on'])
  const failOn = asked ?? (format === 'sarif' ? 'never' : 'medium')
  return files.some(({ findings }) => findings.some((finding) => isFailure(finding, failOn))) ? 1 : 0
}

function skippedSentence({ skipped }: LintRun): readonly string[] {
  if (skipped.size === 0) return []
  const count = [...skipped.values()].reduce((sum, each) => sum + each, 0)
  const hosts = [...skipped].map(([host, files]) => `${host} ${files}`).join(', ')
  return [`Skipped ${count} ${count === 1 ? 'file' : 'files'} of hosts this version does not check yet: ${hosts}.`]
}

function refuse(terminal: Terminal, sentence: string): ExitCode {
  terminal.err(`scopelight: ${sentence}\n`)
  return 2
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
