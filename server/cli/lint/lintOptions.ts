import { CONFIDENCES, PERSONAS, SEVERITIES } from '../../rules/rule.ts'
import type { OptionSpec } from '../options.ts'

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const

export const LINT_OPTIONS = {
  format: { type: 'string', values: FORMATS },
  output: { type: 'string' },
  'fail-on': { type: 'string', values: [...SEVERITIES, 'never'] },
  'min-severity': { type: 'string', values: SEVERITIES },
  'min-confidence': { type: 'string', values: CONFIDENCES },
  persona: { type: 'string', values: PERSONAS },
  'show-suppressed': { type: 'boolean' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  fix: { type: 'boolean', values: ['safe', 'review'] },
  'fix-dry-run': { type: 'boolean', values: ['safe', 'review'] },
  online: { type: 'boolean' },
  stdin: { type: 'boolean' },
  'stdin-path': { type: 'string' },
} as const satisfies Readonly<Record<string, OptionSpec>>

export const LINT_HELP = `scopelight lint [PATH…] [OPTIONS]

Checks MCP configurations. A PATH is a file or a folder; without one, the known configurations below the working
directory are checked. A file of another name gets its host in ".scopelight.yaml":

  hosts:
    - { files: "configs/*.json", host: claude-code }

What is shown:
  --format FORMAT            ${FORMATS.join(', ')}; text by default
  --output FILE              Writes the report to FILE instead of showing it
  --persona PERSONA          ${PERSONAS.join(', ')}: each sees what the ones before it see
  --min-severity SEVERITY    ${SEVERITIES.join(', ')}; in text low by default
  --min-confidence CONFIDENCE  ${CONFIDENCES.join(', ')}; low by default
  --show-suppressed          In SARIF also what somebody lets be, marked as such; JSON always has it
  --baseline FILE            Leaves out the findings in FILE. ".scopelight.yaml" can name it: baseline: FILE
  --write-baseline FILE      Writes the findings of this run to FILE, and reports none

What is done:
  --fix[=review]             Applies the safe fixes and writes the files; with "review" also those that may change what
                             a server does. Then shows what is left
  --fix-dry-run[=review]     Says what --fix would do and writes nothing
  --online                   Asks the registries of npm and Python that your environment names, by name alone, about the
                             packages whose version nothing fixes: then the finding and --fix=review name a version
  --stdin --stdin-path PATH  Checks standard input as if it were the file at PATH; --fix prints the fixed text

  --fail-on SEVERITY         The least severity that gives exit code 1: a severity or never; medium by default, with
                             --format sarif never. A finding of low confidence never does

In text, a finding is of high confidence unless it says otherwise, and those of severity info are only counted.
Without --online nothing is asked of the network. Exit code: 0 nothing to report, 1 findings, 2 bad usage or something could not be read.
`
