import { hostName } from '../hostName.ts'
import { isRegex, policyPatterns } from '../policyPatterns.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'invalid-regex',
    group: 'host-approval',
    title: 'Pattern of a policy does not compile',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where:
      '`argsPattern` and `commandRegex` of Gemini policies, `/expression/` keys of `chat.tools.terminal.autoApprove` of VS Code',
    when: 'the pattern is no valid regular expression of JavaScript, which both hosts use.',
    why: 'The host drops the rule, also when it was to deny.',
    fix: undefined,
    standards: ['CWE-185'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    for (const { source, flags, key, decision } of policyPatterns(config)) {
      if (isRegex(source.text, flags)) continue
      yield {
        at: source,
        message: `The pattern under "${key}" is no valid regular expression, so ${hostName(config)} drops the rule${decision === 'deny' ? ' and denies nothing' : ''}. Balance its brackets, or escape them with "\\".`,
      }
    }
  },
})

export const examples = {
  good: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "jira"\ntoolName = "jira_search"\nargsPattern = "SUP-[0-9]+"\ndecision = "deny"\npriority = 900\n',
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.terminal.autoApprove":{"/^git (status|log)$/i":true,"ls (":true}}',
    },
  ],
  bad: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "jira"\ntoolName = "jira_search"\nargsPattern = "«SUP-(»"\ndecision = "deny"\npriority = 900\n',
      message:
        'The pattern under "argsPattern" is no valid regular expression, so Gemini CLI drops the rule and denies nothing. Balance its brackets, or escape them with "\\".',
      severity: 'high',
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.terminal.autoApprove":{"«/^git [a-/»":false}}',
      message:
        'The pattern under "chat.tools.terminal.autoApprove" is no valid regular expression, so VS Code drops the rule. Balance its brackets, or escape them with "\\".',
    },
  ],
} satisfies Examples
