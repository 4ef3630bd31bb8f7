import { describe, expect, it } from 'vitest'
import { lint } from '../../server/lint/lint.ts'
import { claudeCode } from '../../server/model/hosts/claudeCode.ts'
import { cursor } from '../../server/model/hosts/cursor.ts'
import { mcpb } from '../../server/model/hosts/mcpb.ts'
import { vscode } from '../../server/model/hosts/vscode.ts'
import { RULES } from '../../server/rules/index.ts'

const rulesOn = (host: typeof cursor, entry: object) => {
  const text = JSON.stringify({ [String(host.serversPath[0])]: { a: entry } })
  return lint({ file: 'mcp.json', text }, host, RULES).findings
}

describe('one root cause, one finding', () => {
  it('takes in what is said about any of several secrets of one entry', () => {
    const findings = rulesOn(cursor, {
      command: '/opt/a',
      env: { FIRST_TOKEN: 'EXAMPLE0NOTREAL1EXAMPLE2', SECOND_TOKEN: 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE' },
    })
    expect(findings.map(({ rule, confidence }) => [rule, confidence])).toEqual([['hardcoded-secret', 'high']])
  })

  it('says a connection string on the command line once', () => {
    const findings = rulesOn(claudeCode, {
      command: '/opt/a',
      args: ['--dsn=postgresql://report:EXAMPLE0NOTREAL1@db.acme.example/sales'],
    })
    expect(findings.map(({ rule }) => rule)).toEqual(['dsn-with-password'])
  })

  // Its name stands at the root, so a place alone does not tell which entry it is about.
  it('knows the server of a file that describes one', () => {
    const text = JSON.stringify({
      manifest_version: '0.4',
      name: 'pg',
      server: {
        mcp_config: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-postgres@0.6.2', 'postgresql://db/x'] },
      },
    })
    const { findings } = lint({ file: 'manifest.json', text }, mcpb, RULES)
    expect(findings.map(({ rule, server }) => [rule, server])).toEqual([['archived-server', 'pg']])
  })

  it('keeps what is about another value', () => {
    const findings = rulesOn(cursor, {
      command: '/opt/a',
      args: ['--token', 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'],
      env: { SLACK_BOT_TOKEN: 'xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2' },
    })
    expect(findings.map(({ rule }) => rule).toSorted()).toEqual(['hardcoded-secret', 'secret-in-args'])
  })

  const GITHUB = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
  const LOCAL = 'postgresql://report:report@localhost:5432/db'
  it.each([
    ['variables', { env: { A_DATABASE_URI: LOCAL, B_TOKEN: GITHUB } }, 'hardcoded-secret', 'critical'],
    ['variables, turned around', { env: { B_TOKEN: GITHUB, A_DATABASE_URI: LOCAL } }, 'hardcoded-secret', 'critical'],
    ['arguments', { args: [LOCAL, '--token', GITHUB] }, 'secret-in-args', 'high'],
    ['arguments, turned around', { args: ['--token', GITHUB, LOCAL] }, 'secret-in-args', 'high'],
    ['JSON in one variable', { env: { CONF: JSON.stringify({ db: LOCAL, github: GITHUB }) } }, 'hardcoded-secret', 'critical'],
  ])('lets no harmless connection string hide another secret: %s', (_, rest, rule, severity) => {
    const findings = rulesOn(cursor, { command: '/opt/a', ...rest })
    expect(findings.map((one) => [one.rule, one.severity]).toSorted()).toEqual(
      [
        ['dsn-with-password', 'low'],
        [rule, severity],
      ].toSorted(),
    )
  })

  it('says "every toolset" once, not also that the read-only switch is missing', () => {
    const findings = rulesOn(vscode, { type: 'http', url: 'https://api.githubcopilot.com/mcp/x/all' })
    expect(findings.map(({ rule }) => rule)).toEqual(['all-toolsets-enabled'])
  })
})

describe('a recorded entry', () => {
  it.each([
    {
      command: 'npx',
      args: ['-y', '@supabase/mcp-server-supabase@latest'],
      env: { SUPABASE_ACCESS_TOKEN: 'sbp_0bad1c0de2face3feed4beef5dead6f00d789abc' },
    },
    { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem@2026.7.10', '/home/alice', '/etc'] },
    {
      command: 'docker',
      args: [
        'run',
        '-i',
        '--rm',
        '--privileged',
        '-v',
        '/:/host',
        '-e',
        'GITHUB_TOOLSETS=all',
        'ghcr.io/github/github-mcp-server',
      ],
    },
    { command: 'cmd', args: ['/c', 'npx', '-y', 'mcp-remote', 'http://mcp.acme.example/mcp?api_key=EXAMPLE0NOTREAL1EXAMPLE2'] },
    { command: 'uvx', args: ['postgres-mcp', 'postgresql://report:EXAMPLE0NOTREAL1@db.acme.example/sales'] },
  ])('keeps its findings, and can be repaired: $command $args', (entry) => {
    const recorded = {
      ...entry,
      command: 'node',
      args: ['/usr/lib/node_modules/scopelight/dist/proxy.cjs', '--server', 'a', '--', entry.command, ...entry.args],
    }
    const told = (one: object) =>
      rulesOn(cursor, one).map(({ rule, severity, message, fixes }) => ({
        rule,
        severity,
        message,
        fixes: fixes.map(({ title }) => title),
      }))
    expect(told(entry).length).toBeGreaterThan(0)
    // Findings stand in the order of the file, which recording changes.
    const byRule = (a: { rule: string }, b: { rule: string }) => (a.rule < b.rule ? -1 : 1)
    expect(told(recorded).toSorted(byRule)).toEqual(told(entry).toSorted(byRule))
  })
})
