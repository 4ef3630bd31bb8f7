import { providerOf } from '../../knowledge/oauthScopes.ts'
import { holdsReference } from '../../knowledge/references.ts'
import { memberOf } from '../../syntax/find.ts'
import type { ObjectNode, Path, Span, SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'
import type { Launch } from '../launch.ts'
import { partOf, type Text, textOf } from '../place.ts'

/** One OAuth scope an entry asks for. */
export interface ScopeUse extends Text {
  /** Whose scope it is, told by the server, the variable or the address; undefined where nothing tells. */
  readonly provider: string | undefined
  /** It stands where only OAuth scopes stand, so that a plain word is one. */
  readonly isCertain: boolean
  /** Within a string of several: the scope with the space that goes with it. Undefined for an item of a list. */
  readonly cut: Span | undefined
  /** How many scopes stand in the same list or string. */
  readonly count: number
}

/** What an entry is read from. */
export interface ScopeSource {
  readonly node: ObjectNode
  readonly path: Path
  readonly launch: Launch
}

/**
 * Fields in which hosts keep scopes: Codex `scopes`, Kiro, Amazon Q and Copilot `oauthScopes`, Claude Code and Gemini
 * `oauth.scopes`, Cursor `auth.scopes`, LibreChat `oauth.scope` and `obo.scopes` (each host's reference, read 2026-11).
 */
export const SCOPE_FIELDS: readonly Path[] = [
  ['scopes'],
  ['oauthScopes'],
  ['oauth', 'scopes'],
  ['oauth', 'scope'],
  ['auth', 'scopes'],
  ['obo', 'scopes'],
]
const SETTING = /(?:^|_)(?:scopes|oauth2?_scope)$/i
const FLAG = /^--(?:oauth-)?scopes$/i
/** Longer strings are no lists of scopes. */
const MAX_CHARS = 4_000

/** The scopes an entry asks for: in the host's own fields, in variables and headers, on the command line, in the address. */
export function scopesOf(tree: SyntaxTree, { node, path, launch }: ScopeSource): readonly ScopeUse[] {
  const url = launch.url ?? launch.bridged?.url
  const known = launch.bridged?.known ?? launch.known
  const provider = (known && providerOf(known.id)) ?? (url && providerOf(url.hostname))
  const fields = SCOPE_FIELDS.flatMap((steps) => fieldScopes(tree, node, path, steps)).map((use) => ({
    ...use,
    provider,
    isCertain: true,
  }))
  const settings = [...launch.env, ...launch.headers].flatMap(({ name, value }) => {
    if (!value || !SETTING.test(name.replaceAll('-', '_'))) return []
    const own = providerOf(name) ?? provider
    return split(tree, value).map((use) => ({ ...use, provider: own, isCertain: own !== undefined || /oauth/i.test(name) }))
  })
  const words = launch.args.filter(({ of, flag }) => of === 'server' && flag !== undefined && FLAG.test(flag))
  const args = words
    .flatMap(({ value }) => split(tree, value))
    .map((use) => ({ ...use, provider, isCertain: provider !== undefined }))
  const query = url ? queryScopes(tree, url).map((use) => ({ ...use, provider, isCertain: provider !== undefined })) : []
  return [...fields, ...settings, ...args, ...query].toSorted((a, b) => a.span.start - b.span.start)
}

type Piece = Pick<ScopeUse, 'text' | 'span' | 'path' | 'cut' | 'count'>

function fieldScopes(tree: SyntaxTree, entry: ObjectNode, path: Path, steps: Path): readonly Piece[] {
  let node: SyntaxNode | undefined = entry
  for (const step of steps) node = node?.kind === 'object' ? memberOf(node, String(step))?.value : undefined
  const at = [...path, ...steps]
  if (node?.kind !== 'array') {
    const text = textOf(tree, node, at)
    return text ? split(tree, text) : []
  }
  const { items } = node
  return items.flatMap((item, index): readonly Piece[] => {
    const text = textOf(tree, item, [...at, index])
    return text && !holdsReference(text.text) ? [{ ...text, cut: undefined, count: items.length }] : []
  })
}

/** Spaces by the standard, commas by habit. */
function split(tree: SyntaxTree, list: Text, separator = /[\s,]+/g): readonly Piece[] {
  if (list.text.length > MAX_CHARS || holdsReference(list.text)) return []
  const found: { start: number; end: number }[] = []
  let start = 0
  for (const match of [...list.text.matchAll(separator), undefined]) {
    const end = match?.index ?? list.text.length
    if (end > start) found.push({ start, end })
    start = end + (match?.[0].length ?? 0)
  }
  return found.map((word, index) => {
    const before = found[index - 1]
    const after = found[index + 1]
    const cut = before ? partOf(tree, list, before.end, word.end) : partOf(tree, list, word.start, after?.start ?? word.end)
    return { ...partOf(tree, list, word.start, word.end), cut: cut.span, count: found.length }
  })
}

function queryScopes(tree: SyntaxTree, url: Text): readonly Piece[] {
  const match = /[?&]scopes?=([^&#]*)/i.exec(url.text)
  if (!match?.[1]) return []
  const end = match.index + match[0].length
  return split(tree, partOf(tree, url, end - match[1].length, end), /(?:%20|%2C|[+,])+/gi)
}
