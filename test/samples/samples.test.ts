import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { lint } from '../../server/lint/lint.ts'
import { hostOf } from '../../server/model/hostOf.ts'
import { RULES } from '../../server/rules/index.ts'
import { type Finding, SEVERITIES } from '../../server/rules/rule.ts'

/** Small workspaces with planted issues, and clean ones. `expected.json` holds all that a finished product finds. */
const FOLDER = 'test/fixtures/samples'
const FILES = ['.mcp.json', '.cursor/mcp.json', '.vscode/mcp.json']

interface Expected {
  readonly clean: boolean
  readonly findings: readonly Wanted[]
  readonly low: readonly Wanted[]
}

interface Wanted {
  readonly file: string
  readonly ruleId: string
  readonly anchor: string
  readonly severity?: string
}

interface Found extends Finding {
  readonly file: string
  readonly text: string
}

/** Findings that a rule which is not here yet will take in. */
const NOT_ABSORBED_YET: Readonly<Record<string, readonly string[]>> = {
  // temporary-key-without-session-token
  'aws-half-of-a-temporary-key': ['hardcoded-secret'],
}

const ours = new Set(RULES.map(({ meta }) => meta.id))
const rank = (severity: string) => (SEVERITIES as readonly string[]).indexOf(severity)
const atLeast = (severity: string) => (finding: { readonly severity: string }) => rank(finding.severity) >= rank(severity)

function run(sample: string): readonly Found[] {
  return FILES.filter((file) => existsSync(path.join(FOLDER, sample, file))).flatMap((file) => {
    const text = readFileSync(path.join(FOLDER, sample, file), 'utf8')
    const host = hostOf(file)
    if (!host) throw new Error(`no host for ${file}`)
    const { findings, failures } = lint({ file, text }, host, RULES)
    expect(failures).toEqual([])
    return findings.map((finding) => ({ ...finding, file, text }))
  })
}

/** The anchor is text inside the range; quotes around it stand outside, since a range never holds the quotes. */
function matches(wanted: Wanted, found: Found): boolean {
  const anchor = JSON.stringify(wanted.anchor.replace(/^"(.*)"$/s, '$1')).slice(1, -1)
  return (
    wanted.ruleId === found.rule &&
    wanted.file === found.file &&
    (wanted.severity === undefined || wanted.severity === found.severity) &&
    (found.text.slice(found.span.start, found.span.end).includes(anchor) ||
      found.related.some(({ span }) => found.text.slice(span.start, span.end).includes(anchor)))
  )
}

describe.each(readdirSync(FOLDER))('sample %s', (sample) => {
  const expected: Expected = JSON.parse(readFileSync(path.join(FOLDER, sample, 'expected.json'), 'utf8'))
  const found = run(sample)
  const tell = ({ rule, severity, text, span }: Found) => `${severity} ${rule} at ${text.slice(span.start, span.end)}`

  it('gives each expected finding of a rule that is here', () => {
    for (const wanted of [...expected.findings, ...expected.low].filter(({ ruleId }) => ours.has(ruleId))) {
      expect(
        found.filter((one) => matches(wanted, one)),
        `${JSON.stringify(wanted)} among ${found.map(tell).join('; ')}`,
      ).toHaveLength(1)
    }
  })

  it('gives nothing else of medium or above', () => {
    const other = found
      .filter(atLeast('medium'))
      .filter((one) => !expected.findings.some((wanted) => matches(wanted, one)))
      .filter(({ rule }) => !NOT_ABSORBED_YET[sample]?.includes(rule))
    expect(other.map(tell)).toEqual([])
  })

  if (expected.clean) {
    it('is clean', () => {
      expect(found.filter(atLeast('low')).map(tell)).toEqual([])
    })
  }
})
