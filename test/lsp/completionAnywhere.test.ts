import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { readAbilities } from '../../server/language/abilities.ts'
import { completionAt } from '../../server/language/completion/complete.ts'
import { hostForFile } from '../../server/model/hostOf.ts'
import { HOSTS } from '../../server/model/hosts/index.ts'
import { readMcpConfig } from '../../server/model/mcpConfig.ts'
import { parse } from '../../server/syntax/parse.ts'

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/hosts')
const ABILITIES = readAbilities({
  processId: null,
  rootUri: null,
  capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
})
const FOLDERS = readdirSync(FIXTURES).filter((id) => HOSTS.some((host) => host.id === id))

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(folder, file)).isFile())
}

it.each(FOLDERS)('every edit offered anywhere in a file of %s, whole or broken off, stands in one line at the caret', (id) => {
  for (const file of filesBelow(path.join(FIXTURES, id))) {
    const host = hostForFile(id, file)
    if (!host) continue
    const whole = readFileSync(path.join(FIXTURES, id, file), 'utf8').slice(0, 3000)
    for (let offset = 0; offset <= whole.length; offset += 3) {
      for (const text of [whole, whole.slice(0, offset)]) expect(misplaced(text, offset, file, host)).toEqual([])
    }
  }
})

function misplaced(text: string, offset: number, file: string, host: NonNullable<ReturnType<typeof hostForFile>>) {
  const config = readMcpConfig(parse(text, host.syntax.format), host, file)
  const document = TextDocument.create(`file:///work/${file}`, 'json', 1, text)
  const analysis = { id: 1, document, version: 1, config, findings: [], told: { last: [] }, fixedText: () => text }
  const caret = document.positionAt(offset)
  return completionAt(analysis, offset, ABILITIES).filter(({ textEdit, additionalTextEdits = [] }) => {
    if (!textEdit || !('range' in textEdit)) return true
    const { start, end } = textEdit.range
    const isInLine = start.line === caret.line && end.line === caret.line
    const isAtCaret = start.character <= caret.character && caret.character <= end.character
    const isApart = additionalTextEdits.every(
      ({ range }) =>
        document.offsetAt(range.end) <= document.offsetAt(start) || document.offsetAt(range.start) > document.offsetAt(end),
    )
    return !isInLine || !isAtCaret || !isApart
  })
}
