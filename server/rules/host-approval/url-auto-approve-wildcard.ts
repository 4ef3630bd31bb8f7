import type { Approval } from '../../model/approvals/approval.ts'
import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'url-auto-approve-wildcard',
    group: 'host-approval',
    title: 'Web content is approved from any address',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: '`chat.tools.urls.autoApprove` of VS Code, `WebFetch` of Claude Code and Cursor, `permission.webfetch` of opencode',
    when: 'the pattern is any address, any address of a scheme, or a whole top-level domain. Medium when VS Code still shows what comes back before it is used.',
    why: 'Anything on the web then enters the conversation unread, and any address can receive data.',
    fix: {
      safety: 'review',
      does: 'asks about the address, or removes the entry where the list knows no asking',
    },
    standards: ['ASI01', 'ASI09', 'LLM01', 'SAFE-T1403'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    for (const approval of approvalsOf(config)) {
      const { effect, ignored, covers, at } = approval
      if (effect !== 'allow' || ignored || covers.kind !== 'web') continue
      const reach = breadthOf(covers.address)
      if (!reach) continue
      yield {
        at,
        severity: covers.response ? 'high' : 'medium',
        message: covers.response
          ? `"${at.text}" lets ${reach} be fetched without asking: unread text comes in, and data can leave in the address. Name the sites the project needs.`
          : `"${at.text}" lets data be sent to ${reach} without asking, though what comes back is shown first. Name the sites the project needs.`,
        fixes: [fixFor(approval)],
      }
    }
  },
})

function breadthOf(address: string): string | undefined {
  const host = address
    .trim()
    .toLowerCase()
    .replace(/^[a-z*]+:\/\//, '')
    .replace(/^domain:/, '')
    .replace(/\/\*{0,2}$/, '')
  if (host === '' || host === '*' || host === '**' || host === '*.*') return 'any address'
  return /^\*\.[a-z]{2,}$/.test(host) ? `every site under "${host.slice(1)}"` : undefined
}

/** Without a line of its own a wider line or the default of the host decides, so maps of values say "ask". */
function fixFor({ at, entry, list, value }: Approval): Fix {
  if (!value) return { title: `Remove "${at.text}"`, safety: 'review', patches: [{ op: 'remove', path: entry }] }
  const ask = list.startsWith('chat.') ? false : 'ask'
  return { title: `Ask about "${at.text}"`, safety: 'review', patches: [{ op: 'set', path: entry, value: ask }] }
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.urls.autoApprove":{"https://docs.acme.example/*":{"approveRequest":true,"approveResponse":false}}}',
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.urls.autoApprove":{"*":false,"https://*.acme.example":true}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["WebFetch(domain:docs.acme.example)","WebSearch"],"ask":["WebFetch"]}}',
    },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.urls.autoApprove":{"«*»":{"approveRequest":true,"approveResponse":true}}}',
      message:
        '"*" lets any address be fetched without asking: unread text comes in, and data can leave in the address. Name the sites the project needs.',
      severity: 'high',
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.urls.autoApprove":{"«https://*»":{"approveRequest":true}}}',
      message:
        '"https://*" lets data be sent to any address without asking, though what comes back is shown first. Name the sites the project needs.',
      severity: 'medium',
      fixed: '{"chat.tools.urls.autoApprove":{"https://*":false}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«WebFetch(domain:*)»"]}}',
      message:
        '"WebFetch(domain:*)" lets any address be fetched without asking: unread text comes in, and data can leave in the address. Name the sites the project needs.',
      severity: 'high',
      fixed: '{"permissions":{"allow":[]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«WebFetch(domain:*.com)»"]}}',
      message:
        '"WebFetch(domain:*.com)" lets every site under ".com" be fetched without asking: unread text comes in, and data can leave in the address. Name the sites the project needs.',
    },
    {
      host: 'cursor',
      file: '.cursor/cli.json',
      text: '{"permissions":{"allow":["«WebFetch(*)»"],"deny":[]}}',
      message:
        '"WebFetch(*)" lets any address be fetched without asking: unread text comes in, and data can leave in the address. Name the sites the project needs.',
    },
  ],
} satisfies Examples
