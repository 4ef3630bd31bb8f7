import { describe, expect, it } from 'vitest'
import { EntryMemo } from '../../server/model/entryMemo.ts'
import { type McpConfig, readMcpConfig } from '../../server/model/mcpConfig.ts'
import { perEntry, placedPerEntry } from '../../server/model/perEntry.ts'
import { parse } from '../../server/syntax/parse.ts'
import { loadRules } from '../rules/loadRules.ts'
import { host, pushedDown } from './config.ts'

const examples = (await loadRules()).flatMap(({ rule, examples: { good, bad } }) =>
  [...good, ...bad].map((example) => ({ rule: rule.meta.id, host: example.host, text: example.text.replace(/[«»]/g, '') })),
)

function readWith(memo: EntryMemo | undefined, text: string, id = 'claude-code', file = '.mcp.json'): McpConfig {
  const reader = host(id)
  return readMcpConfig(parse(text, reader.syntax.format), reader, file, memo && { memo })
}

/** Everything a rule can read of the entries. */
function entriesOf({ servers }: McpConfig) {
  return servers.map(({ name, nameAt, path, enabled, type, command, url, launch }) => ({
    name,
    nameAt,
    path,
    enabled,
    type,
    command,
    url,
    launch,
  }))
}

const counted = perEntry(({ launch }) => ({ args: launch.args.length }))

describe('reading with a memo', () => {
  it('gives of every example of every rule what reading without one gives, wherever the entries stand', () => {
    for (const { rule, host: id, text } of examples) {
      const memo = new EntryMemo()
      for (const version of [text, pushedDown(text, host(id).syntax.format), text]) {
        const again = entriesOf(readWith(memo, version, id))
        expect({ rule, entries: again }).toEqual({ rule, entries: entriesOf(readWith(undefined, version, id)) })
      }
    }
  })

  it('takes nothing apart again but the entry that changed', () => {
    const memo = new EntryMemo()
    const text = (word: string) =>
      `{ "mcpServers": { "a": { "command": "one", "args": ["${word}"] }, "b": { "command": "two" } } }`
    const before = readWith(memo, text('x'))
    const facts = before.servers.map((entry) => counted(entry, before))
    const after = readWith(memo, text('longer'))
    const [a, b] = after.servers.map((entry) => counted(entry, after))
    expect(a).not.toBe(facts[0])
    expect(b).toBe(facts[1])
    expect(after.servers[1]?.launch.program?.span.start).toBe(text('longer').indexOf('two'))
  })

  it('asks once, also where there is nothing to say', () => {
    const memo = new EntryMemo()
    let asked = 0
    const nothing = perEntry(() => {
      asked++
      return undefined
    })
    for (const text of ['{ "mcpServers": { "a": {} } }', '{ \n"mcpServers": { "a": {} } }']) {
      const config = readWith(memo, text)
      for (let times = 0; times < 2; times++) expect(config.servers.map((entry) => nothing(entry, config))).toEqual([undefined])
    }
    expect(asked).toBe(1)
  })

  it('moves the places that were asked for with their entry, there and back', () => {
    const memo = new EntryMemo()
    let asked = 0
    const programOf = placedPerEntry(({ launch }) => {
      asked++
      return launch.program && { span: launch.program.span, path: launch.program.path }
    })
    for (const between of ['', '\n', '\n\n\n', '']) {
      const text = `{ ${between}"mcpServers": { "a": { "command": "one" } } }`
      const config = readWith(memo, text)
      const start = text.indexOf('one')
      expect(config.servers.map((entry) => programOf(entry, config))).toEqual([
        { span: { start, end: start + 3 }, path: ['mcpServers', 'a', 'command'] },
      ])
    }
    expect(asked).toBe(1)
  })

  it('keeps nothing of an entry that another part of the file has a say in', () => {
    const memo = new EntryMemo()
    const text = (token: string) => `extensions:\n  a: &a\n    cmd: ${token}\n    type: stdio\n  b: *a\n`
    readWith(memo, text('npx'), 'goose').servers.map(({ launch }) => launch)
    const after = readWith(memo, text('uvx'), 'goose')
    expect(after.servers.map(({ launch }) => launch.program?.text)).toEqual(['uvx', 'uvx'])
  })

  it('forgets everything when the file, the host or the definitions of inputs change', () => {
    const memo = new EntryMemo()
    const text = (inputs: string) => `{ "servers": { "a": { "command": "one" } }, "inputs": [${inputs}] }`
    const versions = [
      readWith(memo, text(''), 'vscode', 'x'),
      readWith(memo, text(''), 'vscode', 'y'),
      readWith(memo, text('{ "id": "b" }'), 'vscode', 'y'),
    ]
    const facts = versions.flatMap((config) => config.servers.map((entry) => counted(entry, config)))
    expect(new Set(facts).size).toBe(3)
  })

  it('keeps parts of few versions of a long text alive', () => {
    const memo = new EntryMemo()
    const count = 12
    const padding = ' '.repeat(2_000_000)
    const text = (changed: number) =>
      `{ "mcpServers": { ${Array.from({ length: count }, (_, at) => `"s${at}": { "command": "c${at <= changed ? 'x' : ''}" }`).join(', ')} } }${padding}`
    for (let changed = -1; changed < count - 1; changed++) {
      const config = readWith(memo, text(changed))
      for (const entry of config.servers) counted(entry, config)
    }
    const kept = readWith(memo, text(count - 1)).servers.map(({ kept: { version } }) => version)
    expect(new Set(kept).size).toBeLessThanOrEqual(5)
    expect(new Set(kept).size).toBeGreaterThan(2)
  })
})
