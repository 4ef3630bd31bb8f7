import { matchCredentials } from '../../knowledge/credentials.ts'
import { contentSpan, spanInString } from '../../syntax/find.ts'
import type { Path, Span, StringNode, SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'
import type { Host } from '../host.ts'
import type { CredentialUse } from '../launch.ts'
import { fieldCredentials, type Named } from './credentials.ts'

/** A shorter text is none of the shapes. */
const MIN_CHARS = 12

export interface Sweep {
  readonly tree: SyntaxTree
  /** Subtrees that somebody else looks at. */
  readonly skip: ReadonlySet<SyntaxNode>
  /** What is known already: no finding twice. */
  readonly known: readonly CredentialUse[]
  /** Also values without an issuer's shape whose own key is named like a secret, as this host reads them. */
  readonly byName: Host | undefined
}

/**
 * Credentials in strings that nobody reads as what they are: fields of other hosts, an argument list that is one string,
 * the first of two equal keys, a server that another one of the same name hides. They stand in the file all the same.
 */
export function leftoverCredentials(node: SyntaxNode, path: Path, sweep: Sweep): readonly CredentialUse[] {
  const known = sweep.known.map(({ at }) => at.span).sort((a, b) => a.start - b.start)
  const uses: CredentialUse[] = []
  const visit = (one: SyntaxNode, at: Path): void => {
    if (sweep.skip.has(one)) return
    if (one.kind === 'array') for (const [index, item] of one.items.entries()) visit(item, [...at, index])
    else if (one.kind === 'object') {
      for (const { key, value } of one.members) if (value) visit(value, [...at, key])
    } else if (one.kind === 'string' && one.value.length >= MIN_CHARS && !reaches(known, one.span))
      uses.push(...inString(one, at, sweep))
  }
  visit(node, path)
  return uses
}

function inString(node: StringNode, path: Path, { tree, byName }: Sweep): readonly CredentialUse[] {
  const span = contentSpan(tree, node.span)
  const name = String(path.findLast((step) => typeof step === 'string') ?? '')
  const named: Named = { where: 'elsewhere', name, nameAt: { span, path } }
  const isOwnKey = typeof path.at(-1) === 'string' && !byName?.names.secretNames.includes(name)
  if (byName && isOwnKey) return fieldCredentials(tree, byName, named, { text: node.value, span, path })
  // Of two equal keys a path names the second, so the place comes from the node.
  return matchCredentials(node.value).map(({ kind, start, end }) => ({
    ...named,
    kind,
    evidence: 'literal',
    at: { text: node.value.slice(start, end), span: spanInString(tree, node, start, end), path },
    confidence: 'high',
  }))
}

/** Whether one of the spans, which are in order and do not overlap, lies in this one. */
function reaches(spans: readonly Span[], { start, end }: Span): boolean {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  const next = spans[low]
  return next !== undefined && next.start < end
}
