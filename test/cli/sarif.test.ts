import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type LintedFile, type LintRun, type ReportedFinding, runLint } from '../../server/cli/lint/run.ts'
import { sarifReport } from '../../server/cli/report/sarif.ts'
import { RULES } from '../../server/rules/index.ts'
import { SEVERITIES } from '../../server/rules/rule.ts'
import { SCHEMA_SHA256, schemaProblems } from './sarifSchema.ts'

const TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const MEDIUM = '{ "mcpServers": { "a": { "url": "https://a.example/mcp" } } }\n'
const HIGH = '{ "servers": { "a": { "command": "/opt/a" } } }\n'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function run(files: Readonly<Record<string, string>>, paths: readonly string[] = ['.']): LintRun {
  const cwd = realpathSync(mkdtempSync(path.join(tmpdir(), 'scopelight-sarif-')))
  folders.push(cwd)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true })
    writeFileSync(path.join(cwd, name), text)
  }
  return runLint({
    cwd,
    paths,
    stdin: undefined,
    persona: 'auditor',
    minSeverity: 'info',
    minConfidence: 'low',
    today: Date.UTC(2026, 10, 1),
    progress: () => undefined,
  })
}

interface Report {
  readonly runs: readonly [
    { readonly results: readonly Result[]; readonly invocations: readonly [Invocation]; readonly tool: Tool },
  ]
}
interface Result {
  readonly ruleId: string
  readonly locations: readonly [{ physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: object } }]
  readonly partialFingerprints?: Readonly<Record<string, string>>
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[]
  readonly properties: { readonly severity: string }
}
interface Invocation {
  readonly executionSuccessful: boolean
  readonly toolExecutionNotifications: readonly { readonly level: string; readonly message: { readonly text: string } }[]
}
interface Tool {
  readonly driver: { readonly rules: readonly Rule[] }
}
interface Rule {
  readonly id: string
  readonly name: string
  readonly shortDescription: { readonly text: string }
  readonly fullDescription: { readonly text: string }
  readonly help: { readonly text: string }
  readonly properties: { readonly tags: readonly string[]; readonly precision: string; readonly 'security-severity': string }
}

function report(of: LintRun, withSuppressed = false): Report {
  return JSON.parse(sarifReport(of, withSuppressed))
}

/** One finding of each rule, with what a finding may carry. */
function oneOfEach(path: string, severity: (at: number) => ReportedFinding['severity']): LintRun {
  const findings = RULES.map(
    ({ meta }, at): ReportedFinding => ({
      rule: meta.id,
      severity: severity(at),
      confidence: meta.confidence,
      persona: meta.persona,
      message: `Server "a[b](c)" and "\\d" say it ${at} times.`,
      span: { start: at % 9, end: at % 9 },
      path: ['mcpServers', 'a'],
      server: 'a',
      related: [{ span: { start: 0, end: 9 }, message: 'And here, [too].' }],
      fixes: [{ title: 'Remove it', safety: 'safe', patches: [] }],
      fingerprint: '0a1b2c3d',
    }),
  )
  const file: LintedFile = { path, host: 'cursor', text: '{\r\n\t"é": {}\r\n}\r\n', findings, suppressed: [], source: undefined }
  return { files: [file], skipped: new Map(), errors: [], warnings: [] }
}

