import type { Path } from '../../syntax/tree.ts'
import type { Place, Text } from '../place.ts'

/** What a host does with a call that a line of its settings covers. */
export type Effect = 'allow' | 'ask' | 'deny'

/**
 * One line of a host's settings about what may happen without a person: the same form for every host, so that rules ask
 * nothing about hosts.
 */
export interface Approval {
  readonly effect: Effect
  /** The pattern as the person wrote it: an item of a list, or a key of a map. */
  readonly at: Text
  /** Where the effect stands when it is a value of its own, as in `"*": "allow"`. */
  readonly value: Place | undefined
  /** What to take out to undo the line. */
  readonly entry: Path
  /** The list it stands in, as the host writes it: `permissions.allow`. */
  readonly list: string
  readonly covers: Coverage
  /** Why the host skips the line, though it parses; undefined for lines that work. */
  readonly ignored?: Ignored
}

export type Coverage =
  /** Tools of MCP servers; both are patterns with `*`. `server` is the label this host gives the server. */
  | { readonly kind: 'tools'; readonly server: string; readonly tool: string }
  /** Commands of the host's own shell. */
  | { readonly kind: 'shell'; readonly command: ShellPattern }
  /** Addresses the host may fetch; `response`: what comes back is not looked at either. */
  | { readonly kind: 'web'; readonly address: string; readonly response: boolean }
  /** Any call at all. */
  | { readonly kind: 'everything' }
  /** Something built into the host that no rule names. */
  | { readonly kind: 'other' }

/** `prefix`: commands that begin with these words; `exact`: this line only; `regex`: the source of an expression. */
export interface ShellPattern {
  readonly form: 'everything' | 'prefix' | 'exact' | 'regex'
  readonly text: string
}

export type Ignored =
  /** `*` and `mcp__*` in an allow list, a wildcard within the name of a server. */
  | 'wildcard'
  /** `mcp__server__tool(…)`: rules about MCP tools take no argument. */
  | 'parentheses'
  /** `Write(path)`: rules about `Edit` decide on writing. */
  | 'write-path'

/** Which of several matching lines counts. */
export type Order = 'deny-first' | 'last-wins' | 'priority'

/** Nothing longer is the name of a tool. */
const LONGEST_NAME = 1000

/** Whether every name that `inner` covers is covered by `outer`; both may hold `*`. */
export function coversName(outer: string, inner: string): boolean {
  if (outer === '*' || outer === inner) return true
  if (!outer.includes('*') || outer.length > LONGEST_NAME || inner.length > LONGEST_NAME) return false
  // Most patterns end with their only `*`.
  if (outer.indexOf('*') === outer.length - 1) return inner.startsWith(outer.slice(0, -1))
  const parts = outer.split('*')
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (!inner.startsWith(first) || !inner.endsWith(last) || inner.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = inner.indexOf(part, at)
    if (found < 0 || found + part.length > inner.length - last.length) return false
    at = found + part.length
  }
  return true
}

export function coversTools(outer: Coverage, inner: Coverage): boolean {
  if (outer.kind === 'everything') return true
  if (outer.kind !== 'tools' || inner.kind !== 'tools') return false
  return coversName(outer.server, inner.server) && coversName(outer.tool, inner.tool)
}
