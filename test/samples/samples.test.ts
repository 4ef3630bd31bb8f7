import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lint, NO_CONTEXT } from '../../server/lint/lint.ts'
import { belongs } from '../../server/model/belongs.ts'
import { readersOf } from '../../server/model/hostOf.ts'
import { readMcpConfig } from '../../server/model/mcpConfig.ts'
import { RULES } from '../../server/rules/index.ts'
import { parse } from '../../server/syntax/parse.ts'
import { atLeast, expectedOf, FOLDER, type Found, filesOf, matches, TODAY, tell } from './sample.ts'

const ours = new Set(RULES.map(({ meta }) => meta.id))

function run(sample: string): readonly Found[] {
  const read = filesOf(sample).flatMap(({ file, text }) => {
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

describe.each(readdirSync(FOLDER))('sample %s', (sample) => {
  const expected = expectedOf(sample)
  const found = run(sample)

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
