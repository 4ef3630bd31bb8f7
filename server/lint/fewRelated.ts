import type { Finding } from '../rules/rule.ts'

/** More places than this nobody looks at, and a hostile file may have as many as it has characters. */
const MOST_RELATED = 100

/** The finding with its first related places; the last of them says how many more there are. */
export function fewRelated(finding: Finding): Finding {
  const { related } = finding
  const next = related[MOST_RELATED]
  if (!next) return finding
  const more = {
    span: next.span,
    message: `${related.length - MOST_RELATED} more places, of which this is the first, are not listed.`,
  }
  return { ...finding, related: [...related.slice(0, MOST_RELATED), more] }
}
