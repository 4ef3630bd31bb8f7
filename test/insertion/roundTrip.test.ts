import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Launch } from '../../server/model/launch.ts'
import { applied, HOST_IDS, read, record, rootKey, undoOf, unrecord } from './recordFixture.ts'

/** How a file is laid out: everything people and formatters do to JSON. */
interface Layout {
  readonly newline: string
  readonly indent: string
  readonly oneLineEntry: boolean
  readonly oneLineArgs: boolean
  readonly comments: boolean
  readonly trailingComma: boolean
  readonly colon: string
  readonly finalNewline: boolean
}

const layouts: fc.Arbitrary<Layout> = fc.record({
  newline: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('  ', '\t', '    ', '', '   \t'),
  oneLineEntry: fc.boolean(),
  oneLineArgs: fc.boolean(),
  comments: fc.boolean(),
  trailingComma: fc.boolean(),
  colon: fc.constantFrom(':', ': ', ' : '),
  finalNewline: fc.boolean(),
})

interface Entry {
  readonly name: string
  readonly command: string
  readonly args: readonly string[] | undefined
  readonly before: Readonly<Record<string, unknown>>
  readonly argsFirst: boolean
}

const word = fc.oneof(
  fc.constantFrom(
    '-y',
    '--',
    '--entry',
    '--server',
    'pkg@1.2.3',
    '${workspaceFolder}',
    '',
    ',',
    ']',
    '"',
    '// no comment',
    '/* no',
    'é𝄞',
    'a b',
  ),
  fc.string({ maxLength: 12 }),
)
const entries: fc.Arbitrary<Entry> = fc.record({
  name: fc.oneof(fc.constantFrom('fs', 'my server', 'a&b', '__proto__', 'é𝄞', '-x'), fc.string({ minLength: 1, maxLength: 8 })),
  command: fc.constantFrom('npx', 'node', '/opt/a b/server', 'C:\\tools\\x.exe', 'docker', 'sh', '"quoted"', 'é'),
  args: fc.option(fc.array(word, { maxLength: 4 }), { nil: undefined }),
  before: fc.constantFrom({}, { env: { A: '1', B: '${env:B}' } }, { type: 'stdio', cwd: '/x' }, { env: {} }),
  argsFirst: fc.boolean(),
})

function render(hostId: string, entry: Entry, layout: Layout): string {
  const { newline, indent, colon } = layout
  const note = (text: string, line: boolean): string =>
    layout.comments ? (line ? ` // ${text}, "x": [` : `/* ${text}, ] */ `) : ''
  const list = (items: readonly string[], depth: number, oneLine: boolean, [open, close]: readonly [string, string]): string => {
    const comma = layout.trailingComma && items.length > 0 ? ',' : ''
    if (oneLine) return `${open}${items.join(', ')}${comma}${close}`
    const inner = newline + indent.repeat(depth + 1)
    return `${open}${note('open', true)}${items.map((item) => `${inner}${note('item', false)}${item}`).join(',')}${comma}${newline}${indent.repeat(depth)}${close}`
  }
  const member = (key: string, value: string): string => `${JSON.stringify(key)}${colon}${value}`
  const args =
    entry.args &&
    member(
      'args',
      list(
        entry.args.map((each) => JSON.stringify(each)),
        3,
        layout.oneLineArgs || layout.oneLineEntry,
        ['[', ']'],
      ),
    )
  const command = member('command', JSON.stringify(entry.command))
  const both = args === undefined ? [command] : entry.argsFirst ? [args, command] : [command, args]
  const rest = Object.entries(entry.before).map(([key, value]) => member(key, JSON.stringify(value)))
  const server = list([...rest.slice(0, 1), ...both, ...rest.slice(1)], 2, layout.oneLineEntry, ['{', '}'])
  const servers = list([member('first', '{ "command": "first" }'), member(entry.name, server)], 1, false, ['{', '}'])
  return list([member(rootKey(hostId), servers)], 0, false, ['{', '}']) + (layout.finalNewline ? newline : '')
}

