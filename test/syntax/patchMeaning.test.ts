import { stringify as toToml } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { stringify as toYaml } from 'yaml'
import { toJson } from '../../server/syntax/find.ts'
import { parse } from '../../server/syntax/parse.ts'
import { applyEdits, applyPatches, type Json, type Patch } from '../../server/syntax/patch.ts'
import type { Format } from '../../server/syntax/tree.ts'
import { remove, rename, set } from './patches.ts'

type Document = { readonly [key: string]: Json }

interface Case {
  readonly name: string
  readonly before: Document
  readonly patches: readonly Patch[]
  readonly after: Document
}

const FS = { command: 'npx', args: ['-y', 'x@latest'], env: { TOKEN: 'abc', MODE: 'read' } }
const BEFORE = { servers: { fs: FS, web: { url: 'http://localhost:3000', headers: {} } }, version: 1 }

/** What a patch means does not depend on how the file is written. Layout is in the tables of each format. */
const CASES: readonly Case[] = [
  {
    name: 'sets a value',
    before: BEFORE,
    patches: [set(['servers', 'fs', 'args', 1], 'x@1.0.0')],
    after: { ...BEFORE, servers: { ...BEFORE.servers, fs: { ...FS, args: ['-y', 'x@1.0.0'] } } },
  },
  {
    name: 'adds a member',
    before: BEFORE,
    patches: [set(['servers', 'fs', 'cwd'], '/srv')],
    after: { ...BEFORE, servers: { ...BEFORE.servers, fs: { ...FS, cwd: '/srv' } } },
  },
  {
    name: 'adds items',
    before: BEFORE,
    patches: [set(['servers', 'fs', 'args', 2], '--read-only'), set(['servers', 'fs', 'args', 3], '/srv')],
    after: { ...BEFORE, servers: { ...BEFORE.servers, fs: { ...FS, args: [...FS.args, '--read-only', '/srv'] } } },
  },
  {
    name: 'fills an empty object',
    before: BEFORE,
    patches: [set(['servers', 'web', 'headers', 'Authorization'], 'Bearer ${TOKEN}')],
    after: {
      ...BEFORE,
      servers: { fs: FS, web: { ...BEFORE.servers.web, headers: { Authorization: 'Bearer ${TOKEN}' } } },
    },
  },
  {
    name: 'makes objects on the way',
    before: BEFORE,
    patches: [set(['servers', 'new', 'env', 'A'], '1')],
    after: { ...BEFORE, servers: { ...BEFORE.servers, new: { env: { A: '1' } } } },
  },
  {
    name: 'adds a whole server',
    before: BEFORE,
    patches: [set(['servers', 'new'], { command: 'uvx', args: ['y'], env: { B: 'yes' } })],
    after: { ...BEFORE, servers: { ...BEFORE.servers, new: { command: 'uvx', args: ['y'], env: { B: 'yes' } } } },
  },
  {
    name: 'removes a member',
    before: BEFORE,
    patches: [remove('servers', 'fs', 'env', 'TOKEN')],
    after: { ...BEFORE, servers: { ...BEFORE.servers, fs: { ...FS, env: { MODE: 'read' } } } },
  },
  {
    name: 'removes an item',
    before: BEFORE,
    patches: [remove('servers', 'fs', 'args', 0)],
    after: { ...BEFORE, servers: { ...BEFORE.servers, fs: { ...FS, args: ['x@latest'] } } },
  },
  {
    name: 'removes a server',
    before: BEFORE,
    patches: [remove('servers', 'fs')],
    after: { ...BEFORE, servers: { web: BEFORE.servers.web } },
  },
  {
    name: 'empties an object',
    before: BEFORE,
    patches: [remove('servers', 'fs', 'env', 'TOKEN'), remove('servers', 'fs', 'env', 'MODE')],
    after: { ...BEFORE, servers: { ...BEFORE.servers, fs: { ...FS, env: {} } } },
  },
  {
    name: 'renames a key and changes what is inside',
    before: BEFORE,
    patches: [rename(['servers'], 'mcpServers'), set(['servers', 'fs', 'command'], 'bunx')],
    after: { mcpServers: { ...BEFORE.servers, fs: { ...FS, command: 'bunx' } }, version: 1 },
  },
  {
    name: 'replaces an object by a text',
    before: BEFORE,
    patches: [set(['servers', 'fs', 'env'], 'none')],
    after: { ...BEFORE, servers: { ...BEFORE.servers, fs: { ...FS, env: 'none' } } },
  },
  {
    name: 'replaces a text by an object',
    before: BEFORE,
    patches: [set(['servers', 'fs', 'command'], { program: 'npx' })],
    after: { ...BEFORE, servers: { ...BEFORE.servers, fs: { ...FS, command: { program: 'npx' } } } },
  },
  {
    name: 'moves an argument into the environment',
    before: BEFORE,
    patches: [remove('servers', 'fs', 'args', 1), set(['servers', 'fs', 'env', 'X'], '${X}')],
    after: { ...BEFORE, servers: { ...BEFORE.servers, fs: { ...FS, args: ['-y'], env: { ...FS.env, X: '${X}' } } } },
  },
  {
    name: 'writes texts that look like something else',
    before: { a: 'x' },
    patches: ['null', '1.0', 'a: b', '# c', '{d}', '"', "'", '\\', 'e\nf', ' g '].map((value, at) => set([`k${at}`], value)),
    after: { a: 'x', k0: 'null', k1: '1.0', k2: 'a: b', k3: '# c', k4: '{d}', k5: '"', k6: "'", k7: '\\', k8: 'e\nf', k9: ' g ' },
  },
]

const LOOKS: readonly { readonly name: string; readonly format: Format; readonly write: (value: Document) => string }[] = [
  { name: 'JSON in lines', format: 'json', write: (value) => JSON.stringify(value, null, 2) },
  { name: 'JSON on one line', format: 'jsonc', write: (value) => JSON.stringify(value) },
  { name: 'YAML in lines', format: 'yaml', write: (value) => toYaml(value) },
  { name: 'YAML with lists in the column of their key', format: 'yaml', write: (value) => toYaml(value, { indentSeq: false }) },
  { name: 'YAML in brackets', format: 'yaml', write: (value) => toYaml(value, { collectionStyle: 'flow' }) },
  { name: 'YAML with CRLF', format: 'yaml', write: (value) => toYaml(value).replaceAll('\n', '\r\n') },
  { name: 'TOML', format: 'toml', write: (value) => toToml(value) },
  { name: 'frontmatter', format: 'frontmatter', write: (value) => `---\n${toYaml(value)}---\n# Text\n` },
]

describe.each(LOOKS)('a patch of $name', ({ format, write }) => {
  it.each(CASES)('$name', ({ before, patches, after }) => {
    const text = write(before)
    const tree = parse(text, format)
    expect(tree.root && toJson(tree.root)).toEqual(before)

    const { root, problems } = parse(applyEdits(text, applyPatches(tree, patches)), format)

    expect(problems).toEqual([])
    expect(root && toJson(root)).toEqual(after)
  })
})
