import { coversName } from '../../model/approvals/approval.ts'
import { type PolicyRule, policyRules } from '../../model/approvals/gemini.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'equal-priority-rules',
    group: 'host-approval',
    title: 'Two policy rules of one priority disagree',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: '`[[rule]]` of Gemini policies',
    when: 'two rules of one file have one priority, differ in their decision, and select the same calls as far as names of servers and tools tell. Rules that also differ in another selector are silent.',
    why: 'Which one wins is not promised.',
    fix: { safety: 'review', does: 'raises the priority of the stricter rule' },
    standards: ['CWE-436', 'CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (config.host.id !== 'gemini') return
    const byPriority = new Map<number, PolicyRule[]>()
    for (const rule of policyRules(config)) {
      if (rule.effect) byPriority.set(rule.priority, [...(byPriority.get(rule.priority) ?? []), rule].slice(0, MOST_RULES))
    }
    for (const rules of byPriority.values()) {
      for (const [at, later] of rules.entries()) {
        const earlier = rules.slice(0, at).find((one) => one.effect !== later.effect && overlap(one, later))
        if (!earlier) continue
        const stricter = weight(later) > weight(earlier) ? later : earlier
        yield {
          at: later.decision,
          message: `"${later.decision.text}" and the "${earlier.decision.text}" above it have priority ${later.priority} and match the same calls, and which of them wins is not promised. Give the stricter one a higher priority.`,
          related: [{ span: earlier.decision.span, message: 'This rule has the same priority.' }],
          fixes: [raise(stricter)],
        }
      }
    }
  },
})

/** Of one priority; rules are compared in pairs. */
const MOST_RULES = 200

function weight({ effect }: PolicyRule): number {
  return effect === 'deny' ? 2 : effect === 'ask' ? 1 : 0
}

/** What one of them leaves open the other may narrow; a further selector of only one of them narrows too. */
function overlap(a: PolicyRule, b: PolicyRule): boolean {
  if (a.otherSelectors !== b.otherSelectors) return false
  return namesMeet(a.mcpName && [a.mcpName.text], b.mcpName && [b.mcpName.text]) && namesMeet(toolsOf(a), toolsOf(b))
}

function toolsOf({ toolNames }: PolicyRule): readonly string[] | undefined {
  return toolNames.length > 0 ? toolNames.map(({ text }) => text) : undefined
}

function namesMeet(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (!a || !b) return true
  return a.some((one) => b.some((other) => coversName(one, other) || coversName(other, one)))
}

function raise({ path, priority }: PolicyRule): Fix {
  const value = priority + 1
  return {
    title: `Give the stricter rule priority ${value}`,
    safety: 'review',
    patches: [{ op: 'set', path: [...path, 'priority'], value }],
  }
}

export const examples = {
  good: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "github"\ndecision = "ask_user"\npriority = 100\n\n[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 900\n',
    },
    // Of other servers, tools or arguments.
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "github"\ntoolName = ["issue_read", "list_issues"]\ndecision = "allow"\npriority = 100\n\n[[rule]]\nmcpName = "jira"\ndecision = "deny"\npriority = 100\n\n[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 100\n',
    },
  ],
  bad: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "github"\ndecision = "allow"\npriority = 100\n\n[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "«deny»"\npriority = 100\n',
      message:
        '"deny" and the "allow" above it have priority 100 and match the same calls, and which of them wins is not promised. Give the stricter one a higher priority.',
      severity: 'medium',
      confidence: 'medium',
      fixed:
        '[[rule]]\nmcpName = "github"\ndecision = "allow"\npriority = 100\n\n[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 101\n',
    },
  ],
} satisfies Examples
