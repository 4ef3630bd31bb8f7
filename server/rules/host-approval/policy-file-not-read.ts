import { policyRules } from '../../model/approvals/gemini.ts'
import { contentSpan } from '../../syntax/find.ts'
import { hostName } from '../hostName.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'policy-file-not-read',
    group: 'host-approval',
    title: 'Policy file lies where the host does not read it',
    tier: 1,
    severity: 'high',
    confidence: 'medium',
    persona: 'regular',
    where: 'policies of Gemini in a workspace: `.gemini/policies/*.toml`',
    when: 'the file holds rules and lies in a workspace; the host reads those of the user and of the machine. Low when no rule of the file denies or asks.',
    why: 'Every deny in the file is without effect.',
    fix: undefined,
    standards: ['CWE-693', 'CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    note: 'It depends on the version of the host whether it reads such files in a workspace, hence the medium confidence.',
    since: '0.1.0',
  },

  *file(config) {
    const [first] = config.root?.members ?? []
    if (config.host.id !== 'gemini' || !first || !IN_WORKSPACE.test(config.file)) return
    const rules = policyRules(config)
    if (rules.length === 0) return
    const limits = rules.some(({ effect }) => effect === 'deny' || effect === 'ask')
    yield {
      at: { span: contentSpan(config.tree, first.keySpan), path: [first.key] },
      severity: limits ? 'high' : 'low',
      message: `${hostName(config)} reads no policies from a workspace, so ${limits ? 'what this file denies or asks about is not held back' : 'nothing in this file has an effect'}. Move it to "~/.gemini/policies/".`,
    }
  },
})

/** Below the workspace, not below a home or at the absolute path of a machine. */
const IN_WORKSPACE = /^(?!~|\/|[A-Za-z]:)(?:.*\/)?\.gemini\/policies\/[^/]+\.toml$/

export const examples = {
  good: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 900\n',
    },
    { host: 'gemini', file: '.gemini/policies/mcp.toml', text: '# none yet\n' },
  ],
  bad: [
    {
      host: 'gemini',
      file: '.gemini/policies/mcp.toml',
      text: '[[«rule»]]\nmcpName = "github"\ntoolName = "delete_file"\ndecision = "deny"\npriority = 900\n',
      message:
        'Gemini CLI reads no policies from a workspace, so what this file denies or asks about is not held back. Move it to "~/.gemini/policies/".',
      severity: 'high',
      confidence: 'medium',
    },
    {
      host: 'gemini',
      file: '.gemini/policies/mcp.toml',
      text: '[[«rule»]]\nmcpName = "docs"\ntoolName = "search"\ndecision = "allow"\npriority = 10\n',
      message:
        'Gemini CLI reads no policies from a workspace, so nothing in this file has an effect. Move it to "~/.gemini/policies/".',
      severity: 'low',
    },
  ],
} satisfies Examples
