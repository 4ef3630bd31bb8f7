import type { Host } from '../model/host.ts'

/** A reference in a value, in the syntax of any host. */
export interface Reference {
  readonly start: number
  readonly text: string
  /** The environment variable it means, where it means one. */
  readonly variable: string | undefined
  /** It means the folder of the workspace. */
  readonly isFolder: boolean
  /** Nothing is lost when only the variable is kept: it has no default and asks nobody. */
  readonly keepsAll: boolean
}

interface Syntax {
  /** A part of every reference of this kind, so that most values need no further look. */
  readonly holds: string
  readonly regex: RegExp
  readonly read: (match: RegExpExecArray) => Pick<Reference, 'variable' | 'isFolder' | 'keepsAll'> | undefined
}

const NAME = '[A-Za-z_]\\w{0,200}'
/** Behind `:-` stands a default: no part of the name, and lost when only the variable is kept. */
const plain = (written: string | undefined) => {
  const [variable, fallback] = written?.split(/:[-=?+]/, 2) ?? []
  return { variable, isFolder: false, keepsAll: fallback === undefined }
}

/** `${workspaceFolder}` and its like are words of editors, never variables of the environment. */
const EDITOR_WORDS = new Set([
  'workspaceFolder',
  'workspaceFolderBasename',
  'workspaceRoot',
  'userHome',
  'pathSeparator',
  'execPath',
])

/**
 * What people write in one host and take to another. A word in braces alone is a reference; `{{x}}` is one in few hosts and a
 * placeholder elsewhere; a dollar without braces only where it is the whole value and in capitals, since passwords hold dollars.
 */
const SYNTAXES: readonly Syntax[] = [
  { holds: '${', regex: new RegExp(`\\$\\{(${NAME})(:-[^{}]{0,200})?\\}`, 'g'), read: braced },
  { holds: '${env:', regex: /\$\{env:([^{}]{1,200})\}/g, read: ([, name]) => plain(name) },
  { holds: '${process.env.', regex: /\$\{process\.env\.(\w{1,200})\}/g, read: ([, name]) => plain(name) },
  { holds: '${input:', regex: /\$\{input:([^{}]{1,200})\}/g, read: ([, id = '']) => asked(id) },
  { holds: '${', regex: /\$\{(?:config|command|file|workspaceFolder):[^{}]{1,200}\}/g, read: () => plain(undefined) },
  { holds: '{env:', regex: /(?<!\$)\{env:([^{}]{1,200})\}/g, read: ([, name]) => plain(name) },
  { holds: '{file:', regex: /(?<!\$)\{file:[^{}]{1,200}\}/g, read: () => plain(undefined) },
  { holds: '${{', regex: /\$\{\{ {0,3}(?:secrets|inputs|vars|env)\.(\w{1,200}) {0,3}\}\}/g, read: ([, name]) => plain(name) },
  { holds: '${{', regex: /\$\{\{ {0,3}(?:github|runner|job|steps|needs|matrix)\.([\w.-]{1,200}) {0,3}\}\}/g, read: ofWorkflow },
  { holds: '$', regex: /^\$([A-Z_][A-Z0-9_]{0,200})$/g, read: ([, name]) => plain(name) },
]

function braced([, name = '', fallback]: RegExpExecArray): ReturnType<Syntax['read']> {
  if (EDITOR_WORDS.has(name)) return { variable: undefined, isFolder: name === 'workspaceFolder', keepsAll: true }
  return { variable: name, isFolder: false, keepsAll: fallback === undefined }
}

/** What only a workflow of GitHub Actions knows; `github.workspace` is where it has put the repository. */
function ofWorkflow([, name]: RegExpExecArray): ReturnType<Syntax['read']> {
  return { variable: undefined, isFolder: name === 'workspace', keepsAll: true }
}

function asked(id: string): ReturnType<Syntax['read']> {
  const [name = '', fallback] = id.split(/:[-=?+]/, 2)
  return { variable: asVariable(name), isFolder: false, keepsAll: fallback === undefined }
}

/** `github-token` is asked of a person; in the environment the same would be GITHUB_TOKEN. */
function asVariable(id: string): string | undefined {
  const name = id.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()
  return /^[A-Z_]/.test(name) ? name : undefined
}

/** The last match that begins in front of an offset, or -1; matches do not overlap and stand in order. */
function lastBefore(matches: readonly RegExpExecArray[], offset: number): number {
  let low = 0
  let high = matches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((matches[middle]?.index ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The patterns of hosts, each compiled once. */
const COMPILED = new Map<string, RegExp>()

function compiled(pattern: string): RegExp {
  const known = COMPILED.get(pattern)
  if (known) return known
  const regex = new RegExp(pattern, 'g')
  COMPILED.set(pattern, regex)
  return regex
}

/** The references of a value that this host would leave as they stand, in their order. */
export function foreignReferences(value: string, { interpolation }: Host): readonly Reference[] {
  if (!value.includes('{') && !value.startsWith('$')) return []
  const own = interpolation.pattern === undefined ? [] : [...value.matchAll(compiled(interpolation.pattern))]
  const isOwn = (start: number, end: number) => {
    const before = own[lastBefore(own, end)]
    return before !== undefined && start < before.index + before[0].length
  }
  // A host that takes any name takes this one for a variable of the environment, which nobody sets.
  const isNobodys = (text: string) => {
    const word = text.slice(2, -1)
    return EDITOR_WORDS.has(word) && !(interpolation.pattern ?? '').includes(word)
  }
  return SYNTAXES.filter(({ holds }) => value.includes(holds))
    .flatMap(({ regex, read }) =>
      [...value.matchAll(regex)].flatMap((match) => {
        const [text] = match
        const meaning = isOwn(match.index, match.index + text.length) && !isNobodys(text) ? undefined : read(match)
        return meaning ? [{ start: match.index, text, ...meaning }] : []
      }),
    )
    .toSorted((a, b) => a.start - b.start)
}
