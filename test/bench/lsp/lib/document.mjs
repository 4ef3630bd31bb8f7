/** @typedef {{range: {start: Pos, end: Pos}, text: string}} Change */
/** @typedef {{line: number, character: number}} Pos */

/** An editor buffer: the client's copy of the document, edited by LSP ranges. */
export class EditorBuffer {
  version = 1
  /** @param {string} text */
  constructor(text) {
    this.lines = text.split('\n')
  }
  /** @param {Change} c */
  apply({ range, text }) {
    const { start, end } = range
    const head = this.lines[start.line].slice(0, start.character)
    const tail = this.lines[end.line].slice(end.character)
    this.lines.splice(start.line, end.line - start.line + 1, ...(head + text + tail).split('\n'))
    this.version++
  }
  get text() {
    return this.lines.join('\n')
  }
}

/** @param {Pos} at @param {string} text @returns {Change} */
export const insert = (at, text) => ({ range: { start: at, end: at }, text })
/** @param {Pos} start @param {Pos} end @returns {Change} */
export const remove = (start, end) => ({ range: { start, end }, text: '' })
/** @param {Pos} p @param {number} n @returns {Pos} */
const right = (p, n) => ({ line: p.line, character: p.character + n })

/**
 * What a person does at each site: types in a string and deletes it again; types a new property letter by letter
 * (broken syntax on the way) and removes it; opens and closes a string; pastes a block and undoes it.
 * Every group leaves the document as it found it. `after` says how the document stands after the change:
 * `base` (as at the start), `broken` (a syntax error), or null (not checked).
 * @typedef {{kind: 'type'|'key'|'break'|'paste'|'undo', change: Change, after: 'base'|'broken'|null}} Edit
 * @param {import('./generate.mjs').Site[]} sites
 * @returns {{site: number, edits: Edit[]}[]}
 */
export function editScript(sites) {
  return sites.flatMap((s, site) => {
    const word = 'abcdef'
    const line = s.snippet.text.replace(/\n$/, '')
    const rows = s.block.text.split('\n').length - 1
    /** @type {Edit[]} */ const string = [
      ...[...word].map((c, i) => ({ kind: /** @type {const} */ ('type'), change: insert(right(s.string, i), c), after: null })),
      ...[...word].map((_, i, all) => ({
        kind: /** @type {const} */ ('type'),
        change: remove(right(s.string, all.length - i - 1), right(s.string, all.length - i)),
        after: i === all.length - 1 ? /** @type {const} */ ('base') : null,
      })),
    ]
    /** @type {Edit[]} */ const property = [
      { kind: 'key', change: insert(s.snippet.at, '\n'), after: null },
      ...[...line].map((c, i) => ({
        kind: /** @type {const} */ ('key'),
        change: insert(right(s.snippet.at, i), c),
        after: null,
      })),
      { kind: 'undo', change: remove(s.snippet.at, { line: s.snippet.at.line + 1, character: 0 }), after: 'base' },
    ]
    /** @type {Edit[]} */ const quote = [
      { kind: 'break', change: remove(s.brk, right(s.brk, 1)), after: 'broken' },
      { kind: 'break', change: insert(s.brk, '"'), after: 'base' },
    ]
    /** @type {Edit[]} */ const paste = [
      { kind: 'paste', change: insert(s.block.at, s.block.text), after: null },
      { kind: 'undo', change: remove(s.block.at, { line: s.block.at.line + rows, character: 0 }), after: 'base' },
    ]
    return [string, property, quote, paste].map((edits) => ({ site, edits }))
  })
}
