import { describe, expect, it } from 'vitest'
import { applied, LAUNCHER, record, undoOf } from './recordFixture.ts'

const L = JSON.stringify(LAUNCHER)

describe('putting the proxy in front of an entry', () => {
  it('keeps a one-line entry on its line', () => {
    const text = '{ "servers": { "fs": { "command": "npx", "args": ["-y", "pkg"], "env": { "A": "b" } } } }'
    expect(applied(text, record(text))).toBe(
      `{ "servers": { "fs": { "command": ${L}, "args": ["--server", "fs", "--entry", "3f9c", "--", "npx", "-y", "pkg"], "env": { "A": "b" } } } }`,
    )
  })

  it('writes its words on one line above the items of a list that has a line each', () => {
    const text =
      '{\n\t"servers": {\n\t\t"fs": {\n\t\t\t"command": "npx", // runner\n\t\t\t"args": [ // what\n\t\t\t\t"-y", /* the\n\t\t\t\tpackage */ "pkg",\n\t\t\t],\n\t\t}\n\t}\n}\n'
    expect(applied(text, record(text))).toBe(
      `{\n\t"servers": {\n\t\t"fs": {\n\t\t\t"command": ${L}, // runner\n\t\t\t"args": [\n\t\t\t\t"--server", "fs", "--entry", "3f9c", "--", "npx", // what\n\t\t\t\t"-y", /* the\n\t\t\t\tpackage */ "pkg",\n\t\t\t],\n\t\t}\n\t}\n}\n`,
    )
  })

  it('adds the arguments after the command where there are none, with the line ends of the file', () => {
    const text = '{\r\n  "servers": {\r\n    "fs": {\r\n      "command": "/opt/server"\r\n    }\r\n  }\r\n}'
    expect(applied(text, record(text))).toBe(
      `{\r\n  "servers": {\r\n    "fs": {\r\n      "command": ${L},\r\n      "args": ["--server", "fs", "--entry", "3f9c", "--", "/opt/server"]\r\n    }\r\n  }\r\n}`,
    )
  })

  it('adds the arguments on the same line where the entry is one line', () => {
    const text = '{"servers":{"fs":{"type":"stdio","command":"server","cwd":"/x"}}}'
    expect(applied(text, record(text))).toBe(
      `{"servers":{"fs":{"type":"stdio","command":${L}, "args": ["--server", "fs", "--entry", "3f9c", "--", "server"],"cwd":"/x"}}}`,
    )
  })

  it.each([
    ['[]', '["--server", "fs", "--entry", "3f9c", "--", "c"]'],
    ['[ ]', '[ "--server", "fs", "--entry", "3f9c", "--", "c" ]'],
    ['[ "a" ]', '[ "--server", "fs", "--entry", "3f9c", "--", "c", "a" ]'],
    ['[/* x */ "a"]', '["--server", "fs", "--entry", "3f9c", "--", "c", /* x */ "a"]'],
    ['["a",]', '["--server", "fs", "--entry", "3f9c", "--", "c", "a",]'],
  ])('reads well in %s', (args, expected) => {
    const text = `{ "servers": { "fs": { "args": ${args}, "command": "c" } } }`
    expect(applied(text, record(text))).toBe(`{ "servers": { "fs": { "args": ${expected}, "command": ${L} } } }`)
  })

  it('fills an empty list that spans lines', () => {
    const text = '{\n  "servers": {\n    "fs": {\n      "command": "c",\n      "args": [\n      ]\n    }\n  }\n}'
    expect(applied(text, record(text))).toContain('"args": [\n        "--server", "fs", "--entry", "3f9c", "--", "c"\n      ]')
  })

  it('writes the workload', () => {
    const text = '{ "servers": { "fs": { "command": "c" } } }'
    expect(applied(text, record(text, 'vscode', { workload: 'coder' }))).toContain(
      '["--server", "fs", "--workload", "coder", "--entry", "3f9c", "--", "c"]',
    )
  })

  it.each(['my server', 'a&b', '$(x)', 'a"b', '-x', 'naïve', 'a;b', '%PATH%', ''])(
    'leaves the server name %j to the undo record',
    (server) => {
      const text = `{ "servers": { ${JSON.stringify(server)}: { "command": "c" } } }`
      const plan = record(text, 'vscode', { server })
      expect(applied(text, plan)).toContain('"args": ["--entry", "3f9c", "--", "c"]')
      expect(undoOf(plan).server).toBe(server)
    },
  )

  it('copies the command as it is written, escapes included', () => {
    const text = '{ "servers": { "fs": { "command": "C:\\\\tools\\u002fx \\ud834\\udd1e.exe" } } }'
    expect(applied(text, record(text))).toContain('"--", "C:\\\\tools\\u002fx \\ud834\\udd1e.exe"]')
  })

  it('changes nothing but one stretch from the command to the arguments', () => {
    const text = '{ "servers": { "é𝄞": { "command": "x" }, "fs": { "command": "c", "args": [] } } }'
    const plan = record(text)
    if (!plan.ok) throw new Error(plan.reason)
    expect(text.slice(plan.span.start, plan.span.end)).toBe('"c", "args": [')
  })
})

