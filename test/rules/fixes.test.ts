import { describe, expect, it } from 'vitest'
import { type LintResult, lint } from '../../server/lint/lint.ts'
import { RULES } from '../../server/rules/index.ts'
import type { Finding } from '../../server/rules/rule.ts'
import { applyEdits, applyPatches } from '../../server/syntax/patch.ts'
import { host } from '../model/config.ts'

const GITHUB = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const SLACK = 'xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2'
const PLAIN = 'S3cretDefault9f8a7b6c5d'
const LOCAL = 'postgresql://postgres:postgres@localhost:5432/db'

const check = (text: string, hostId: string): LintResult => lint({ file: 'a.json', text }, host(hostId), RULES)

function textOf(entry: object, hostId: string, rest: object = {}): string {
  return JSON.stringify({ [String(host(hostId).serversPath[0])]: { it: entry }, ...rest })
}

function fixed(result: LintResult, finding: Finding | undefined): string {
  const [fix] = finding?.fixes ?? []
  if (!fix) throw new Error('no fix')
  return applyEdits(result.config.tree.text, applyPatches(result.config.tree, fix.patches))
}

const byRule = ({ findings }: LintResult, rule: string): Finding | undefined => findings.find((one) => one.rule === rule)

describe('a fix of several secrets', () => {
  it.each([
    ['in one value', { env: { CONF: JSON.stringify({ github: GITHUB, slack: SLACK }) } }, { CONF: '${env:CONF}' }],
    [
      'of a shape and by name in one value',
      { env: { CONF: JSON.stringify({ github: GITHUB, password: PLAIN }) } },
      { CONF: '${env:CONF}' },
    ],
    [
      'a token beside a connection string',
      { env: { CONF: JSON.stringify({ github: GITHUB, db: LOCAL }) } },
      { CONF: '${env:CONF}' },
    ],
    ['in a default', { env: { A_TOKEN: `\${A_TOKEN:-${GITHUB}}` } }, { A_TOKEN: '${env:A_TOKEN}' }],
    [
      'in two values',
      { env: { A_TOKEN: GITHUB, B_TOKEN: `x ${SLACK}` } },
      { A_TOKEN: '${env:A_TOKEN}', B_TOKEN: 'x ${env:B_TOKEN}' },
    ],
  ])('%s leaves none of them behind', (_, rest, env) => {
    const before = check(textOf({ command: 'x', ...rest }, 'cursor'), 'cursor')
    const text = fixed(before, byRule(before, 'hardcoded-secret'))
    expect(JSON.parse(text).mcpServers.it.env).toEqual(env)
    expect(byRule(check(text, 'cursor'), 'hardcoded-secret')).toBeUndefined()
  })

  it('gives two headers two variables', () => {
    const entry = {
      url: 'https://api.githubcopilot.com/mcp/',
      headers: { Authorization: `Bearer ${GITHUB}`, 'X-Api-Key': PLAIN },
    }
    const before = check(textOf(entry, 'cursor'), 'cursor')
    const { headers } = JSON.parse(fixed(before, byRule(before, 'hardcoded-secret'))).mcpServers.it
    expect(headers.Authorization).toBe('Bearer ${env:GITHUB_PERSONAL_ACCESS_TOKEN}')
    expect(headers['X-Api-Key']).toMatch(/^\$\{env:[A-Z0-9_]+\}$/)
    expect(headers['X-Api-Key']).not.toContain('GITHUB_PERSONAL_ACCESS_TOKEN}')
  })

  it('gives two headers with names that become one two variables', () => {
    const entry = { url: 'https://mcp.acme.example/mcp', headers: { 'X-Api-Key': PLAIN, 'Api-Key': `${PLAIN}2` } }
    const before = check(textOf(entry, 'cursor'), 'cursor')
    const { headers } = JSON.parse(fixed(before, byRule(before, 'hardcoded-secret'))).mcpServers.it
    expect(headers).toEqual({ 'X-Api-Key': '${env:IT_API_KEY}', 'Api-Key': '${env:IT_API_KEY_2}' })
  })

  it('keeps the scheme before two tokens of one header', () => {
    const entry = { url: 'https://mcp.acme.example/mcp', headers: { Authorization: `Bearer ${GITHUB} ${SLACK}` } }
    const before = check(textOf(entry, 'cursor'), 'cursor')
    const { headers } = JSON.parse(fixed(before, byRule(before, 'hardcoded-secret'))).mcpServers.it
    expect(headers).toEqual({ Authorization: 'Bearer ${env:IT_TOKEN}' })
  })

  it('asks once for what one value held', () => {
    const entry = { command: 'x', env: { CONF: JSON.stringify({ github: GITHUB, slack: SLACK }) } }
    const before = check(textOf(entry, 'vscode'), 'vscode')
    const after = JSON.parse(fixed(before, byRule(before, 'hardcoded-secret')))
    expect(after.servers.it.env).toEqual({ CONF: '${input:conf}' })
    expect(after.inputs).toHaveLength(1)
  })
})

