import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { HOSTS } from '../model/hosts/index.ts'
import { PERSONA_WORDS, SETTINGS_KEYS, SEVERITY_WORDS } from '../model/workspaceSettings.ts'
import { RULES } from '../rules/index.ts'

interface Choice {
  readonly label: string
  readonly detail?: string
}

const RULE_CHOICES: readonly Choice[] = RULES.map(({ meta: { id, title } }) => ({ label: id, detail: title.replaceAll('`', '') }))
const HOST_CHOICES: readonly Choice[] = HOSTS.map(({ id, name }) => ({ label: id, detail: name }))

const KEY_DETAILS: Readonly<Record<(typeof SETTINGS_KEYS)[number], string>> = {
  hosts: 'Whose file a file of another name is',
  persona: 'How much is reported',
  severities: 'Severities of rules, or "off"',
  ignore: 'Findings that are let be, each with a reason',
  baseline: 'The file with the findings that were there before',
  trustedPackages: 'Packages of your own',
  trustedHosts: 'Hosts of your own',
  trustedRegistries: 'Registries of your own',
}
const ROOT_KEYS = SETTINGS_KEYS.map((label) => ({ label, detail: KEY_DETAILS[label] }))

/** Keys and values below a key of the root, where they are a closed set. */
const BELOW: Readonly<Record<string, { readonly keys: readonly Choice[]; readonly values: (key: string) => readonly Choice[] }>> =
  {
    severities: { keys: RULE_CHOICES, values: () => words(SEVERITY_WORDS) },
    hosts: {
      keys: [
        { label: 'files', detail: 'A path or pattern, from the folder of this file' },
        { label: 'host', detail: 'Who reads these files' },
      ],
      values: (key) => (key === 'host' ? HOST_CHOICES : []),
    },
    ignore: {
      keys: [
        { label: 'rule', detail: 'The rule whose finding is let be' },
        { label: 'file', detail: 'A path or pattern, from the folder of this file' },
        { label: 'server', detail: 'The name of the entry' },
        { label: 'fingerprint', detail: 'Ends the waiver when the flagged text changes' },
        { label: 'reason', detail: 'Why; without one the waiver has no effect' },
        { label: 'expires', detail: 'The last day it holds: 2027-01-31' },
      ],
      values: (key) => (key === 'rule' ? RULE_CHOICES : []),
    },
  }

/** What can stand at an offset of a `.scopelight.yaml`, in block and in flow style. */
export function settingsCompletion(document: TextDocument, offset: number): CompletionItem[] {
  const text = document.getText()
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  const value = /([\w-]+):[ \t]+"?([\w-]*)$/.exec(line)
  const key = value ? undefined : /(?:^|[-{,])[ \t]*([\w-]*)$/.exec(line)
  const typed = value?.[2] ?? key?.[1]
  if (typed === undefined) return []
  const parent = rootKeyAbove(text, offset, line)
  if (value) {
    const [, name = ''] = value
    const choices = parent === undefined ? (name === 'persona' ? words(PERSONA_WORDS) : []) : (BELOW[parent]?.values(name) ?? [])
    return items(choices, typed, CompletionItemKind.Value, '', document, offset)
  }
  const choices = parent === undefined ? ROOT_KEYS : (BELOW[parent]?.keys ?? [])
  return items(choices, typed, CompletionItemKind.Property, ': ', document, offset)
}

/** The key of the root the line stands below; undefined for a line of the root itself. */
function rootKeyAbove(text: string, offset: number, line: string): string | undefined {
  const own = /^([\w-]+):.*[{[,]/.exec(line)
  if (own) return own[1]
  if (!/^[ \t-]/.test(line)) return undefined
  const before = text.slice(0, offset - line.length).split('\n')
  return before.map((one) => /^([\w-]+):/.exec(one)?.[1]).findLast((name) => name !== undefined)
}

function words(list: readonly string[]): readonly Choice[] {
  return list.map((label) => ({ label }))
}

function items(
  choices: readonly Choice[],
  typed: string,
  kind: CompletionItemKind,
  behind: string,
  document: TextDocument,
  offset: number,
): CompletionItem[] {
  const range = { start: document.positionAt(offset - typed.length), end: document.positionAt(offset) }
  return choices.map(({ label, detail }) => ({
    label,
    kind,
    ...(detail !== undefined && { detail }),
    textEdit: { range, newText: `${label}${behind}` },
  }))
}