describe('the undo record', () => {
  it('names where the entry stands and its variables, and holds none of its arguments or values', () => {
    const text =
      '{ "servers": { "fs": { "command": "npx", "args": ["--token", "ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"], "env": { "B": "hidden-value", "A": "x" } } } }'
    const undo = undoOf(record(text, 'vscode', { workload: 'coder', file: '/w/.vscode/mcp.json' }))
    expect(undo).toMatchObject({
      v: 1,
      id: '3f9c',
      host: 'vscode',
      file: '/w/.vscode/mcp.json',
      path: ['servers', 'fs'],
      server: 'fs',
      workload: 'coder',
      env: ['B', 'A'],
    })
    expect(JSON.stringify(undo)).not.toMatch(/ghp_|--token|hidden-value/)
  })
})

describe('what is not recorded, and why', () => {
  it.each([
    [
      '{ "servers": { "fs": { "url": "https://x.example/mcp" } } }',
      'Server "fs" is remote. This version records only servers that start with a "command".',
    ],
    [
      '{ "servers": { "fs": { "type": "http", "url": "https://x.example", "command": "c" } } }',
      'Server "fs" is remote. This version records only servers that start with a "command".',
    ],
    [
      '{ "servers": { "fs": { "args": [] } } }',
      'Server "fs" has no "command", so there is nothing to put the proxy in front of.',
    ],
    ['{ "servers": { "fs": { "command": 7 } } }', '"command" of server "fs" is not the name of a program. Correct it first.'],
    ['{ "servers": { "fs": { "command": " " } } }', '"command" of server "fs" is not the name of a program. Correct it first.'],
    ['{ "servers": { "fs": { "command": "c", "args": "-y" } } }', '"args" of server "fs" is not a list. Correct it first.'],
    ['{ "servers": { "fs": { "command": "c", "command": "d" } } }', 'Server "fs" has "command" twice. Keep one first.'],
    [
      '{ "servers": { "fs": { "command": "c" }, "fs": { "command": "d" } } }',
      '"fs" stands 2 times in this file. Keep one first.',
    ],
    ['{ "servers": {}, "servers": { "fs": { "command": "d" } } }', '"servers" stands 2 times in this file. Keep one first.'],
    ['{ "servers": { "other": { "command": "c" } } }', 'There is no server "fs" in this file.'],
    ['{\n "servers": {\n  "fs": { "command": "c" "args": [] } } }', 'Line 3 has a syntax error. Correct it first.'],
    [
      '{ "servers": { "fs": { "command": "c", "dev": { "debug": { "type": "node" } } } } }',
      'Server "fs" sets "dev.debug", and VS Code would debug the proxy instead of the server. Take "debug" out while you record.',
    ],
    [
      '{ "mcpServers": { "fs": { "command": "c" } } }',
      'VS Code reads servers under "servers", not under "mcpServers", and never starts "fs". Rename the key first.',
    ],
  ])('%s', (text, reason) => {
    expect(record(text)).toEqual({ ok: false, reason })
  })

  it.each([
    [L, '["--entry", "1", "--", "c"]'],
    ['"C:\\\\Users\\\\jo\\\\AppData\\\\Local\\\\scopelight\\\\bin\\\\scopelight-proxy.cmd"', '["--", "c"]'],
    ['"scopelight"', '["proxy", "--server", "fs", "--", "c"]'],
    ['"npx"', '["-y", "scopelight@0.1.0", "proxy", "--", "c"]'],
    ['"node"', '["/usr/lib/node_modules/scopelight/dist/proxy.cjs", "--server", "fs", "--", "c"]'],
    ['"node"', '["/usr/lib/node_modules/scopelight/dist/cli.cjs", "proxy", "--", "c"]'],
    ['"cmd"', '["/c", "scopelight", "proxy", "--", "c"]'],
  ])('an entry that is recorded already: %s %s', (command, args) => {
    const text = `{ "servers": { "fs": { "command": ${command}, "args": ${args} } } }`
    expect(record(text)).toEqual({ ok: false, reason: 'Server "fs" is recorded already.' })
  })

  it('records what only looks like the proxy', () => {
    const text = '{ "servers": { "fs": { "command": "node", "args": ["proxy.cjs", "--port", "1", "--", "c"] } } }'
    expect(record(text).ok).toBe(true)
  })

  it('lets other hosts keep a "dev" that means nothing to them', () => {
    const text = '{ "mcpServers": { "fs": { "command": "c", "dev": { "debug": {} } } } }'
    expect(record(text, 'cursor').ok).toBe(true)
  })

  it('refuses a workload that a shell would take apart', () => {
    expect(record('{ "servers": { "fs": { "command": "c" } } }', 'vscode', { workload: 'a b' })).toEqual({
      ok: false,
      reason: 'Workload "a b" holds a blank or a character that a shell would read. Rename it in the manifest first.',
    })
  })

  it('says what a sandbox of VS Code does to a recording', () => {
    const plan = record('{ "servers": { "fs": { "command": "c", "sandboxEnabled": true } } }')
    expect(plan).toMatchObject({ ok: true, note: expect.stringContaining('sandbox') })
  })
})
