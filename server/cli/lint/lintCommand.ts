import { PERSONAS, SEVERITIES } from '../../rules/rule.ts'
import { visibleText } from '../../trace/visibleText.ts'
import { badUsage, type Command } from '../command.ts'
import { readOptions } from '../options.ts'
import { jsonReport } from '../report/json.ts'
import { textReport } from '../report/text.ts'
import { isFailure } from './isFailure.ts'
import { type LintRun, runLint } from './run.ts'

export const lintCommand: Command = {
  help: `scopelight lint [PATH…] [OPTIONS]

Checks MCP configurations. A PATH is a file or a folder; without one, the known configurations below the working
directory are checked. A file of another name gets its host in ".scopelight.yaml":

  hosts:
    - { files: "configs/*.json", host: claude-code }

  --format text|json   How findings are shown; text by default
  --fail-on SEVERITY   The least severity that gives exit code 1: ${SEVERITIES.join(', ')} or never;
                       medium by default. A finding of low confidence never does
  --persona PERSONA    ${PERSONAS.join(', ')}: each sees what the ones before it see

In text, a finding is of high confidence unless it says otherwise, and those of severity info are only counted.
Exit code: 0 nothing to report, 1 findings, 2 bad usage or something could not be read.
`,
  run(args, terminal) {
    const options = readOptions(args, {
      format: { type: 'string', values: ['text', 'json'] },
      'fail-on': { type: 'string', values: [...SEVERITIES, 'never'] },
      persona: { type: 'string', values: PERSONAS },
    })
    if (!options.ok) return badUsage(terminal, 'lint', visibleText(options.problem))
    const { values, positionals } = options
    if (positionals.includes('')) return badUsage(terminal, 'lint', 'A path is empty.')

    const persona = PERSONAS.find((each) => each === values.persona)
    const result = runLint({ cwd: terminal.cwd, paths: positionals.length > 0 ? positionals : ['.'], persona })
    terminal.out(values.format === 'json' ? jsonReport(result) : textReport(result, terminal.colours))
    for (const sentence of [...result.warnings, ...skippedSentence(result), ...result.errors])
      terminal.err(`scopelight: ${visibleText(sentence)}\n`)

    if (result.errors.length > 0) return 2
    const failOn = [...SEVERITIES, 'never' as const].find((each) => each === values['fail-on']) ?? 'medium'
    return result.files.some(({ findings }) => findings.some((finding) => isFailure(finding, failOn))) ? 1 : 0
  },
}

function skippedSentence({ skipped }: LintRun): readonly string[] {
  if (skipped.size === 0) return []
  const count = [...skipped.values()].reduce((sum, each) => sum + each, 0)
  const hosts = [...skipped].map(([host, files]) => `${host} ${files}`).join(', ')
  return [`Skipped ${count} ${count === 1 ? 'file' : 'files'} of hosts this version does not check yet: ${hosts}.`]
}
