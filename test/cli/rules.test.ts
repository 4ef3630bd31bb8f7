import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { workspace } from './runCli.ts'

const catalogue: readonly { readonly id: string; readonly title: string; readonly severity: string }[] = JSON.parse(
  readFileSync('test/rules/catalogue.json', 'utf8'),
)
const secret = catalogue.find(({ id }) => id === 'hardcoded-secret')

describe('rules', () => {
  it('lists each rule with its severity and title', () => {
    const { stdout, status } = workspace().run(['rules'])
    expect(status).toBe(0)
    const line = stdout.split('\n').find((each) => each.startsWith('hardcoded-secret '))
    expect(line).toContain(secret?.severity)
    expect(line?.endsWith(secret?.title ?? '?')).toBe(true)
  })

  it('gives programs all that is known', () => {
    const { rules } = JSON.parse(workspace().run(['rules', '--json']).stdout)
    expect(rules.find(({ id }: { id: string }) => id === 'hardcoded-secret')).toMatchObject({
      title: secret?.title,
      severity: secret?.severity,
      why: expect.any(String),
      fix: { safety: 'review' },
    })
  })
})

describe('explain', () => {
  it('says what a rule reports, why, and how to let a finding be', () => {
    const { stdout, status } = workspace().run(['explain', 'hardcoded-secret'])
    expect(status).toBe(0)
    for (const words of [secret?.title, 'Why:', 'Reports when:', 'scopelight-ignore hardcoded-secret:', '.scopelight.yaml'])
      expect(stdout).toContain(words)
  })

  it.each([
    [[], 'The name of a rule is missing.'],
    [['hardcoded-secrte'], '"hardcoded-secrte" is not a rule. Did you mean "hardcoded-secret"?'],
    [['a', 'b'], '"b" is too much here.'],
  ])('ends with 2 and one sentence on %j', (args, sentence) => {
    const { status, stderr } = workspace().run(['explain', ...args])
    expect(status).toBe(2)
    expect(stderr).toContain(sentence)
  })
})
