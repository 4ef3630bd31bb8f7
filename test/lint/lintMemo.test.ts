import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lint } from '../../server/lint/lint.ts'
import { LintMemo } from '../../server/lint/memo.ts'
import { hostForFile } from '../../server/model/hostOf.ts'
import { RULES } from '../../server/rules/index.ts'
import { marksOut } from '../../server/rules/marks.ts'
import type { Rule } from '../../server/rules/rule.ts'
import { host, pushedDown } from '../model/config.ts'
import { contextOf } from '../rules/exampleContext.ts'
import { loadRules } from '../rules/loadRules.ts'

const examples = (await loadRules()).flatMap(({ examples: { good, bad } }) => [...good, ...bad])

const ENTRIES = [
  '"github": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-github"], "env": { "GITHUB_PERSONAL_ACCESS_TOKEN": "ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE" } }',
  '"box": { "command": "docker", "args": ["run", "--privileged", "-i", "-e", "API_TOKEN=aB3dE6gH9jK2mN5pQ8", "acme/box:latest"] }',
  '"files": { "command": "npx", "args": ["@modelcontextprotocol/server-filesystem@1.0.0", "/"] }',
  '"web": { "url": "http://mcp.acme.example/mcp?api_key=aB3dE6gH9jK2mN5pQ8", "headers": { "Authorization": "Bearer aB3dE6gH9jK2mN5pQ8" } }',
  '"db": { "command": "uvx", "args": ["mcp-server-postgres", "postgres://ann:aB3dE6gH9jK2@db.acme.example/x"] }',
  // What only several entries together say.
  '"live": { "command": "uvx", "args": ["postgres-mcp==0.3.0", "--access-mode=unrestricted"], "env": { "DATABASE_URI": "postgresql://app:${PW}@prod-db.acme.example/x" } }',
  '"stage": { "command": "uvx", "args": ["postgres-mcp==0.3.0", "--access-mode=unrestricted"], "env": { "DATABASE_URI": "postgresql://app:${PW}@dev-db.acme.example/x" } }',
  '"own": { "command": "/srv/acme/own", "env": { "GITHUB_PERSONAL_ACCESS_TOKEN": "ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE" } }',
  '"mail": { "command": "npx", "args": ["-y", "@gongrzhe/server-gmail-autoauth-mcp@1.1.11"], "envFile": "./.env" }',
  '"fetch": { "command": "uvx", "args": ["mcp-server-fetch==2025.4.7"], "sandboxEnabled": false, "tools": ["*"] }',
]
const INPUTS = '"inputs": [{ "type": "promptString", "id": "github-personal-access-token", "password": true }]'
const PIECES = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  ' ',
  'é',
  '\\',
  '// ',
  '/* ',
  ' */',
  '"env": {',
  '"-y", ',
  ...ENTRIES.map((entry) => `${entry},`),
  `${INPUTS}, `,
]

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.nat(3) },
    { weight: 1, arbitrary: fc.nat(200) },
  ),
  text: fc.constantFrom('', ...PIECES),
})

function edited(text: string, { at, length, text: inserted }: { at: number; length: number; text: string }): string {
  const start = Math.floor(at * (text.length + 1))
  return text.slice(0, start) + inserted + text.slice(start + length)
}

/** One host of each format, of each container, and of each way to say the same. */
const KINDS_OF_HOSTS = [
  'vscode',
  'claude-code',
  'cursor',
  'codex',
  'opencode',
  'goose',
  'continue',
  'copilot-cloud-agent',
  'mcpb',
]

describe('linting with a memo', () => {
  it.each(KINDS_OF_HOSTS)('says after any changes of a file of %s what linting without one says, with the same fixes', (id) => {
    const [key = ''] = host(id).serversPath
    const start = `{\n  "${String(key)}": {\n    ${ENTRIES.join(',\n    ')}\n  }\n}\n`
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 15 }), (edits) => {
        const memo = new LintMemo()
        let text = start
        for (const one of [{ at: 0, length: 0, text: '' }, ...edits]) {
          text = edited(text, one)
          const source = { file: 'a/mcp.json', text }
          const withMemo = lint(source, host(id), RULES, undefined, memo)
          expect(withMemo.findings).toEqual(lint(source, host(id), RULES).findings)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('says of every example of every rule what linting without one says, wherever the entries stand', () => {
    for (const example of examples) {
      const { host: id, file = 'x' } = example
      const reader = hostForFile(id, file)
      if (!reader) throw new Error(`no host ${id}`)
      const context = contextOf(example)
      const text = marksOut(example.text).text
      const settings = { persona: 'auditor', severities: {} } as const
      const memo = new LintMemo()
      for (const version of [text, pushedDown(text, reader.syntax.format)]) {
        const source = { file, text: version }
        const withMemo = lint(source, reader, RULES, settings, memo, context)
        const fresh = lint(source, reader, RULES, settings, new LintMemo(), context)
        expect({ text: version, findings: withMemo.findings }).toEqual({ text: version, findings: fresh.findings })
      }
    }
  }, 60_000)

  it('asks a rule again only about the entry that changed', () => {
    const asked: string[] = []
    const rule: Rule = {
      meta: { ...(RULES[0] as Rule).meta, id: 'asks' },
      *server({ name, nameAt }) {
        asked.push(name)
        yield { at: nameAt, message: name }
      },
    }
    const memo = new LintMemo()
    const text = (word: string) => `{ "mcpServers": { "a": { "command": "${word}" }, "b": { "command": "two" } } }`
    lint({ file: 'x', text: text('one') }, host('claude-code'), [rule], undefined, memo)
    const second = lint({ file: 'x', text: text('other') }, host('claude-code'), [rule], undefined, memo)
    expect(asked).toEqual(['a', 'b', 'a'])
    expect(second.findings.map(({ span }) => text('other').slice(span.start, span.end))).toEqual(['a', 'b'])
  })

  it('asks again about all when the definitions of inputs, the file or the rules change', () => {
    let asked = 0
    const rule: Rule = {
      meta: (RULES[0] as Rule).meta,
      // biome-ignore lint/correctness/useYield: it only counts
      *server() {
        asked += 1
      },
    }
    const memo = new LintMemo()
    const vscode = host('vscode')
    const text = (inputs: string) => `{ "servers": { "a": { "command": "one" } }, "inputs": [${inputs}] }`
    lint({ file: 'x', text: text('') }, vscode, [rule], undefined, memo)
    lint({ file: 'x', text: text('') }, vscode, [rule], undefined, memo)
    expect(asked).toBe(1)
    lint({ file: 'x', text: text('{ "id": "b" }') }, vscode, [rule], undefined, memo)
    lint({ file: 'y', text: text('{ "id": "b" }') }, vscode, [rule], undefined, memo)
    lint({ file: 'y', text: text('{ "id": "b" }') }, vscode, [rule, { meta: { ...rule.meta, id: 'more' } }], undefined, memo)
    expect(asked).toBe(4)
  })

  it('tells of a rule that fails each time, not only the first', () => {
    const rule: Rule = {
      meta: (RULES[0] as Rule).meta,
      server() {
        throw new Error('a bug')
      },
    }
    const memo = new LintMemo()
    const source = { file: 'x', text: '{ "mcpServers": { "a": { "command": "one" } } }' }
    for (let i = 0; i < 2; i++) expect(lint(source, host('claude-code'), [rule], undefined, memo).failures).toHaveLength(1)
  })
})
