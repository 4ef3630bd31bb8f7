import { Composer, type CST, type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type Pair, Parser } from 'yaml'
import { readGlob } from './glob.ts'
import type { Host, HostId } from './host.ts'
import { hostById } from './hosts/index.ts'
import { KNOWN_HOST_IDS } from './hosts/known.ts'
import { nearest } from './nearest.ts'

/** The file that says, for the folder it lies in and all below it, what the configurations cannot say themselves. */
export const WORKSPACE_SETTINGS_FILE = '.scopelight.yaml'

const PERSONA_WORDS = ['regular', 'pedantic', 'auditor'] as const
const SEVERITY_WORDS = ['off', 'info', 'low', 'medium', 'high', 'critical'] as const
/** Keys with a meaning that this version does not have yet. */
const LATER_KEYS = ['ignore', 'trustedPackages', 'trustedHosts', 'trustedRegistries']
const KEYS = ['hosts', 'persona', 'severities', ...LATER_KEYS]
/** More is no settings file, and reading it would hold up the editor. */
const MOST_CHARACTERS = 100_000
/** The settings themselves need four levels. */
const MOST_LEVELS = 64

export interface WorkspaceSettings {
  readonly hosts: readonly HostMapping[]
  readonly persona: (typeof PERSONA_WORDS)[number] | undefined
  /** By rule id. */
  readonly severities: Readonly<Record<string, (typeof SEVERITY_WORDS)[number]>>
  /** In the order of the file. What is right beside them still counts. */
  readonly problems: readonly SettingsProblem[]
}

export interface HostMapping {
  /** On the path from the folder of the settings file, with forward slashes. */
  readonly matches: (path: string) => boolean
  readonly host: HostId
}

export interface SettingsProblem {
  readonly severity: 'error' | 'warning'
  /** A whole sentence, without the place. */
  readonly message: string
  /** From 1. */
  readonly line: number
  readonly column: number
}

/**
 * Reads `.scopelight.yaml`. Never throws: what is wrong becomes a problem with its place, and nothing is ignored without
 * one. Aliases are not followed, so a file cannot grow while it is read. `ruleIds` tells misspelt rules, where given.
 */
export function readWorkspaceSettings(text: string, ruleIds?: readonly string[]): WorkspaceSettings {
  const lines = new LineCounter()
  const problems: SettingsProblem[] = []
  const report: Report = (severity, offset, message) => {
    const { line, col } = lines.linePos(offset)
    problems.push({ severity, message, line: Math.max(line, 1), column: Math.max(col, 1) })
  }
  const found: Found = { hosts: [], persona: undefined, severities: {} }
  const document = readDocument(text, lines, report)
  if (document) readRoot(document, found, report, ruleIds)
  return { ...found, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) }
}

/** What `hosts:` says about a file; the first match wins. `host` is undefined for one this version does not read yet. */
export function mappedHost(
  settings: WorkspaceSettings,
  path: string,
): { readonly id: HostId; readonly host: Host | undefined } | undefined {
  const mapping = settings.hosts.find(({ matches }) => matches(path))
  return mapping && { id: mapping.host, host: hostById(mapping.host) }
}

type Report = (severity: SettingsProblem['severity'], offset: number, message: string) => void

interface Found {
  hosts: readonly HostMapping[]
  persona: WorkspaceSettings['persona']
  severities: Record<string, (typeof SEVERITY_WORDS)[number]>
}

function readDocument(text: string, lines: LineCounter, report: Report): Document.Parsed | undefined {
  if (text.length > MOST_CHARACTERS) {
    report('error', 0, `The file is longer than ${MOST_CHARACTERS} characters and is not read.`)
    return undefined
  }
  try {
    const tokens = readTokens(text, lines)
    if ('tooDeepAt' in tokens) {
      report('error', tokens.tooDeepAt, `The file is nested deeper than ${MOST_LEVELS} levels and is not read.`)
      return undefined
    }
    // Duplicate keys are looked for below: the library compares each key with each other one.
    const [document, second] = new Composer({ uniqueKeys: false, logLevel: 'silent' }).compose(tokens.all, true, text.length)
    const [error] = document?.errors ?? []
    if (error) report('error', error.pos[0], `This is not YAML: ${error.message.replace(/[.:]?$/, '.')}`)
    else if (second) report('error', second.range[0], 'A second document begins here and is not read. Keep one.')
    return error ? undefined : document
  } catch {
    // The library promises problems instead of exceptions; a slip of it must not end the whole run.
    report('error', 0, 'The file cannot be read as YAML.')
    return undefined
  }
}

/**
 * The library's parser keeps a stack of its own, and shows it. What composes a document of its tokens recurses, and a
 * `catch` is too late there: V8 ends the process when it has to compile a regular expression at the end of the stack.
 */
function readTokens(text: string, lines: LineCounter): { readonly all: readonly CST.Token[] } | { readonly tooDeepAt: number } {
  const all: CST.Token[] = []
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    const at = parser.offset
    all.push(...parser.next(lexeme))
    // The document itself is one of them.
    if (parser.stack.length > MOST_LEVELS + 1) return { tooDeepAt: at }
  }
  all.push(...parser.end())
  return { all }
}

