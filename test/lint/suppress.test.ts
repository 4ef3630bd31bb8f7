import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, lint, NO_CONTEXT } from '../../server/lint/lint.ts'
import { hostById } from '../../server/model/hosts/index.ts'
import type { Waiver } from '../../server/model/waiver.ts'
import { RULES } from '../../server/rules/index.ts'

const vscode = hostById('vscode')
if (!vscode) throw new Error('no host')
const today = Date.UTC(2026, 10, 23)
const context = { ...NO_CONTEXT, today, ruleIds: RULES.map(({ meta }) => meta.id) }
const run = (text: string, waivers: readonly Waiver[] = []) =>
  lint(
    { file: '.vscode/mcp.json', text },
    vscode,
    RULES,
    { ...DEFAULT_SETTINGS, persona: 'auditor', waivers },
    undefined,
    context,
  )
const rulesOf = (text: string) => run(text).findings.map(({ rule }) => rule)

const FLOATING = '"docs": { "command": "npx", "args": ["-y", "acme-docs"] }'
const about = (comment: string, entry = FLOATING) => `{\n  "servers": {\n    ${comment}\n    ${entry}\n  }\n}`

describe('a comment', () => {
  it.each([
    ['on the line before the entry', about('// scopelight-ignore unpinned-package: ours')],
    ['in a block comment', about('/* scopelight-ignore unpinned-package: ours */')],
    ['at the end of the line', `{ "servers": {\n${FLOATING} // scopelight-ignore unpinned-package: ours\n} }`],
    ['before a key around it', `{\n// scopelight-ignore unpinned-package: ours\n"servers": {\n${FLOATING}\n} }`],
    [
      'above another suppression',
      about('// scopelight-ignore unpinned-package: ours\n// scopelight-ignore plaintext-http: ours'),
    ],
    ['with Windows line ends', about('// scopelight-ignore unpinned-package: ours').replaceAll('\n', '\r\n')],
    ['on its last day', about('// scopelight-ignore unpinned-package: ours (expires 2026-11-23)')],
  ])('suppresses %s', (_, text) => {
    const { findings, suppressed } = run(text)
    expect(findings.map(({ rule }) => rule)).not.toContain('unpinned-package')
    expect(suppressed).toEqual([expect.objectContaining({ reason: 'ours', by: 'comment' })])
  })

  it.each([
    ['about another line', `{\n// scopelight-ignore unpinned-package: ours\n"inputs": [],\n"servers": {\n${FLOATING}\n} }`],
    ['about another rule', about('// scopelight-ignore plaintext-http: ours')],
    ['without a reason', about('// scopelight-ignore unpinned-package')],
    ['with a reason of blanks', about('// scopelight-ignore unpinned-package:   ')],
    ['after its day', about('// scopelight-ignore unpinned-package: ours (expires 2026-11-22)')],
    ['with a day that is none', about('// scopelight-ignore unpinned-package: ours (expires soon)')],
    ['inside a value', about('"x": { "command": "# scopelight-ignore unpinned-package: ours" },')],
    ['that does not begin with the mark', about('// see scopelight-ignore unpinned-package: ours')],
  ])('does not suppress %s', (_, text) => {
    expect(rulesOf(text)).toContain('unpinned-package')
  })

  it('is read where the file is half typed', () => {
    expect(rulesOf(about('// scopelight-ignore unpinned-package: ours').slice(0, -6))).not.toContain('unpinned-package')
  })

  it.each<[string, string, string]>([
    [
      'the first table of a TOML file',
      'codex',
      '# scopelight-ignore unpinned-package: ours\n[mcp_servers.a]\ncommand = "npx"\nargs = ["acme-a"]\n\n[mcp_servers.b]\ncommand = "npx"\nargs = ["acme-b"]\n',
    ],
    [
      'a dotted key of TOML',
      'codex',
      '# scopelight-ignore unpinned-package: ours\nmcp_servers.a = { command = "npx", args = ["acme-a"] }\nmcp_servers.b = { command = "npx", args = ["acme-b"] }\n',
    ],
    [
      'an item of a list',
      'continue',
      'mcpServers:\n  # scopelight-ignore unpinned-package: ours\n  - name: a\n    command: npx\n    args: [acme-a]\n  - name: b\n    command: npx\n    args: [acme-b]\n',
    ],
  ])('above %s is about that and about nothing else', (_, id, text) => {
    const reader = hostById(id)
    if (!reader) throw new Error('no host')
    const { findings, suppressed } = lint({ file: 'config', text }, reader, RULES, undefined, undefined, context)
    expect(suppressed.map(({ finding }) => finding.server)).toEqual(['a'])
    expect(findings.filter(({ rule }) => rule === 'unpinned-package').map(({ server }) => server)).toEqual(['b'])
  })

  it('is no suppression where the host refuses comments', () => {
    const host = hostById('claude-code')
    if (!host) throw new Error('no host')
    const text = `{ "mcpServers": {\n// scopelight-ignore unpinned-package: ours\n${FLOATING}\n} }`
    const { findings } = lint({ file: '.mcp.json', text }, host, RULES, DEFAULT_SETTINGS, undefined, context)
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['unpinned-package', 'config-parse-error']))
  })

  it('costs no more than its length, however many there are', () => {
    const many = '// scopelight-ignore unpinned-package: ours\n'.repeat(20_000)
    expect(run(`{ "servers": {\n${many}${FLOATING}\n} }`).suppressed).toHaveLength(1)
    for (const end of ['\u2028x', '\r\r x', '(expires', 'x'.repeat(900)])
      expect(run(`{\n// scopelight-ignore${' '.repeat(900)}${end}\n"servers": {} }`).failures).toEqual([])
    expect(run(`{ "servers": { "a": { "command": "${'# scopelight-ignore x'.repeat(20_000)}" } } }`).failures).toEqual([])
  })
})

