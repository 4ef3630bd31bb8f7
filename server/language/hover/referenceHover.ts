import type { InputDefinition, McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { partOf, textOf } from '../../model/place.ts'
import { hostName } from '../../rules/hostName.ts'
import { allTexts, expandedTexts } from '../../rules/referenceTexts.ts'
import { foreignReferences } from '../../rules/variableSyntax.ts'
import { locate, memberOf, nodeAt } from '../../syntax/find.ts'
import type { Span } from '../../syntax/tree.ts'
import type { Markup } from '../markup.ts'
import { contains } from '../positions.ts'

/** A reference to something that stands elsewhere, in a value of a server entry. */
export interface ReferenceAt {
  readonly span: Span
  /** As it is written. */
  readonly text: string
  /** Whether this host puts something else in its place. */
  readonly expanded: boolean
}

/** Longer values are no values of variables. */
const MOST_CHARS = 20_000
const MOST_SERVERS = 4
const MOST_READ = 200

/** The reference an offset touches. */
export function referenceAt(entry: ServerEntry, { tree, host }: McpConfig, offset: number): ReferenceAt | undefined {
  const { node, path } = locate(tree, offset) ?? {}
  const text = node?.kind === 'string' && path ? textOf(tree, node, path) : undefined
  if (!text || text.text.length > MOST_CHARS) return undefined
  const { pattern } = host.interpolation
  const own = pattern === undefined ? [] : [...text.text.matchAll(new RegExp(pattern, 'g'))]
  const found = [
    ...own.map((match) => ({ start: match.index, text: match[0], own: true })),
    ...foreignReferences(text.text, host).map(({ start, text: written }) => ({ start, text: written, own: false })),
  ]
    .map((one) => ({ ...one, span: partOf(tree, text, one.start, one.start + one.text.length).span }))
    .find(({ span, text: written }) => contains(span, offset) && readReference(written) !== undefined)
  if (!found) return undefined
  const isRead = expandedTexts(entry, { tree, host }).some(({ span }) => contains(span, offset))
  return { span: found.span, text: found.text, expanded: found.own && isRead }
}

interface Meaning {
  readonly kind: 'input' | 'variable' | 'secret' | 'folder' | 'file' | 'other'
  readonly name: string
  readonly hasDefault: boolean
}

const FORMS: readonly (readonly [Meaning['kind'], RegExp])[] = [
  ['input', /^\$\{input:([^{}]{1,200}?)(:[-=?+].*)?\}$/s],
  ['folder', /^\$\{(workspaceFolder|workspaceRoot)\}$/],
  ['secret', /^\$\{\{ {0,3}secrets\.(\w{1,200}) {0,3}\}\}$/],
  ['variable', /^\$\{\{ {0,3}(?:inputs|vars|env)\.(\w{1,200}) {0,3}\}\}$/],
  ['variable', /^\$?\{(?:env:|process\.env\.)?([A-Za-z_]\w{0,200}?)(:?[-=?+].*)?\}$/s],
  ['variable', /^\$(?:env:)?([A-Za-z_]\w{0,200})()$/],
  ['variable', /^%([A-Za-z_]\w{0,200})%()$/],
  ['file', /^\{file:([^{}]{1,200})\}()$/],
  ['other', /^\$?\{+([^{}]{1,200})\}+()$/],
]

function readReference(text: string): Meaning | undefined {
  for (const [kind, form] of FORMS) {
    const match = form.exec(text)
    if (match) return { kind, name: match[1] ?? '', hasDefault: (match[2] ?? '') !== '' }
  }
  return undefined
}

/** What a reference will be replaced with. Never a default: it may be the secret itself. */
export function describeReference({ text, expanded }: ReferenceAt, config: McpConfig, markup: Markup): string {
  const meaning = readReference(text)
  if (!meaning) return ''
  const { kind, name, hasDefault } = meaning
  const program = hostName(config)
  if (!expanded) {
    const { prefixed } = config.host.interpolation
    const items = [
      prefixed && new RegExp(prefixed.form).test(text)
        ? `It comes to nothing here: ${markup.text(program)} serves only names that begin with ${markup.code(prefixed.prefix)}`
        : `${markup.text(program)} puts nothing in its place here: the server gets these characters as they stand`,
    ]
    return `${markup.strong('Not a reference')} ${markup.code(name)}\n\n${markup.list(items)}`
  }
  if (kind === 'input') return describeInput(name, config, markup)
  const fallback = hasDefault ? ['Where there is none, the default that stands in this file is taken'] : []
  const from: Readonly<Record<Exclude<Meaning['kind'], 'input'>, readonly string[]>> = {
    variable: [`Replaced with the variable ${markup.code(name)} of the environment ${markup.text(program)} runs in`, ...fallback],
    secret: [`Replaced with the secret ${markup.code(name)} that is kept outside of this file`],
    folder: ['Replaced with the folder of the workspace'],
    file: [`Replaced with what stands in the file ${markup.code(name)}`],
    other: [`Replaced by ${markup.text(program)} when the server starts`],
  }
  const heading = kind === 'variable' ? 'Variable' : 'Reference'
  return `${markup.strong(heading)} ${markup.code(name)}\n\n${markup.list(from[kind])}`
}

/** What the person is asked for: on a reference to it, and on its definition. */
export function describeInput(id: string, config: McpConfig, markup: Markup): string {
  const heading = `${markup.strong('Input')} ${markup.code(id)}`
  const input = config.inputs.find((one) => one.id === id)
  if (!input) return `${heading}\n\n${markup.list(['This file declares no such input, so the server gets nothing here'])}`
  const items = [...sourceItems(input, config, markup), ...usedItem(id, config, markup)]
  return `${heading}\n\n${markup.list(items)}`
}

function sourceItems(input: InputDefinition, config: McpConfig, markup: Markup): readonly string[] {
  const field = (name: string): string | undefined => {
    const node = nodeAt(config.tree, input.path.slice(0, -1))
    const value = node?.kind === 'object' ? memberOf(node, name)?.value : undefined
    return value?.kind === 'string' ? value.value : undefined
  }
  const description = field('description')
  const about = description === undefined ? [] : [`Asked for as ${markup.code(description)}`]
  if (field('type') === 'command')
    return [`The answer of the command ${markup.code(field('command') ?? '')} of the editor`, ...about]
  const asked = field('type') === 'pickString' ? 'You choose it from a list' : 'You are asked for it'
  // code.visualstudio.com/docs/copilot/chat/mcp-servers, "Input variables", read 2026-11.
  const kept = config.host.id === 'vscode' ? ' when the server first starts, and the answer is kept in secure storage' : ''
  return [
    `${asked}${kept}`,
    ...about,
    ...(field('type') === 'pickString'
      ? []
      : [input.password ? 'Masked while you type it' : 'Not masked: it is shown while you type it']),
    ...(input.default ? ['Has a default that stands in this file'] : []),
  ]
}

function usedItem(id: string, config: McpConfig, markup: Markup): readonly string[] {
  const written = `\${input:${id}}`
  const users = config.servers
    .slice(0, MOST_READ)
    .filter((entry) => allTexts(entry, config).some(({ text }) => text.includes(written)))
  if (users.length === 0) return ['No server of this file uses it']
  const more = users.length - MOST_SERVERS
  return [
    `Used by ${users
      .slice(0, MOST_SERVERS)
      .map(({ name }) => markup.code(name))
      .join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  ]
}

/** The input whose definition an offset touches at its id. */
export function inputAt(config: McpConfig, offset: number): InputDefinition | undefined {
  return config.inputs.find(({ span }) => contains(span, offset))
}
