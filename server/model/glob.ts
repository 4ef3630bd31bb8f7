const MOST_CHARACTERS = 256
const MOST_ALTERNATIVES = 64

export type Glob =
  | { readonly ok: true; readonly matches: (path: string) => boolean }
  | { readonly ok: false; readonly reason: string }

/**
 * A glob out of a file that anybody may have written: `*` and `?` within one name, `**` for any number of folders, and
 * `{a,b}`. Matches whole paths with forward slashes. Unlike a regular expression it takes time proportional to pattern ×
 * path at worst, so that no pattern stops the editor.
 */
export function readGlob(pattern: string): Glob {
  if (pattern.length > MOST_CHARACTERS) return { ok: false, reason: `is longer than ${MOST_CHARACTERS} characters` }
  if (/[[\]!()\\]/.test(pattern)) return { ok: false, reason: 'holds a character it may not: only *, ?, ** and {a,b} are read' }
  const alternatives = expandBraces(pattern.replace(/^(?:\.?\/)+/, ''))
  if (!alternatives)
    return { ok: false, reason: `has a brace that does not close, or more than ${MOST_ALTERNATIVES} alternatives` }
  const patterns = alternatives.map((each) => each.split('/'))
  return {
    ok: true,
    matches: (path) => {
      const names = path.split('/')
      return patterns.some((segments) => matchesPath(segments, names))
    },
  }
}

function expandBraces(pattern: string): readonly string[] | undefined {
  const open = pattern.indexOf('{')
  if (open === -1) return pattern.includes('}') ? undefined : [pattern]
  const close = pattern.indexOf('}', open)
  const inside = pattern.slice(open + 1, close)
  if (close === -1 || inside.includes('{')) return undefined
  const tails = expandBraces(pattern.slice(close + 1))
  if (!tails) return undefined
  const expanded = inside.split(',').flatMap((middle) => tails.map((tail) => pattern.slice(0, open) + middle + tail))
  return expanded.length > MOST_ALTERNATIVES ? undefined : expanded
}

/** Whether the pattern's segments cover all names; `reachable[j]`: the segments so far cover the first j names. */
function matchesPath(segments: readonly string[], names: readonly string[]): boolean {
  let reachable = [true, ...names.map(() => false)]
  for (const segment of segments) {
    const next = reachable.map(() => false)
    for (let at = 0; at <= names.length; at++) {
      if (segment === '**') next[at] = (reachable[at] ?? false) || (at > 0 && (next[at - 1] ?? false))
      else if (at > 0 && reachable[at - 1]) next[at] = matchesName(segment, names[at - 1] ?? '')
    }
    reachable = next
  }
  return reachable[names.length] ?? false
}

/** Two places to go back to are never needed: what the last `*` took is the only thing that may still change. */
function matchesName(pattern: string, name: string): boolean {
  let at = 0
  let star = -1
  let starAt = 0
  for (let position = 0; position < name.length; ) {
    const wanted = pattern[at]
    if (wanted === '*') {
      star = at
      starAt = position
      at += 1
    } else if (wanted === '?' || wanted === name[position]) {
      at += 1
      position += 1
    } else if (star !== -1) {
      starAt += 1
      position = starAt
      at = star + 1
    } else return false
  }
  while (pattern[at] === '*') at += 1
  return at === pattern.length
}