it('tells no secret that somebody wrote into a reason', () => {
  const secret = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
  const { suppressed } = run(about(`// scopelight-ignore unpinned-package: as with ${secret}`))
  expect(suppressed[0]?.reason).toBe('as with ghp_…')
})

it('asks for the fingerprint of a finding once, however many waivers there are', () => {
  const entries = Array.from({ length: 1_000 }, (_, at) => `"s${at}": { "command": "npx", "args": ["-y", "acme-docs"] }`)
  const waivers = Array.from({ length: 2_000 }, (_, at) => ({
    rule: 'unpinned-package',
    matches: () => true,
    file: '.vscode/mcp.json',
    server: undefined,
    fingerprint: at.toString(16).padStart(8, '0'),
    reason: 'ours',
    expires: undefined,
    start: 0,
    end: 0,
  }))
  expect(run(`{ "servers": { ${entries.join(', ')} } }`, waivers).failures).toEqual([])
})

describe('a waiver', () => {
  const waiver: Waiver = {
    rule: 'unpinned-package',
    matches: () => true,
    file: '.vscode/mcp.json',
    server: undefined,
    fingerprint: undefined,
    reason: 'ours',
    expires: undefined,
    start: 0,
    end: 0,
  }
  const text = about('')
  const kept = (change: Partial<Waiver>) => run(text, [{ ...waiver, ...change }])

  it('takes the finding out and says why', () => {
    const { findings, suppressed, usedWaivers } = kept({})
    expect(findings.map(({ rule }) => rule)).not.toContain('unpinned-package')
    expect(suppressed).toEqual([expect.objectContaining({ reason: 'ours', by: 'file' })])
    expect(usedWaivers).toHaveLength(1)
  })

  it.each([
    ['another server', { server: 'other' }],
    ['another fingerprint', { fingerprint: '00000000' }],
    ['another rule', { rule: 'plaintext-http' }],
    ['a day that has passed', { expires: { text: '2026-11-22' } }],
    ['no reason', { reason: '' }],
  ])('of %s takes out nothing', (_, change) => {
    const { findings, usedWaivers } = kept(change)
    expect(findings.map(({ rule }) => rule)).toContain('unpinned-package')
    expect(usedWaivers).toEqual([])
  })
})
