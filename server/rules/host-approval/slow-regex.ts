import { isRegex, policyPatterns } from '../policyPatterns.ts'
import { defineRule, type Examples } from '../rule.ts'
import { slowness } from '../slowRegex.ts'

export default defineRule({
  meta: {
    id: 'slow-regex',
    group: 'host-approval',
    title: 'Pattern of a policy can take exponential time',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where:
      '`argsPattern` and `commandRegex` of Gemini policies, `/expression/` keys of `chat.tools.terminal.autoApprove` of VS Code',
    when: 'a repetition stands within a repetition with nothing between the rounds, or a repeated group has alternatives that begin alike; judged on the pattern as it is written.',
    why: 'One crafted argument stalls every decision.',
    fix: undefined,
    standards: ['CWE-1333'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    for (const { source, flags, key } of policyPatterns(config)) {
      if (!isRegex(source.text, flags)) continue
      const slow = slowness(source.text)
      if (!slow) continue
      yield {
        at: source,
        message:
          slow === 'nested'
            ? `The pattern under "${key}" repeats what already repeats, so one long argument can stall every decision. Repeat once, with an upper bound.`
            : `The pattern under "${key}" repeats alternatives that begin alike, so one long argument can stall every decision. Write them so that each begins differently.`,
      }
    }
  },
})

export const examples = {
  good: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "jira"\nargsPattern = "a{1,64}b"\ndecision = "deny"\npriority = 900\n',
    },
    // A comma keeps the rounds apart.
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.terminal.autoApprove":{"/^echo (?:[a-z]+,)+(one|two)*$/":true}}',
    },
  ],
  bad: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "jira"\nargsPattern = "«(a+)+b»"\ndecision = "deny"\npriority = 900\n',
      message:
        'The pattern under "argsPattern" repeats what already repeats, so one long argument can stall every decision. Repeat once, with an upper bound.',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.terminal.autoApprove":{"«/^git (a|ab)*$/»":true}}',
      message:
        'The pattern under "chat.tools.terminal.autoApprove" repeats alternatives that begin alike, so one long argument can stall every decision. Write them so that each begins differently.',
    },
  ],
} satisfies Examples
