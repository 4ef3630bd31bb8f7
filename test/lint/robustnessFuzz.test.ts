import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LintResult, lint } from '../../server/lint/lint.ts'
import { LintMemo } from '../../server/lint/memo.ts'
import type { Host } from '../../server/model/host.ts'
import { hostForFile, hostOf, readersForFile } from '../../server/model/hostOf.ts'
import { RULES } from '../../server/rules/index.ts'
import { applied, type Change, changeOf, edit, fuzzing, inverse, patience } from '../lsp/fuzzEdits.ts'
import { DIALECTS } from '../samples/dialects.ts'
import { normalServersOf } from '../samples/normalServer.ts'
import { writeConfig } from '../samples/writeConfig.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures')

interface Seed {
  readonly name: string
  readonly text: string
  readonly host: Host
}

/** Samples with findings of many kinds: with related places, of several servers, about approvals, with comments. */
const RICH = [
  'aws-static-keys',
  'codex-approves-writes',
  'database-strings',
  'remote-plain-http',
  'shell-launch',
  'supabase-unscoped',
  'suppressions',
  'toxic-combination',
]

/** Every fixture of a host, every sample, and some samples in the words of all hosts. */
const SEEDS: readonly Seed[] = [
  ...['hosts', 'samples'].flatMap((kind) =>
    readdirSync(path.join(FIXTURES, kind), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
      .flatMap((entry): readonly Seed[] => {
        const name = path.relative(FIXTURES, path.join(entry.parentPath, entry.name))
        const host = kind === 'hosts' ? readersForFile(name.split(path.sep)[1] ?? '', name)[0] : hostOf(name)
        return host ? [{ name, text: readFileSync(path.join(FIXTURES, name), 'utf8'), host }] : []
      }),
  ),
  ...DIALECTS.filter(({ container }) => container !== 'one').flatMap((dialect) =>
    RICH.flatMap((sample): readonly Seed[] => {
      const host = hostForFile(dialect.host, dialect.file)
      const text = writeConfig(dialect, normalServersOf(sample))
      return host && text !== undefined ? [{ name: `${dialect.file} of ${sample}`, text, host }] : []
    }),
  ),
]
const FORMATS = ['json', 'jsonc', 'yaml', 'toml', 'frontmatter'] as const

/** Two seconds are what a person waits; a machine that does other things too may take some more of them. */
const HANG_MS = 2_000

/** Lints, and fails when a rule does, when it takes long, or when a place lies outside the text. */
function check(text: string, host: Host, memo?: LintMemo): LintResult {
  const before = process.cpuUsage()
  const result = lint({ file: 'a/config', text }, host, RULES, { persona: 'auditor', severities: {} }, memo)
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1_000).toBeLessThan(HANG_MS)
  expect(result.failures).toEqual([])
  for (const { span, related, message } of result.findings) {
    for (const { start, end } of [span, ...related.map((one) => one.span)]) {
      expect(start).toBeGreaterThanOrEqual(0)
      expect(end).toBeGreaterThanOrEqual(start)
      expect(end).toBeLessThanOrEqual(text.length)
    }
    expect(message).not.toBe('')
  }
  return result
}

describe.each(FORMATS)('a file of %s', (format) => {
  const seeds = SEEDS.filter(({ host }) => host.syntax.format === format)
  const texts = seeds.map(({ text }) => text)

  it(
    'is linted whatever it is changed to, with a memory as without one',
    () => {
      expect(seeds.length).toBeGreaterThan(5)
      fc.assert(
        fc.property(
          fc.constantFrom(...seeds),
          fc.array(edit, { minLength: 1, maxLength: 10 }),
          ({ text: start, host }, edits) => {
            const memo = new LintMemo()
            let text = start
            let undo: Change | undefined
            check(text, host, memo)
            for (const one of edits) {
              const change = changeOf(text, one, texts, undo)
              if (!change) continue
              undo = inverse(text, change)
              text = applied(text, change)
              expect(check(text, host, memo).findings).toEqual(check(text, host).findings)
            }
          },
        ),
        fuzzing(60),
      )
    },
    patience(60_000),
  )

  it(
    'is linted whatever text it is',
    () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...seeds),
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 60 }),
            fc.array(edit, { maxLength: 40 }).map((edits) => edits.map((one) => one.text).join('')),
          ),
          ({ host }, text) => {
            check(text, host)
          },
        ),
        fuzzing(150),
      )
    },
    patience(60_000),
  )
})
