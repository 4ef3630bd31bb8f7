import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lint, NO_CONTEXT } from '../../server/lint/lint.ts'
import { hostForFile } from '../../server/model/hostOf.ts'
import { HOSTS } from '../../server/model/hosts/index.ts'
import { RULES } from '../../server/rules/index.ts'
import { DIALECTS, type Dialect } from './dialects.ts'
import { moreIn, NOT_WRITTEN, SAMPLES, WITHOUT_ENTRIES, wantedIn } from './differences.ts'
import { type NormalServer, normalServersOf } from './normalServer.ts'
import { anchorText, atLeast, expectedOf, FOLDER, type Found, matches, TODAY, tell, type Wanted } from './sample.ts'
import { writeConfig } from './writeConfig.ts'

interface Written {
  readonly held: readonly NormalServer[]
  readonly texts: readonly string[]
}

/** As many of the servers as the host can hold; where a file has one server, a file for each. */
function write(dialect: Dialect, servers: readonly NormalServer[]): Written {
  const held = servers.filter((server) => writeConfig(dialect, [server]) !== undefined)
  const files = dialect.container === 'one' ? held.map((server) => [server]) : held.length > 0 ? [held] : []
  return { held, texts: files.flatMap((some) => writeConfig(dialect, some) ?? []) }
}

function lintAs({ host, file }: Dialect, text: string): readonly Found[] {
  const reader = hostForFile(host, file)
  if (!reader) throw new Error(`There is no host "${host}".`)
  const context = { ...NO_CONTEXT, today: TODAY, ruleIds: RULES.map(({ meta }) => meta.id) }
  const { findings, failures, config } = lint({ file, text }, reader, RULES, undefined, undefined, context)
  expect(failures).toEqual([])
  // Comments stand only where they may.
  expect(config.tree.problems.filter(({ kind }) => kind !== 'comment')).toEqual([])
  return findings.map((finding) => ({ ...finding, file, text }))
}

/** Whether a server has the text an expected finding stands on: in its name, in a value, or in how this host says the same. */
function isAbout({ words }: Dialect, server: NormalServer, anchor: string): boolean {
  const { name, comment, ...values } = server
  if (name === anchor || comment === anchor.slice('// '.length).trim()) return true
  if (words.approvesAll?.includes(anchor)) return server.approved?.includes('*') ?? false
  return JSON.stringify(values).includes(JSON.stringify(anchor).slice(1, -1))
}

/** Of an anchor that is a comment the sign of comments is the format's. */
function anchorIn({ comments = '//' }: Dialect, { anchor }: { readonly anchor: string }): string {
  return anchor.replace(/^\/\//, comments)
}

const named = (dialect: Dialect): string => `${dialect.host} in ${dialect.file} at ${dialect.at.join('.')}`

describe.each(SAMPLES)('sample %s', (sample) => {
  const servers = normalServersOf(sample)
  const { findings, low, clean } = expectedOf(sample)

  it.each(DIALECTS.map((dialect) => [named(dialect), dialect] as const))('written for %s has the same findings', (_, dialect) => {
    const { held, texts } = write(dialect, servers)
    const found = texts.flatMap((text) => lintAs(dialect, text))
    const all = `${found.map(tell).join('; ')} in\n${texts.join('\n')}`
    const inFile = (row: Omit<Wanted, 'file'>): Wanted => ({ ...row, file: dialect.file, anchor: anchorIn(dialect, row) })
    const wanted = wantedIn(dialect, sample, [...findings, ...low])
      .map((row) => ({ row: inFile(row), about: held.filter((server) => isAbout(dialect, server, anchorText(row))) }))
      .filter(({ about }) => about.length > 0)

    for (const { row, about } of wanted) {
      const met = found.filter((finding) => matches(row, finding))
      expect(met, `${JSON.stringify(row)} among ${all}`).toHaveLength(1)
      const server = met[0]?.server
      if (server !== undefined)
        expect(
          about.map(({ name }) => name),
          all,
        ).toContain(server)
    }
    const allowed = [...wanted.map(({ row }) => row), ...moreIn(dialect).map(inFile)]
    const other = found.filter(atLeast(clean ? 'low' : 'medium')).filter((one) => !allowed.some((row) => matches(row, one)))
    expect(other.map(tell), all).toEqual([])
  })
})

it('leaves no sample and no host out without a reason', () => {
  expect([...SAMPLES, ...Object.keys(NOT_WRITTEN)].sort()).toEqual(readdirSync(FOLDER).sort())
  const written = new Set(DIALECTS.map(({ host }) => host))
  expect([...written, ...Object.keys(WITHOUT_ENTRIES)].sort()).toEqual(HOSTS.map(({ id }) => id).sort())
})

it('writes each sample for most hosts', () => {
  for (const sample of SAMPLES.filter((one) => one !== 'suppressions')) {
    const servers = normalServersOf(sample)
    const whole = DIALECTS.filter((dialect) => write(dialect, servers).held.length === servers.length)
    expect(whole.length, sample).toBeGreaterThan(DIALECTS.length / 2)
  }
})
