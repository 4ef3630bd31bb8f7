import { policyRules } from '../../model/approvals/gemini.ts'
import { isRegex } from '../policyPatterns.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'args-pattern-on-json-text',
    group: 'host-approval',
    title: 'Argument pattern is matched against JSON text',
    tier: 3,
    severity: 'low',
    confidence: 'medium',
    persona: 'pedantic',
    where: '`argsPattern` of Gemini policies',
    when: 'the pattern begins with `^` or ends with `$`, or names no key in quotes, and so matches keys, other arguments or escapes.',
    why: 'An allow widens, and a deny is evaded by another spelling of the same value.',
    fix: undefined,
    standards: ['CWE-185', 'CWE-693'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (config.host.id !== 'gemini') return
    for (const { patterns, effect } of policyRules(config)) {
      for (const { key, source } of patterns) {
        if (key !== 'argsPattern' || !isRegex(source.text, '')) continue
        const anchored = isAnchored(source.text)
        if (!anchored && NAMED_KEY.test(source.text)) continue
        yield {
          at: source,
          message: `"argsPattern" is matched against the arguments as JSON text, ${anchored ? 'which begins with "{" and not with a value' : 'so it also matches keys and other arguments'}: ${effect === 'deny' ? 'another spelling evades it' : 'it matches other calls than it seems to'}. Name the key in quotes, as in \\"path\\":\\"docs/.`,
        }
      }
    }
  },
})

/** `"path":` with the quotes of JSON. */
const NAMED_KEY = /\\?"[\w.-]+\\?"\s*(?:\\s[*+?])?:/

function isAnchored(source: string): boolean {
  return (source.startsWith('^') && !/^\^\\?\{/.test(source)) || (/(?:^|[^\\])\$$/.test(source) && !/\}\$$/.test(source))
}

export const examples = {
  good: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "github"\ntoolName = "get_file_contents"\nargsPattern = "\\"path\\":\\"docs/[a-z0-9-]+[.]md\\""\ndecision = "allow"\npriority = 100\n',
    },
  ],
  bad: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "github"\ntoolName = "get_file_contents"\nargsPattern = "«^docs/»"\ndecision = "allow"\npriority = 100\n',
      message:
        '"argsPattern" is matched against the arguments as JSON text, which begins with "{" and not with a value: it matches other calls than it seems to. Name the key in quotes, as in \\"path\\":\\"docs/.',
      severity: 'low',
      persona: 'pedantic',
    },
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "jira"\nargsPattern = "«SUP-[0-9]+»"\ndecision = "deny"\npriority = 900\n',
      message:
        '"argsPattern" is matched against the arguments as JSON text, so it also matches keys and other arguments: another spelling evades it. Name the key in quotes, as in \\"path\\":\\"docs/.',
    },
  ],
} satisfies Examples