describe.each(HOST_IDS)('recording and stopping in a file of %s', (hostId) => {
  it('gives back every byte, and a server that starts the same in between', () => {
    fc.assert(
      fc.property(entries, layouts, (entry, layout) => {
        fc.pre(entry.name !== 'first')
        const text = render(hostId, entry, layout)
        const plan = record(text, hostId, { server: entry.name })
        const recorded = applied(text, plan)

        const config = read(recorded, hostId)
        expect(config.tree.problems.filter(({ kind }) => kind === 'invalid')).toEqual([])
        const launch = config.servers.find(({ name }) => name === entry.name)?.launch
        const original = read(text, hostId).servers.find(({ name }) => name === entry.name)?.launch
        expect(startsOf(launch)).toEqual(startsOf(original))
        expect(launch?.wrappers[0]?.kind).toBe('proxy')

        const restored = applied(recorded, unrecord(recorded, undoOf(plan), hostId, entry.name))
        expect(restored).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  it('gives back the command and its arguments when the undo record is lost', () => {
    fc.assert(
      fc.property(entries, layouts, (entry, layout) => {
        fc.pre(entry.name !== 'first')
        const text = render(hostId, entry, layout)
        const recorded = applied(text, record(text, hostId, { server: entry.name }))
        const restored = applied(recorded, unrecord(recorded, undefined, hostId, entry.name))

        const server = read(restored, hostId).servers.find(({ name }) => name === entry.name)
        expect(server?.command?.text).toBe(entry.command)
        const args = server?.node.members.find(({ key }) => key === 'args')?.value
        expect(args?.kind === 'array' ? args.items.map((item) => item.kind === 'string' && item.value) : []).toEqual(
          entry.args ?? [],
        )
        expect(read(restored, hostId).tree.problems.filter(({ kind }) => kind === 'invalid')).toEqual([])
        expect(commentsOf(restored, hostId)).toEqual(commentsOf(text, hostId))
      }),
      { numRuns: 300 },
    )
  })
})

/** What a launch is, without places and without the wrapper that recording puts in front. */
function startsOf(launch: Launch | undefined): unknown {
  return JSON.parse(
    JSON.stringify({ ...launch, wrappers: launch?.wrappers.filter(({ kind }) => kind !== 'proxy') }, (key, value) =>
      key === 'span' || key === 'path' ? undefined : value,
    ),
  )
}

function commentsOf(text: string, hostId: string): readonly string[] {
  return read(text, hostId)
    .tree.problems.filter(({ kind }) => kind === 'comment')
    .map(({ span }) => text.slice(span.start, span.end))
}

function commandsOf(text: string, hostId: string): readonly (string | undefined)[] {
  return read(text, hostId).servers.map(({ command }) => command?.text)
}

// Real files, where they lie beside the repository: they are not copied into it.
const CORPUS = new URL('../../../shared/corpus/', import.meta.url)
const FOLDERS: readonly (readonly [string, string])[] = [
  ['vscode', 'vscode'],
  ['claude-code', 'claude-code'],
  ['claude-desktop', 'claude-desktop'],
  ['cursor', 'cursor'],
]
const files = FOLDERS.flatMap(([folder, hostId]) => filesIn(folder).map((name) => [`${folder}/${name}`, hostId] as const))

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(new URL(`${folder}/`, CORPUS)).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

describe.runIf(files.length > 0)('recording and stopping in public files', () => {
  it('gives back every byte of each server that starts with a command', () => {
    let recordings = 0
    for (const [file, hostId] of files) {
      const text = readFileSync(new URL(file, CORPUS), 'utf8')
      for (const { name } of read(text, hostId).servers) {
        const plan = record(text, hostId, { server: name })
        if (!plan.ok) {
          expect(plan.reason, file).toMatch(/^.*[.]$/)
          continue
        }
        const recorded = applied(text, plan)
        expect(applied(recorded, unrecord(recorded, undoOf(plan), hostId, name)), `${file} ${name}`).toBe(text)
        const lost = applied(recorded, unrecord(recorded, undefined, hostId, name))
        expect(commandsOf(lost, hostId), file).toEqual(commandsOf(text, hostId))
        recordings += 1
      }
    }
    expect(recordings).toBeGreaterThan(50)
  })
})
