import { expect, it } from 'vitest'
import type { CompletionItem } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type Abilities, readAbilities } from '../../server/language/abilities.ts'
import type { Analysis } from '../../server/language/analysis.ts'
import { completionAt } from '../../server/language/completion/complete.ts'
import { lint } from '../../server/lint/lint.ts'
import type { Host } from '../../server/model/host.ts'
import { HOSTS } from '../../server/model/hosts/index.ts'
import { RULES } from '../../server/rules/index.ts'
import { SEVERITIES } from '../../server/rules/rule.ts'
import { parse } from '../../server/syntax/parse.ts'

const PLAIN: Abilities = readAbilities({ processId: null, rootUri: null, capabilities: {} })

/** A file of the host in which its first server is about to be written. */
function emptyFile({ syntax, serversPath, container }: Host): string {
  const keys = serversPath.map(String)
  if (syntax.format === 'toml') return '[|]\n'
  if (syntax.format === 'yaml' || syntax.format === 'frontmatter') {
    const lines = keys.map((key, at) => `${'  '.repeat(at)}${key}:`)
    const text = `${lines.join('\n')}\n${'  '.repeat(keys.length)}${container === 'list' ? '- ' : ''}|\n`
    return syntax.format === 'yaml' ? text : `---\nname: a\ntools: [read]\n${text}---\nHello\n`
  }
  const [open, close] = container === 'list' ? ['[', ']'] : ['{', '}']
  const start = keys.map((key, at) => `${'  '.repeat(at + 1)}${JSON.stringify(key)}: ${at === keys.length - 1 ? open : '{'}`)
  const end = keys.map((_, at) => `${'  '.repeat(at + 1)}${at === keys.length - 1 ? close : '}'}`).reverse()
  return `{\n${start.join('\n')}\n${'  '.repeat(keys.length + 1)}|\n${end.join('\n')}\n}\n`
}

function analysisOf(text: string, host: Host, file: string): Analysis {
  const { config, findings } = lint({ file, text }, host, RULES)
  const document = TextDocument.create(`file:///work/${file}`, 'json', 1, text)
  return { id: 1, document, version: 1, config, findings, told: { last: [] }, fixedText: () => text }
}

function applied({ document }: Analysis, item: CompletionItem): string {
  const { textEdit, additionalTextEdits = [] } = item
  if (!textEdit || !('range' in textEdit)) throw new Error(`"${item.label}" has no edit.`)
  return TextDocument.applyEdits(document, [textEdit, ...additionalTextEdits])
}

const TAKERS = HOSTS.flatMap((host) => host.files.map((file): Host => ({ ...host, ...file.differs, file }))).filter(
  ({ file, container, names }) => file?.holds !== 'settings' && container !== 'entry' && names.command.length > 0,
)
const UNIQUE = [
  ...new Map(TAKERS.map((host) => [`${host.id} ${host.syntax.format} ${host.container} ${host.serversPath.join('.')}`, host])),
]

it('writes known servers in files of all hosts that hold entries', () => {
  expect(new Set(UNIQUE.map(([, { id }]) => id)).size).toBeGreaterThanOrEqual(25)
})

it.each(UNIQUE)('a known server of %s is read again as that server, with nothing of medium or above to say', (_, host) => {
  const file = (host.file?.glob ?? 'mcp.json')
    .replace(/^~\//, '')
    .replaceAll('**/', '')
    .replaceAll('*', 'a')
    .replace(/\{([^,}]*)[^}]*\}/g, '$1')
  const marked = emptyFile(host)
  const offset = marked.indexOf('|')
  const analysis = analysisOf(marked.replace('|', ''), host, file)
  const items = completionAt(analysis, offset, PLAIN).filter(({ detail }) => detail !== undefined)
  const problems = items.flatMap((item) => {
    const text = applied(analysis, item)
    const { config, findings } = lint({ file, text }, host, RULES)
    const syntax = parse(text, host.syntax.format).problems.map(({ message }) => message)
    const bad = findings.filter(({ severity }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('medium'))
    const [server, ...more] = config.servers
    const isRead = server?.launch.known !== undefined && more.length === 0
    const words = [...syntax, ...bad.map(({ rule, message }) => `${rule}: ${message}`), ...(isRead ? [] : ['is not read'])]
    return words.length === 0 ? [] : [`${item.label}: ${words.join(' / ')}\n${text}`]
  })
  expect(problems).toEqual([])
  expect(items.length).toBeGreaterThan(30)
})
