import { Composer, type CST, type Document, Lexer, type LineCounter, Parser } from 'yaml'
import type { Report } from './nodes.ts'

/** More is no settings file, and reading it would hold up the editor. */
const MOST_CHARACTERS = 100_000
/** The settings themselves need four levels. */
const MOST_LEVELS = 64

/** The document of a settings file; what is wrong with it as YAML is reported, once. Never throws. */
export function readDocument(text: string, lines: LineCounter, report: Report): Document.Parsed | undefined {
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
    // Duplicate keys are looked for by whoever reads a map: the library compares each key with each other one.
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