function readRoot({ contents }: Document.Parsed, found: Found, report: Report, ruleIds: readonly string[] | undefined): void {
  if (contents === null || (isScalar(contents) && contents.value === null)) return
  if (!isMap(contents)) {
    report('error', offsetOf(contents), `"${WORKSPACE_SETTINGS_FILE}" holds keys and values, such as "hosts:".`)
    return
  }
  eachKey(contents.items, report, (key, value, at) => {
    if (key === 'hosts') found.hosts = readHosts(value, at, report)
    else if (key === 'persona') found.persona = readWord(value, at, 'persona', PERSONA_WORDS, report)
    else if (key === 'severities') found.severities = readSeverities(value, at, report, ruleIds)
    else if (LATER_KEYS.includes(key))
      report('warning', at, `"${key}" is not read by this version of Scopelight and has no effect.`)
    else report('warning', at, `"${key}" is not a setting and has no effect.${suggest(key, KEYS)}`)
  })
}

function readHosts(value: unknown, at: number, report: Report): readonly HostMapping[] {
  if (isNothing(value)) return []
  if (!isSeq(value)) {
    report('error', at, '"hosts" is a list, such as "- { files: "configs/*.json", host: claude-code }".')
    return []
  }
  return value.items.flatMap((item) => readMapping(item, report) ?? [])
}

function readMapping(item: unknown, report: Report): HostMapping | undefined {
  const start = offsetOf(item)
  if (!isMap(item)) return void report('error', start, 'An item of "hosts" has "files" and "host".')
  let files: string | undefined
  let host: string | undefined
  let matches: HostMapping['matches'] | undefined
  eachKey(item.items, report, (key, value, at) => {
    const text = readText(value)
    if (key !== 'files' && key !== 'host') {
      return report('warning', at, `"${key}" is not a setting of a host and has no effect.${suggest(key, ['files', 'host'])}`)
    }
    if (text === undefined) return report('error', at, `"${key}" wants a text.`)
    if (key === 'host') {
      host = text
      if (!KNOWN_HOST_IDS.includes(text))
        report('error', offsetOf(value), `"${text}" is not a host.${suggest(text, KNOWN_HOST_IDS)}`)
      return
    }
    files = text
    const glob = readGlob(text)
    if (glob.ok) matches = glob.matches
    else report('error', offsetOf(value), `The pattern "${text}" ${glob.reason}.`)
  })
  if (files === undefined)
    return void report('error', start, 'This item of "hosts" has no "files", a pattern such as "configs/*.json".')
  if (host === undefined) return void report('error', start, 'This item of "hosts" has no "host", such as "claude-code".')
  return matches && KNOWN_HOST_IDS.includes(host) ? { matches, host } : undefined
}

function readSeverities(value: unknown, at: number, report: Report, ruleIds: readonly string[] | undefined): Found['severities'] {
  const severities: Found['severities'] = Object.create(null)
  if (isNothing(value)) return severities
  if (!isMap(value)) {
    report('error', at, '"severities" names rules and their severity, such as "unpinned-package: off".')
    return severities
  }
  eachKey(value.items, report, (rule, word, place) => {
    if (ruleIds && !ruleIds.includes(rule)) {
      return report('warning', place, `"${rule}" is not a rule of this version and has no effect.${suggest(rule, ruleIds)}`)
    }
    const severity = readWord(word, place, rule, SEVERITY_WORDS, report)
    if (severity) severities[rule] = severity
  })
  return severities
}

function readWord<Word extends string>(
  value: unknown,
  at: number,
  key: string,
  words: readonly Word[],
  report: Report,
): Word | undefined {
  // YAML 1.1 files say `off` and mean it; the library reads 1.2, where it is the text "off".
  const text = readText(value)
  const word = words.find((each) => each === text)
  if (!word) {
    const meant = text === undefined ? '' : suggest(text, words)
    report('error', offsetOf(value) || at, `"${key}" is one of ${words.map((each) => `"${each}"`).join(', ')}.${meant}`)
  }
  return word
}

function eachKey(
  pairs: readonly Pair<unknown, unknown>[],
  report: Report,
  read: (key: string, value: unknown, at: number) => void,
): void {
  const seen = new Set<string>()
  for (const { key, value } of pairs) {
    const at = offsetOf(key)
    const name = readText(key)
    if (name === undefined) report('error', at, 'A key is a plain text.')
    else if (seen.has(name)) report('error', at, `"${name}" stands here a second time. Keep one.`)
    else if (isAlias(value))
      report('error', offsetOf(value), `"*${value.source}" refers to another place of the file. Write the value itself.`)
    else {
      seen.add(name)
      read(name, value, at)
    }
  }
}

function readText(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined
}

function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null)
}

function offsetOf(node: unknown): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0
}

function suggest(word: string, words: readonly string[]): string {
  const meant = nearest(word, words)
  return meant === undefined ? '' : ` Did you mean "${meant}"?`
}
