import { describe, expect, it } from 'vitest'
import { applied, LAUNCHER, record, undoOf, unrecord } from './recordFixture.ts'

const L = JSON.stringify(LAUNCHER)
const text = '{\n  "servers": {\n    "fs": {\n      "command": "npx",\n      "args": ["-y", "pkg"]\n    }\n  }\n}\n'
const plan = record(text)
const recorded = applied(text, plan)
const undo = undoOf(plan)

describe('taking the proxy away with the undo record', () => {
  it('restores the exact bytes', () => {
    expect(applied(recorded, unrecord(recorded, undo))).toBe(text)
  })

  it('keeps what else changed in the entry since', () => {
    const edited = recorded.replace('"pkg"', '"pkg", "--new"').replace('"fs": {', '"fs": {\n      "cwd": "/x", // new')
    const expected = text.replace('"pkg"', '"pkg", "--new"').replace('"fs": {', '"fs": {\n      "cwd": "/x", // new')
    expect(applied(edited, unrecord(edited, undo))).toBe(expected)
  })

  it('restores an entry without arguments', () => {
    const bare = '{ "servers": { "fs": { "command" : "c" , "cwd": "/" } } }'
    const bared = record(bare)
    const there = applied(bare, bared)
    expect(applied(there, unrecord(there, undoOf(bared)))).toBe(bare)
  })

  it('does not trust a record that would start something else than the file names', () => {
    const forged = { ...undo, edits: undo.edits.map((edit) => (edit.before === '"npx"' ? { ...edit, before: '"evil"' } : edit)) }
    expect(applied(recorded, unrecord(recorded, forged))).toContain('"command": "npx"')
    const padded = { ...undo, edits: undo.edits.map((edit) => (edit.before === '' ? { ...edit, before: '"--evil", ' } : edit)) }
    expect(applied(recorded, unrecord(recorded, padded))).not.toContain('evil')
  })

  it('does not use the record of another entry', () => {
    const unplanned = unrecord(recorded, { ...undo, id: 'ffff' })
    expect(unplanned).toMatchObject({ ok: true, note: expect.stringContaining('changed since') })
  })
})