describe('the report in SARIF is valid against the schema of OASIS', () => {
  it('which is the one its page names', () => {
    expect(SCHEMA_SHA256).toBe('2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8')
  })

  it.each(SEVERITIES)('with findings of severity %s, their related places and fixes', (severity) => {
    expect(schemaProblems(report(oneOfEach('a/.cursor/mcp.json', () => severity)))).toEqual([])
  })

  it('without a finding, and without a file', () => {
    const clean = report(run({ '.mcp.json': '{ "mcpServers": {} }' }))
    expect(schemaProblems(clean)).toEqual([])
    expect(clean.runs[0].results).toEqual([])
    expect(schemaProblems(report(run({})))).toEqual([])
  })

  it('for files that do not parse, of every format', () => {
    const broken = report(
      run({
        '.mcp.json': '{ "mcpServers": { "a": { "command" "/opt/a" } ',
        '.codex/config.toml': '[mcp_servers.a\ncommand = "x"\n',
        '.continue/config.yaml': 'mcpServers:\n  - name: "a\n',
        'sub/.cursor/mcp.json': '',
      }),
    )
    expect(schemaProblems(broken)).toEqual([])
    expect(broken.runs[0].results.map(({ ruleId }) => ruleId)).toContain('config-parse-error')
  })

  it('for files that cannot be read, which it names', () => {
    const { runs } = report(run({ '.cursor/mcp.json': HIGH }, ['.', 'nowhere [1].json']))
    expect(runs[0].invocations[0]).toEqual({
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: 'error', message: { text: '"nowhere \\[1\\].json" is not there, or cannot be looked at.' } },
      ],
    })
    expect(schemaProblems({ ...report(run({}, ['nowhere [1].json'])) })).toEqual([])
  })

  it('with what is let be, where that is asked for', () => {
    const waived = run({
      '.vscode/mcp.json': `{ "servers": {\n  // scopelight-ignore hardcoded-secret: fixture "of" [tests]\n  "a": { "command": "/opt/a", "env": { "T": "${TOKEN}" } } } }\n`,
      '.cursor/mcp.json': HIGH,
      '.scopelight.yaml': 'ignore:\n  - { rule: wrong-root-key, file: .cursor/mcp.json, reason: known }\n',
    })
    const suppressed = (results: readonly Result[]) =>
      results.flatMap(({ ruleId, suppressions = [] }) => suppressions.map((one) => [ruleId, one]))
    expect(suppressed(report(waived).runs[0].results)).toEqual([])
    const all = report(waived, true)
    expect(schemaProblems(all)).toEqual([])
    expect(suppressed(all.runs[0].results)).toEqual([
      ['wrong-root-key', { kind: 'external', status: 'accepted', justification: 'known' }],
      ['hardcoded-secret', { kind: 'inSource', status: 'accepted', justification: 'fixture "of" [tests]' }],
    ])
    for (const { partialFingerprints } of all.runs[0].results)
      expect(partialFingerprints?.['scopelight/v1']).toMatch(/^[0-9a-f]{8}$/)
    expect(JSON.stringify(all)).not.toContain(TOKEN)
  })

  it.each([
    ['a b/.mcp.json', 'a%20b/.mcp.json'],
    ['é/𝄞/.mcp.json', '%C3%A9/%F0%9D%84%9E/.mcp.json'],
    ['100%/%41/.mcp.json', '100%25/%2541/.mcp.json'],
    ['a\\b/.mcp.json', 'a%5Cb/.mcp.json'],
    ['c:/.mcp.json', 'c%3A/.mcp.json'],
    ['a#b?c/[d]/.mcp.json', 'a%23b%3Fc/%5Bd%5D/.mcp.json'],
    ["it's (new)!/.mcp.json", "it's%20(new)!/.mcp.json"],
    ['../beside/.mcp.json', '../beside/.mcp.json'],
    ['half \ud834/.mcp.json', 'half%20%EF%BF%BD/.mcp.json'],
  ])('for a file named %s', (name, uri) => {
    const of = report(oneOfEach(name, () => 'low'))
    expect(schemaProblems(of)).toEqual([])
    expect(of.runs[0].results[0]?.locations[0].physicalLocation.artifactLocation).toEqual({ uri, uriBaseId: 'ROOT' })
  })

  it('for a file on another drive, which has no path from here', () => {
    const of = report(oneOfEach('/elsewhere/a b/.mcp.json', () => 'low'))
    expect(schemaProblems(of)).toEqual([])
    expect(of.runs[0].results[0]?.locations[0].physicalLocation.artifactLocation).toEqual({
      uri: 'file:///elsewhere/a%20b/.mcp.json',
    })
  })

  it('and the schema would tell: a missing message, a line 0, a field of our own, a name that is no URI', () => {
    const [{ results }] = report(run({ '.mcp.json': MEDIUM })).runs
    const [result] = results
    const withResult = (changed: object) => ({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'x' } }, results: [{ ...result, ...changed }] }],
    })
    const withLocation = (uri: string, region: object) =>
      withResult({ locations: [{ physicalLocation: { artifactLocation: { uri }, region } }] })
    expect(schemaProblems(withResult({}))).toEqual([])
    expect(schemaProblems(withResult({ message: undefined }))).not.toEqual([])
    expect(schemaProblems(withResult({ severity: 'high' }))).not.toEqual([])
    expect(schemaProblems(withLocation('a', { startLine: 0 }))).not.toEqual([])
    expect(schemaProblems(withLocation('a b', { startLine: 1 }))).not.toEqual([])
    expect(schemaProblems({ version: '2.1.0' })).not.toEqual([])
  })
})

describe('the report has what code scanning of GitHub asks for', () => {
  const rules = report(oneOfEach('.mcp.json', () => 'high')).runs[0].tool.driver.rules

  it('of every rule', () => {
    expect(rules).toHaveLength(RULES.length)
    for (const { id, name, shortDescription, fullDescription, help, properties } of rules) {
      expect(name.length, id).toBeLessThanOrEqual(255)
      for (const { text } of [shortDescription, fullDescription]) {
        expect(text, id).not.toBe('')
        expect(text.length, id).toBeLessThanOrEqual(1024)
      }
      expect(help.text, id).not.toBe('')
      expect(properties.tags.length, id).toBeLessThanOrEqual(20)
      expect(properties.tags, id).toContain('security')
      expect(['high', 'medium', 'low'], id).toContain(properties.precision)
      expect(properties['security-severity'], id).toMatch(/^\d\.\d$/)
    }
  })

  it('writes weaknesses as it links them', () => {
    const tags = rules.flatMap(({ properties }) => properties.tags)
    expect(tags).toContain('external/cwe/cwe-078')
    expect(tags.filter((tag) => tag.startsWith('CWE'))).toEqual([])
  })

  it('of every result a fingerprint that stays when lines are added above', () => {
    const before = report(run({ '.mcp.json': MEDIUM })).runs[0].results
    const after = report(run({ '.mcp.json': `\n\n\n${MEDIUM}` })).runs[0].results
    expect(before.length).toBeGreaterThan(0)
    expect(after.map(({ partialFingerprints }) => partialFingerprints)).toEqual(
      before.map(({ partialFingerprints }) => partialFingerprints),
    )
  })

  it('leaves out the least severe of more than 25,000 results, and says so', () => {
    const { files } = oneOfEach('.mcp.json', (at) => (at === 0 ? 'low' : 'high'))
    const [file] = files
    const many = Array.from({ length: Math.ceil(25_001 / RULES.length) }, () => file?.findings ?? [])
      .flat()
      .slice(0, 25_001)
    const lows = many.filter(({ severity }) => severity === 'low').length
    expect(lows).toBeGreaterThan(1)
    const big = report({ files: files.map((one) => ({ ...one, findings: many })), skipped: new Map(), errors: [], warnings: [] })
    expect(big.runs[0].results).toHaveLength(25_000)
    expect(big.runs[0].results.filter(({ properties }) => properties.severity === 'low')).toHaveLength(lows - 1)
    expect(big.runs[0].invocations[0].toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      '1 findings of lesser severity are left out of this report.',
    ])
  })
})
