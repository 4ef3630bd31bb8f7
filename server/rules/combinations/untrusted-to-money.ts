import { combine, legsOf } from '../legs.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'untrusted-to-money',
    group: 'combinations',
    title: 'Untrusted input plus money movement',
    tier: 1,
    severity: 'high',
    confidence: 'medium',
    persona: 'regular',
    where: 'all enabled servers of one file, as the server table knows them',
    when: 'one brings in text that strangers wrote, and another offers tools that move money. Tools that a switch takes away do not count, nor does a key of a test mode. One finding per file, on the entry that completes the pair.',
    why: 'Text from outside can start a payment.',
    fix: undefined,
    standards: ['ASI01', 'SAFE-T2104'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const found = combine(legsOf(config), [({ untrusted }) => untrusted, ({ pays }) => pays])
    const [other] = found?.others ?? []
    if (!found || !other) return
    const [payer, source] = found.last.pays && other.untrusted ? [found.last, other] : [other, found.last]
    yield {
      at: found.last.entry.nameAt,
      message: `Text from outside reaches the agent through "${source.entry.name}", and "${payer.entry.name}" moves money. Give one of them to another agent, or only the tools that read.`,
      related: [
        {
          span: other.entry.nameAt.span,
          message: `Server "${other.entry.name}" ${other === payer ? 'moves money' : 'brings in text from outside'}.`,
        },
      ],
    }
  },
})

const MAIL = '"mail":{"command":"npx","args":["-y","@gongrzhe/server-gmail-autoauth-mcp@1.1.11"]}'

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.2.4","--tools=invoices.read"],"env":{"STRIPE_SECRET_KEY":"${STRIPE_RESTRICTED_KEY}"}}}}',
    },
    // Only the tools that read.
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{${MAIL},"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.2.4","--tools=invoices.read"],"env":{"STRIPE_SECRET_KEY":"\${STRIPE_RESTRICTED_KEY}"}}}}`,
      also: ['lethal-trifecta'],
    },
    // A server that is switched off.
    {
      host: 'roo',
      file: '.roo/mcp.json',
      text: `{"mcpServers":{${MAIL},"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.2.4","--tools=refunds.create"],"disabled":true}}}`,
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"mail":{"command":"npx","args":["-y","@gongrzhe/server-gmail-autoauth-mcp@1.1.11"]},"«stripe»":{"command":"npx","args":["-y","@stripe/mcp@0.2.4","--tools=refunds.create"],"env":{"STRIPE_SECRET_KEY":"${STRIPE_RESTRICTED_KEY}"}}}}',
      message:
        'Text from outside reaches the agent through "mail", and "stripe" moves money. Give one of them to another agent, or only the tools that read.',
      severity: 'high',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"paypal":{"url":"https://mcp.paypal.com/mcp"},"«docs»":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.31"]}}}',
      message:
        'Text from outside reaches the agent through "docs", and "paypal" moves money. Give one of them to another agent, or only the tools that read.',
      severity: 'high',
    },
  ],
} satisfies Examples
