import { type Approval, coversTools } from '../../model/approvals/approval.ts'
import { approvalsOf, orderOf } from '../../model/approvals/approvalsOf.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'allow-under-broader-deny',
    group: 'host-approval',
    title: 'Allow can never apply',
    tier: 3,
    severity: 'info',
    confidence: 'high',
    persona: 'pedantic',
    where: '`permissions` of Claude Code: deny counts first, then ask, then allow',
    when: 'a deny or ask rule of the same file covers the allow rule; how narrow a rule is does not count.',
    why: 'The developer expects an exception that the host does not make, and widens something else.',
    fix: undefined,
    standards: ['CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (config.host.id !== 'claude-code-settings' || orderOf(config) !== 'deny-first') return
    const approvals = approvalsOf(config).filter(({ ignored }) => !ignored)
    const stricter = approvals.filter(({ effect }) => effect !== 'allow')
    const same = new Map(stricter.map((one) => [one.at.text, one]))
    const wide = stricter.filter(isWide).slice(0, MOST_WIDE)
    for (const { effect, at, covers } of approvals) {
      if (effect !== 'allow') continue
      const stronger =
        same.get(at.text) ?? wide.find((one) => coversTools(one.covers, covers) || isWholeTool(one.at.text, at.text))
      if (!stronger) continue
      yield {
        at,
        message: `"${stronger.at.text}" in "${stronger.list}" counts before "${at.text}", however narrow it is, so this line never applies. Narrow the other line, or remove this one.`,
        related: [{ span: stronger.at.span, message: 'This line counts first.' }],
      }
    }
  },
})

/** Each allow is compared with each of them. */
const MOST_WIDE = 100

/** Of lines without a wildcard only the same text covers anything. */
function isWide({ at, covers }: Approval): boolean {
  return (covers.kind === 'tools' && covers.tool.includes('*')) || covers.kind === 'everything' || !at.text.includes('(')
}

/** `Bash` covers `Bash(npm test)`. */
function isWholeTool(rule: string, other: string): boolean {
  return other.startsWith(`${rule}(`)
}

export const examples = {
  good: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"ask":["mcp__github__delete_file"],"allow":["mcp__github__issue_read"]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["Bash(git push:*)"],"allow":["Bash(git status)","Read"]}}',
    },
  ],
  bad: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"deny":["mcp__github"],"allow":["«mcp__github__issue_read»"]}}',
      message:
        '"mcp__github" in "permissions.deny" counts before "mcp__github__issue_read", however narrow it is, so this line never applies. Narrow the other line, or remove this one.',
      severity: 'info',
      persona: 'pedantic',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"ask":["Bash"],"allow":["«Bash(npm test)»"]}}',
      message:
        '"Bash" in "permissions.ask" counts before "Bash(npm test)", however narrow it is, so this line never applies. Narrow the other line, or remove this one.',
    },
  ],
} satisfies Examples