describe('a credential on the command line', () => {
  it.each([
    ['a flag about something else', ['--proxy-password', PLAIN]],
    [
      'a connection string behind a flag about something else',
      ['--log-db', 'postgresql://report:EXAMPLE0NOTREAL1@db.acme.example/x'],
    ],
  ])('is not moved to the one variable a server has: %s', (_, args) => {
    const { findings } = check(
      textOf({ command: 'npx', args: ['-y', '@upstash/context7-mcp@1.0.0', ...args] }, 'cursor'),
      'cursor',
    )
    expect(findings).toHaveLength(1)
    expect(findings.flatMap(({ fixes }) => fixes)).toEqual([])
    expect(findings[0]?.message).not.toContain('CONTEXT7')
  })

  it.each([
    ['a flag whose words are the variable’s', '@upstash/context7-mcp@1.0.0', ['--api-key', PLAIN], 'CONTEXT7_API_KEY'],
    [
      'a flag the server table knows',
      '@supabase/mcp-server-supabase@0.7.0',
      ['--read-only', '--access-token', PLAIN],
      'SUPABASE_ACCESS_TOKEN',
    ],
  ])('is moved where it is no guess: %s', (_, name, args, variable) => {
    const before = check(textOf({ command: 'npx', args: ['-y', name, ...args] }, 'cursor'), 'cursor')
    expect(JSON.parse(fixed(before, byRule(before, 'secret-in-args'))).mcpServers.it.env).toEqual({
      [variable]: `\${env:${variable}}`,
    })
  })

  it('writes no reference on that falls back to a secret', () => {
    const entry = {
      command: 'npx',
      args: ['-y', '@supabase/mcp-server-supabase@0.7.0', '--read-only', `--access-token=\${T:-${PLAIN}}`],
    }
    const before = check(textOf(entry, 'claude-code'), 'claude-code')
    const text = fixed(before, byRule(before, 'secret-in-args'))
    expect(text).not.toContain(PLAIN)
    expect(JSON.parse(text).mcpServers.it.env).toEqual({ SUPABASE_ACCESS_TOKEN: '${SUPABASE_ACCESS_TOKEN}' })
  })
})

describe('inputs that are no list', () => {
  it('leave the reference to a variable of the environment', () => {
    const before = check(textOf({ command: 'x', env: { A_TOKEN: GITHUB } }, 'vscode', { inputs: {} }), 'vscode')
    const finding = byRule(before, 'hardcoded-secret')
    expect(finding?.message).not.toContain('expands no variables')
    expect(JSON.parse(fixed(before, finding)).servers.it.env).toEqual({ A_TOKEN: '${env:A_TOKEN}' })
  })
})

describe('in a text that is broken', () => {
  const secret = `{ "command": "x", "env": { "A_TOKEN": "${GITHUB}" } }`
  const titles = (text: string, hostId: string) =>
    check(text, hostId).findings.flatMap(({ fixes }) => fixes.map(({ title }) => title))

  it.each([
    ['a value without its closing quote', `{"servers":{"a":{"command":"x","env":{"A_TOKEN":"${GITHUB}`],
    ['a missing bracket', `{"servers":{"a":{"command":"x","env":{"A_TOKEN":"${GITHUB}"}`],
    ['a missing comma in the entry', `{"servers":{"a":{"command":"x" "env":{"A_TOKEN":"${GITHUB}"}}}}`],
    ['an error elsewhere, since the fix also adds inputs', `{"servers":{"a":${secret}, "b": {"command" "x"}}}`],
  ])('no fix is offered: %s', (_, text) => {
    expect(check(text, 'vscode').findings.map(({ rule }) => rule)).toContain('hardcoded-secret')
    expect(titles(text, 'vscode')).toEqual([])
  })

  it('a fix that stays in a whole entry is', () => {
    const text = `{"mcpServers":{"a":${secret}, "b": {"command" "x"}}}`
    expect(titles(text, 'cursor')).toEqual(['Write ${env:A_TOKEN} instead, and revoke the secret'])
    const before = check(text, 'cursor')
    expect(fixed(before, byRule(before, 'hardcoded-secret'))).toBe(text.replace(GITHUB, '${env:A_TOKEN}'))
  })
})

describe('the switch to https', () => {
  it.each([
    '"\\u0068ttp://mcp.acme.example/mcp"',
    '"http:\\/\\/mcp.acme.example/mcp"',
    '" http://mcp.acme.example/mcp"',
    '"HTTP://mcp.acme.example/mcp"',
  ])('changes the scheme alone, however it is written: %s', (url) => {
    const before = check(`{"mcpServers":{"it":{"url":${url}}}}`, 'cursor')
    const after = JSON.parse(fixed(before, byRule(before, 'plaintext-http'))).mcpServers.it.url
    expect(after).toBe(JSON.parse(url).replace(/http/i, 'https'))
  })
})

describe('a fix that names a variable', () => {
  const codex = (lines: string) => {
    const text = `[mcp_servers.it]\n${lines}`
    const result = lint({ file: '.codex/config.toml', text }, host('codex'), RULES)
    const finding = byRule(result, 'hardcoded-secret')
    if (!finding) throw new Error('nothing found')
    return { result, finding }
  }

  it('leaves a variable alone that somebody has named already', () => {
    const { finding } = codex(
      `url = "https://api.acme.example/mcp"\nbearer_token_env_var = "OTHER"\nhttp_headers = { Authorization = "Bearer ${GITHUB}" }\n`,
    )
    expect(finding.fixes).toEqual([])
  })

  it('names none twice, also where it is named by an object', () => {
    const { result, finding } = codex(
      `command = "/opt/it"\nenv_vars = [{ name = "GH_TOKEN" }]\nenv = { GH_TOKEN = "${GITHUB}", LOG = "info" }\n`,
    )
    expect(fixed(result, finding)).toBe(
      '[mcp_servers.it]\ncommand = "/opt/it"\nenv_vars = [{ name = "GH_TOKEN" }]\nenv = { LOG = "info" }\n',
    )
  })
})
