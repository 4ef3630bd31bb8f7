import type { Approval } from '../../model/approvals/approval.ts'
import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { stringsAt } from '../../model/approvals/lists.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'deny-rule-ignored',
    group: 'host-approval',
    title: 'Deny rule parses and is never consulted',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: '`permissions.deny` and `permissions.ask` of Claude Code',
    when: '`Write(path)`, since rules about `Edit` decide on writing; a rule about an MCP tool with parentheses; a wildcard within the name of a server. Silent for `Write(path)` beside `Edit` of the same path.',
    why: 'The developer relies on a refusal that does not exist.',
    fix: { safety: 'review', does: 'rewrites the rule in the form the host consults' },
    standards: ['CWE-693', 'CWE-1287', 'CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (config.host.id !== 'claude-code-settings') return
    const approvals = approvalsOf(config)
    const working = new Set(approvals.filter(({ ignored }) => !ignored).map(({ effect, at }) => `${effect} ${at.text}`))
    const skipped = approvals.filter(({ effect, ignored }) => effect !== 'allow' && ignored)
    for (const approval of skipped.slice(0, MOST_REPORTED)) {
      const { effect, ignored, at } = approval
      if (!ignored) continue
      const rewritten = rewrite(approval)
      // Both forms stand there: nothing is missing.
      if (working.has(`${effect} ${rewritten}`) || working.has(`${effect} ${rewritten.replace(/\(.*$/, '')}`)) continue
      yield {
        at,
        message: `Claude Code never consults "${at.text}": ${REASONS[ignored]}. Write "${rewritten}".`,
        fixes: [fixFor(approval, rewritten, config)],
      }
    }
  },
})

/** So many lines say enough, and each fix reads the whole list. */
const MOST_REPORTED = 100

const REASONS = {
  'write-path': 'rules about "Edit" decide which files are written',
  parentheses: 'a rule about an MCP tool takes no parentheses',
  wildcard: 'it takes no wildcard in the name of a server',
} as const

function rewrite({ at, ignored }: Approval): string {
  if (ignored === 'write-path') return at.text.replace(/^Write/, 'Edit')
  const bare = ignored === 'parentheses' ? at.text.slice(0, at.text.indexOf('(')) : at.text
  // Of all servers some are meant: refusing them all refuses those.
  return /^mcp__[^_]*\*/.test(bare) || ignored === 'wildcard' ? 'mcp__*' : bare
}

function fixFor({ at, entry }: Approval, rewritten: string, config: McpConfig): Fix {
  const there = stringsAt(config, entry.slice(0, -1)).some(({ text }) => text === rewritten)
  return {
    title: there ? `Remove "${at.text}"` : `Write "${rewritten}"`,
    safety: 'review',
    patches: [there ? { op: 'remove', path: entry } : { op: 'set', path: entry, value: rewritten }],
  }
}

export const examples = {
  good: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["Edit(.env)","Read(.env)"]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["mcp__*","Write","Edit(.env)","Write(.env)"],"allow":["Write(docs/**)"]}}',
    },
  ],
  bad: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["«Write(.env)»"]}}',
      message: 'Claude Code never consults "Write(.env)": rules about "Edit" decide which files are written. Write "Edit(.env)".',
      severity: 'high',
      fixed: '{"permissions":{"deny":["Edit(.env)"]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"ask":["«mcp__github__delete_file(main)»"]}}',
      message:
        'Claude Code never consults "mcp__github__delete_file(main)": a rule about an MCP tool takes no parentheses. Write "mcp__github__delete_file".',
      fixed: '{"permissions":{"ask":["mcp__github__delete_file"]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["«mcp__git*»"]}}',
      message: 'Claude Code never consults "mcp__git*": it takes no wildcard in the name of a server. Write "mcp__*".',
    },
  ],
} satisfies Examples
