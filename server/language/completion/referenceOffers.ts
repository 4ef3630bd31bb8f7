import { CompletionItemKind } from 'vscode-languageserver/node'
import { withoutCredentials } from '../../knowledge/withoutCredentials.ts'
import type { Host } from '../../model/host.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import type { Offer } from './offer.ts'
import type { Place } from './place.ts'
import { stop } from './stops.ts'

type ExpandedField = Host['interpolation']['expandedIn'][number]

/** Forms of one host or another, with what they stand for; a host has those that its own pattern takes. */
const FORMS: readonly { readonly text: string; readonly meaning: string }[] = [
  { text: `\${workspaceFolder}`, meaning: 'The folder of the workspace' },
  { text: `\${workspaceFolderBasename}`, meaning: 'Its name' },
  { text: `\${userHome}`, meaning: 'Your home' },
  { text: `\${pathSeparator}`, meaning: '"/", or "\\" on Windows' },
  { text: `\${CLAUDE_PROJECT_DIR:-.}`, meaning: 'The folder of the project' },
  { text: `\${extensionPath}`, meaning: 'The folder of the extension' },
  { text: `\${workspacePath}`, meaning: 'The folder of the workspace' },
  { text: `\${PLUGIN_ROOT}`, meaning: 'The folder of the plugin' },
  { text: `\${PLUGIN_DATA}`, meaning: 'Where the plugin keeps its data' },
]

const ANY_NAME = `\${anyName}`

/** Nobody types a longer reference, and looking further back costs the square of what is there. */
const MOST_BEGUN = 300
/** What is typed of a reference before the caret. */
const BEGUN = /(?:\$\{\{?[^}"'\n]*|\{(?:e(?:n(?:v(?::[^}"'\n]*)?)?)?)?|\$\w*)$/

/**
 * References as this host writes them, where it expands them: declared inputs, variables that this entry or another uses, and
 * its own forms. In an empty string they are offered as a whole.
 */
export function referenceOffers(
  place: Place,
  field: ExpandedField,
  entry: ServerEntry,
  wanted: readonly string[] = [],
): readonly Offer[] {
  const { cursor, config, typed } = place
  const { interpolation } = config.host
  if (interpolation.pattern === undefined || !interpolation.expandedIn.includes(field)) return []
  const begun = BEGUN.exec(typed.slice(-MOST_BEGUN))?.[0] ?? ''
  if (begun === '' && typed !== '' && !/(?:bearer|basic|token) $/i.test(typed)) return []
  const isWhole = cursor.content === undefined
  const start = isWhole ? cursor.span.start : cursor.offset - begun.length
  const closing =
    /^\s{0,3}\}{0,2}/.exec(config.tree.text.slice(cursor.offset, cursor.content?.end ?? cursor.offset))?.[0].length ?? 0
  const span = { start, end: isWhole ? cursor.span.end : cursor.offset + closing }
  return candidates(config, entry, wanted).map(({ text, meaning }) => ({
    label: text,
    kind: CompletionItemKind.Variable,
    detail: meaning,
    text: isWhole ? place.writer.value(text) : text,
    span,
  }))
}

interface Candidate {
  readonly text: string
  readonly meaning: string
}

function candidates(config: McpConfig, entry: ServerEntry, wanted: readonly string[]): readonly Candidate[] {
  const { host, inputs } = config
  const { env, input, pattern } = host.interpolation
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`)
  const asked = input
    ? inputs.filter(({ id }) => isName(id)).map(({ id }) => ({ text: input(id), meaning: 'Asks you, as declared in "inputs"' }))
    : []
  const names = env ? variablesOf(config, entry, wanted) : []
  const variables = env ? names.map((name) => ({ text: env(name), meaning: `The variable ${name}` })) : []
  const other = env && names.length === 0 ? [{ text: env(stop('NAME')), meaning: 'A variable of the environment' }] : []
  // Where any name is a variable, these names are no more than that.
  const isAnyName = whole?.test(ANY_NAME) ?? false
  const forms = FORMS.filter(({ text }) => text === host.workspaceFolder || (!isAnyName && whole?.test(text)))
  return unique([...asked, ...variables, ...other, ...forms])
}

/** Longer files use no more names than people look through. */
const MOST_ENTRIES = 200
const MOST_NAMES = 100

/** Names that the known server takes, then those that the entries of the file use. */
function variablesOf({ servers }: McpConfig, entry: ServerEntry, wanted: readonly string[]): readonly string[] {
  const known = entry.launch.bridged?.known ?? entry.launch.known
  const used = [entry, ...servers.slice(0, MOST_ENTRIES)].flatMap(({ launch }) =>
    [...launch.env, ...launch.headers].flatMap(({ name, value }) => [
      ...(/^[A-Z_][A-Z0-9_]*$/.test(name) ? [name] : []),
      ...[...(value?.text ?? '').slice(0, 500).matchAll(/(?<![\w.])([A-Z][A-Z0-9_]{2,60})(?=\s?\}|:-)/g)].map(
        ([, used = '']) => used,
      ),
    ]),
  )
  return [...new Set([...wanted, ...(known?.credentials.env ?? []), ...used])].filter(isName).slice(0, MOST_NAMES)
}

/** What is written into the file again and shown in a list: nothing that would end the string, and no secret in the place of a name. */
function isName(text: string): boolean {
  return /^[\w.-]{1,100}$/.test(text) && withoutCredentials(text) === text
}

function unique(list: readonly Candidate[]): readonly Candidate[] {
  return [...new Map(list.map((one) => [one.text, one])).values()]
}