describe('taking the proxy away without a usable record', () => {
  it('takes the command from behind "--" and says so', () => {
    const unplanned = unrecord(recorded, undefined)
    expect(applied(recorded, unplanned)).toBe(text)
    expect(unplanned).toMatchObject({ note: expect.stringContaining('not known here') })
  })

  it('follows an edit of the command behind "--"', () => {
    const edited = recorded.replace('"npx"', '"bunx"')
    const unplanned = unrecord(edited, undo)
    expect(applied(edited, unplanned)).toBe(text.replace('"npx"', '"bunx"'))
    expect(unplanned).toMatchObject({ note: expect.stringContaining('changed since') })
  })

  it('leaves an empty list where there was none', () => {
    const bare = `{ "servers": { "fs": { "command": ${L}, "args": ["--entry", "1", "--", "c"] } } }`
    expect(applied(bare, unrecord(bare, undefined))).toBe('{ "servers": { "fs": { "command": "c", "args": [] } } }')
  })

  it.each([
    ['"scopelight"', '["proxy", "--server", "fs", "--", "c", "-y"]'],
    ['"npx"', '["-y", "scopelight@0.1.0", "proxy", "--", "c", "-y"]'],
    ['"node"', '["/usr/lib/node_modules/scopelight/dist/proxy.cjs", "--", "c", "-y"]'],
    ['"node"', '["/usr/lib/node_modules/scopelight/dist/cli.cjs", "proxy", "--", "c", "-y"]'],
    ['"C:\\\\Users\\\\jo\\\\AppData\\\\Local\\\\scopelight\\\\bin\\\\scopelight-proxy.cmd"', '["--", "c", "-y"]'],
    ['"npx"', '["-p", "scopelight@0.1.0", "scopelight", "proxy", "--entry", "1", "--", "c", "-y"]'],
    ['"npx"', '["--registry", "https://npm.acme.example", "scopelight", "proxy", "--", "c", "-y"]'],
    ['"pnpm"', '["dlx", "scopelight", "proxy", "--server", "fs", "--", "c", "-y"]'],
    ['"bun"', '["x", "scopelight", "proxy", "--", "c", "-y"]'],
    // The proxy refuses these options; the entry is recorded all the same, and must be mendable.
    [L, '["--verbose", "--", "c", "-y"]'],
    [L, '["--server=fs", "--", "c", "-y"]'],
  ])('unwraps the form written by hand: %s %s', (command, args) => {
    const wrapped = `{ "servers": { "fs": { "command": ${command}, "args": ${args} } } }`
    expect(applied(wrapped, unrecord(wrapped, undefined))).toBe('{ "servers": { "fs": { "command": "c", "args": ["-y"] } } }')
  })

  it.each([
    ['"env"', `["A=b", ${L}, "--entry", "1", "--", "c", "-y"]`, '"env"', '["A=b", "c", "-y"]'],
    ['"cmd"', '["/c", "scopelight", "proxy", "--", "c"]', '"cmd"', '["/c", "c"]'],
    ['"cmd"', '["/c", "npx", "-y", "scopelight", "proxy", "--", "c", "--"]', '"cmd"', '["/c", "c", "--"]'],
    ['"env"', `["A=b", ${L}, /* x, y */ "--", // z\n "c"]`, '"env"', '["A=b", /* x, y */ // z\n "c"]'],
  ])('leaves another program in front of the server: %s %s', (command, args, expectedCommand, expectedArgs) => {
    const entry = (program: string, words: string) => `{ "servers": { "fs": { "command": ${program}, "args": ${words} } } }`
    const wrapped = entry(command, args)
    expect(applied(wrapped, unrecord(wrapped, undefined)).replace(/ +/g, ' ')).toBe(entry(expectedCommand, expectedArgs))
  })

  it('keeps comments that stand among our words, and a comma inside of one', () => {
    const wrapped = `{ "servers": { "fs": {\n  "command": ${L},\n  "args": [\n    // one, two\n    "--entry", "1", "--", "c" /* a, b */, "-y" // last\n  ] } } }`
    expect(applied(wrapped, unrecord(wrapped, undefined))).toBe(
      '{ "servers": { "fs": {\n  "command": "c",\n  "args": [ // one, two\n     /* a, b */ "-y" // last\n  ] } } }',
    )
  })

  it('keeps a "--" of the server itself', () => {
    const wrapped = `{ "servers": { "fs": { "command": ${L}, "args": ["--entry", "1", "--", "npx", "x", "--", "y"] } } }`
    expect(applied(wrapped, unrecord(wrapped, undefined))).toContain('"command": "npx", "args": ["x", "--", "y"]')
  })
})

describe('what cannot be taken away', () => {
  it.each([
    ['{ "servers": { "fs": { "command": "c" } } }', 'Server "fs" is not recorded.'],
    [
      `{ "servers": { "fs": { "command": ${L}, "args": ["--entry", "1", "--"] } } }`,
      'Server "fs" has no command behind "--". Write its command by hand.',
    ],
    [
      `{ "servers": { "fs": { "command": ${L}, "args": ["--entry", "1", "--", 7] } } }`,
      'Server "fs" has no command behind "--". Write its command by hand.',
    ],
    [
      '{ "servers": { "fs": { "command": "cmd", "args": ["/c", "scopelight proxy -- c"] } } }',
      'The proxy of server "fs" stands in one word with other programs. Take it away by hand.',
    ],
    [
      '{ "servers": { "fs": { "command": "env", "args": ["-S", "/home/jo/.local/state/scopelight/bin/scopelight-proxy --entry", "1", "--", "c"] } } }',
      'The proxy of server "fs" stands in one word with other programs. Take it away by hand.',
    ],
    [
      // Another program has a file of this name; the option says so.
      '{ "servers": { "fs": { "command": "node", "args": ["/srv/proxy.cjs", "--port", "80", "--", "c"] } } }',
      'Server "fs" is not recorded.',
    ],
    [`{ "servers": { "fs": { "command": ${L}, "args": ["--", "c" } } }`, 'Line 1 has a syntax error. Correct it first.'],
  ])('%s', (wrapped, reason) => {
    expect(unrecord(wrapped, undo)).toEqual({ ok: false, reason })
  })
})
