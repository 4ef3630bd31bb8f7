import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { lint, NO_CONTEXT } from '../../server/lint/lint.ts'
import { belongs } from '../../server/model/belongs.ts'
import { readersOf } from '../../server/model/hostOf.ts'
import { readMcpConfig } from '../../server/model/mcpConfig.ts'
import { RULES } from '../../server/rules/index.ts'
import { type Finding, SEVERITIES } from '../../server/rules/rule.ts'
import { parse } from '../../server/syntax/parse.ts'

/** Small workspaces with planted issues, and clean ones. `expected.json` holds all that a finished product finds. */
const FOLDER = 'test/fixtures/samples'
/** The day the samples are about. */
const TODAY = Date.UTC(2026, 10, 23)

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

const ours = new Set(RULES.map(({ meta }) => meta.id))
const rank = (severity: string) => (SEVERITIES as readonly string[]).indexOf(severity)
const atLeast = (severity: string) => (finding: { readonly severity: string }) => rank(finding.severity) >= rank(severity)

function run(sample: string): readonly Found[] {
  const folder = path.join(FOLDER, sample)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
  const read = files.flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8')
    const host = readersOf(file).find((reader) => belongs(reader, parse(text, reader.syntax.format)))
    return host ? [{ file, text, host, config: readMcpConfig(parse(text, host.syntax.format), host, file) }] : []
  })
  return read.flatMap(({ file, text, host, config }) => {
    const configs = read.map((one) => one.config).filter((one) => one !== config)
    const context = {
      ...NO_CONTEXT,
      today: TODAY,
      ruleIds: RULES.map(({ meta }) => meta.id),
      workspace: { configs, facts: new Map() },
    }
    const { findings, failures } = lint({ file, text }, host, RULES, undefined, undefined, context)
    expect(failures).toEqual([])
    return findings.map((finding) => ({ ...finding, file, text }))
  })
}

/** The anchor is text inside the range; quotes around it stand outside, since a range never holds the quotes. */
function matches(wanted: Wanted, found: Found): boolean {
  const anchor = wanted.anchor.replace(/^"(.*)"$/s, '$1')
  // Of a text with a backslash or a quote the file has it escaped.
  const escaped = JSON.stringify(anchor).slice(1, -1)
  const holds = ({ start, end }: Finding['span']): boolean => {
    const text = found.text.slice(start, end)
    return text.includes(anchor) || text.includes(escaped)
  }
  return (
    wanted.ruleId === found.rule &&
    wanted.file === found.file &&
    (wanted.severity === undefined || wanted.severity === found.severity) &&
    (holds(found.span) || found.related.some(({ span }) => holds(span)))
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
    const other = found.filter(atLeast('medium')).filter((one) => !expected.findings.some((wanted) => matches(wanted, one)))
    expect(other.map(tell)).toEqual([])
  })

  if (expected.clean) {
    it('is clean', () => {
      expect(found.filter(atLeast('low')).map(tell)).toEqual([])
    })
  }
})
