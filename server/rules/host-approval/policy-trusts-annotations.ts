import { policyRules } from '../../model/approvals/gemini.ts'
import { contentSpan, memberAt } from '../../syntax/find.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'policy-trusts-annotations',
    group: 'host-approval',
    title: 'Allow rests on the server’s own annotation',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`toolAnnotations` of Gemini policies',
    when: 'a rule that allows selects by an annotation and names neither a server nor a tool.',
    why: 'Any server can call its tools read-only.',
    fix: undefined,
    standards: ['MCP spec tool-annotations', 'MCP03', 'SAFE-T1406'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (config.host.id !== 'gemini') return
    for (const rule of policyRules(config)) {
      const named = rule.mcpName !== undefined && rule.mcpName.text !== '*'
      const path = [...rule.path, 'toolAnnotations']
      const member = memberAt(config.tree, path)
      if (rule.effect !== 'allow' || !rule.annotations || named || !member) continue
      yield {
        at: { span: contentSpan(config.tree, member.keySpan), path },
        message:
          'The rule allows whatever a server says of its own tools, and any server can say it. Name the servers you trust to tell the truth with "mcpName".',
      }
    }
  },
})

export const examples = {
  good: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "github"\ntoolName = "issue_read"\ndecision = "allow"\npriority = 100\n',
    },
    // A server that is trusted, and a rule that only asks.
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\nmcpName = "github"\ntoolAnnotations = { readOnlyHint = true }\ndecision = "allow"\npriority = 100\n\n[[rule]]\ntoolAnnotations = { destructiveHint = true }\ndecision = "ask_user"\npriority = 200\n',
    },
  ],
  bad: [
    {
      host: 'gemini',
      file: '~/.gemini/policies/mcp.toml',
      text: '[[rule]]\n«toolAnnotations» = { readOnlyHint = true }\ndecision = "allow"\npriority = 100\n',
      message:
        'The rule allows whatever a server says of its own tools, and any server can say it. Name the servers you trust to tell the truth with "mcpName".',
      severity: 'medium',
    },
  ],
} satisfies Examples
