import { describe, expect, it } from 'vitest'
import type { LintedFile, LintRun } from '../../server/cli/lint/run.ts'
import { textReport } from '../../server/cli/report/text.ts'
import { showsColours } from '../../server/cli/terminal.ts'
import type { Finding } from '../../server/rules/rule.ts'

const TEXT = 'first\r\nsecond\r\n'
const FINDING: Finding = {
  rule: 'a-rule',
  severity: 'high',
  confidence: 'high',
  persona: 'regular',
  message: 'Something is wrong. Correct it.',
  span: { start: 7, end: 13 },
  path: [],
  server: undefined,
  related: [],
  fixes: [],
}

function reportOf(findings: readonly Partial<Finding>[], colours = false): string {
  const file: LintedFile = {
    path: 'a.json',
    host: 'cursor',
    text: TEXT,
    findings: findings.map((each) => ({ ...FINDING, fingerprint: '00000000', ...each })),
    suppressed: [],
    source: undefined,
  }
  const run: LintRun = { files: [file], skipped: new Map(), errors: [], warnings: [] }
  return textReport(run, colours)
}

describe('the text report of findings', () => {
  it('shows related places below their finding', () => {
    const related = [
      { span: { start: 0, end: 5 }, message: 'It begins here.' },
      { span: { start: 0, end: 1 }, message: 'It is said there.\u202e' },
    ]
    expect(reportOf([{ related }])).toBe(
      'a.json (cursor)\n  2:1  high      Something is wrong. Correct it.  a-rule\n       see 1:1  It begins here.\n       see 1:1  It is said there.\\u202e\n\n1 file checked, 1 finding: 1 high.\n',
    )
  })

  it('only counts what is of severity info', () => {
    expect(reportOf([{ severity: 'info' }])).toBe(
      '1 file checked, nothing to report. 1 of severity info is in the JSON report.\n',
    )
    expect(reportOf([{}, { severity: 'info' }, { severity: 'info' }])).toMatch(
      /1 finding: 1 high\. 2 of severity info are in the JSON report\.\n$/,
    )
  })

  it('sums up from the worst to the least', () => {
    expect(reportOf([{ severity: 'low' }, { severity: 'critical' }, { severity: 'low' }])).toContain(
      '3 findings: 1 critical, 2 low.',
    )
  })

  it('writes escape sequences of its own only when colours are wanted', () => {
    expect(reportOf([{}])).not.toContain('\u001b')
    expect(reportOf([{}], true)).toContain('\u001b[31mhigh    \u001b[0m')
    expect(reportOf([{}], true).replace(/\u001b\[\d+m/g, '')).toBe(reportOf([{}]))
  })

  it('wants colours at a terminal, unless somebody says no', () => {
    expect(showsColours(true, { TERM: 'xterm' })).toBe(true)
    expect(showsColours(true, { TERM: 'xterm', NO_COLOR: '' })).toBe(true)
    expect(showsColours(true, { TERM: 'xterm', NO_COLOR: '1' })).toBe(false)
    expect(showsColours(true, { TERM: 'dumb' })).toBe(false)
    expect(showsColours(false, { TERM: 'xterm' })).toBe(false)
  })
})
