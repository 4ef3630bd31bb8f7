import { type Approval, coversName, coversTools } from '../../model/approvals/approval.ts'
import { approvalsOf, orderOf } from '../../model/approvals/approvalsOf.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { nodeAt, toJson } from '../../syntax/find.ts'
import type { Json } from '../../syntax/patch.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'later-rule-overrides',
    group: 'host-approval',
    title: 'A later rule cancels an earlier one',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: '`permission` of opencode and of the new Kilo, of the file and of its agents, where the last matching line wins',
    when: 'a line that is placed after a narrower one covers it with a weaker effect.',
    why: 'Order counts the other way round than in other hosts, so a copied list ends permissive.',
    fix: { safety: 'review', does: 'moves the general line in front of the narrower ones' },
    standards: ['CWE-436', 'CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (orderOf(config) !== 'last-wins') return
    for (const lines of byList(approvalsOf(config))) {
      for (const [at, later] of lines.entries()) {
        if (later.effect === 'deny' || !later.at.text.includes('*')) continue
        const cancelled = lines.slice(0, at).filter((one) => weight(one) > weight(later) && covers(later, one))
        const [first, ...others] = cancelled
        if (!first) continue
        yield {
          at: later.at,
          message: `The last matching line wins, so "${later.at.text}" cancels "${first.at.text}"${others.length > 0 ? ` and ${others.length} more` : ''} above it: ${later.effect === 'allow' ? 'it runs without asking' : 'it is asked about, not denied'}. Put "${later.at.text}" first.`,
          related: cancelled.map((one) => ({ span: one.at.span, message: `"${one.at.text}" has no effect here.` })),
          fixes: weakerBefore(lines, at) ? [] : moveFirst(config, later),
        }
      }
    }
  },
})

/** A file may hold thousands of lines; each is compared with those before it only where it is a wildcard. */
const MOST_LINES = 400

function byList(approvals: readonly Approval[]): readonly (readonly Approval[])[] {
  const lists = new Map<string, Approval[]>()
  for (const approval of approvals) {
    const list = lists.get(approval.list)
    if (!list) lists.set(approval.list, [approval])
    else if (list.length < MOST_LINES) list.push(approval)
  }
  return [...lists.values()]
}

function weight({ effect }: Approval): number {
  return effect === 'deny' ? 2 : effect === 'ask' ? 1 : 0
}

/** Within one list patterns compare as text; `"*"` among names of tools covers each of them. */
function covers(later: Approval, earlier: Approval): boolean {
  if (later.at.text === earlier.at.text) return false
  return coversTools(later.covers, earlier.covers) || coversName(later.at.text, earlier.at.text)
}

/** Moved to the front, the line would no longer hold back a weaker one above it, which it does as things stand. */
function weakerBefore(lines: readonly Approval[], at: number): boolean {
  const later = lines[at]
  return later !== undefined && lines.slice(0, at).some((one) => weight(one) < weight(later) && mayMeet(later, one))
}

/** One of the two covers the other, or neither can be told: patterns with a star each may meet. */
function mayMeet(a: Approval, b: Approval): boolean {
  return covers(a, b) || covers(b, a) || (a.at.text.includes('*') && b.at.text.includes('*'))
}

/** The map in its new order: a member keeps its text, and only its place changes. */
function moveFirst(config: McpConfig, { entry }: Approval): readonly Fix[] {
  const path = entry.slice(0, -1)
  const key = String(entry.at(-1))
  const map = nodeAt(config.tree, path)
  if (map?.kind !== 'object') return []
  const all = Object.entries(toJson(map) as Readonly<Record<string, Json>>)
  const moved = all.filter(([name]) => name === key)
  const rest = all.filter(([name]) => name !== key)
  return [
    {
      title: `Put "${key}" first`,
      safety: 'review',
      patches: [{ op: 'set', path, value: Object.fromEntries([...moved, ...rest]) }],
    },
  ]
}

export const examples = {
  good: [
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"permission":{"bash":{"*":"ask","git status":"allow","rm *":"deny"}}}',
    },
    // A stricter line may come last, and one of another tool cancels nothing.
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"permission":{"bash":{"git *":"allow","git push *":"ask"},"edit":"deny","webfetch":"allow","github_*":"ask"}}',
      also: ['url-auto-approve-wildcard'],
    },
  ],
  bad: [
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"permission":{"bash":{"rm *":"deny","«*»":"allow"}}}',
      message: 'The last matching line wins, so "*" cancels "rm *" above it: it runs without asking. Put "*" first.',
      severity: 'high',
      fixed: '{"permission":{"bash":{"*":"allow","rm *":"deny"}}}',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"permission":{"edit":"deny","bash":"ask","«*»":"allow"}}',
      message: 'The last matching line wins, so "*" cancels "edit" and 1 more above it: it runs without asking. Put "*" first.',
      fixed: '{"permission":{"*":"allow","edit":"deny","bash":"ask"}}',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"permission":{"bash":{"git push --force *":"deny","«git *»":"ask"}}}',
      message:
        'The last matching line wins, so "git *" cancels "git push --force *" above it: it is asked about, not denied. Put "git *" first.',
    },
  ],
} satisfies Examples
