import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'false-means-ask',
    group: 'host-approval',
    title: 'false asks; it does not deny',
    tier: 3,
    severity: 'low',
    confidence: 'high',
    persona: 'pedantic',
    where: '`chat.tools.eligibleForAutoApproval`, `chat.tools.terminal.autoApprove` and `chat.tools.urls.autoApprove` of VS Code',
    when: 'a value is false, and a comment on its line or on the line before says deny, block, forbid or never.',
    why: 'A tired user still can approve the call.',
    fix: undefined,
    standards: ['CSF PR.AA-05', 'ASI09'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (config.host.id !== 'vscode') return
    const lines = approvalsOf(config).filter(({ effect, list }) => effect === 'ask' && list.startsWith('chat.'))
    if (lines.length === 0) return
    const denying = denyingLines(config)
    for (const { at, value } of lines) {
      if (!denying.has(lineStart(config.tree.text, at.span.start))) continue
      yield {
        at,
        message: `The comment says that "${at.text}" is refused, but false only asks, and a person can still agree. Take the tool away from the agent, or limit the server, to refuse it.`,
        related: value ? [{ span: value.span, message: 'This asks each time.' }] : [],
      }
    }
  },
})

const DENIES = /\b(?:den(?:y|ies|ied)|block(?:s|ed)?|forbid(?:s|den)?|never|refuse[sd]?)\b/i

/** Starts of the lines a denying comment speaks of: its own, and the next one when it stands alone. */
function denyingLines({ tree: { text, problems } }: McpConfig): ReadonlySet<number> {
  const starts = new Set<number>()
  for (const { kind, span } of problems) {
    if (kind !== 'comment' || !DENIES.test(text.slice(span.start, span.end))) continue
    const start = lineStart(text, span.start)
    starts.add(start)
    const end = text.indexOf('\n', span.end)
    if (end >= 0 && text.slice(start, span.start).trim() === '') starts.add(end + 1)
  }
  return starts
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{\n  // ask each time\n  "chat.tools.eligibleForAutoApproval": { "mcp_github_delete_file": false }\n}',
      // Where it can be refused.
      beside: [
        {
          host: 'generic',
          file: 'mcp-permissions.yaml',
          text: 'version: 1\ndeny:\n  - { server: github, tools: [delete_file], reason: nobody deletes files through an agent }\nworkloads:\n  triage: { owner: "@support" }\n',
        },
      ],
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{\n  "editor.wordWrap": "off", // never\n  "chat.tools.terminal.autoApprove": {\n    "rm": false\n  }\n}',
    },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{\n  // never allow deletes\n  "chat.tools.eligibleForAutoApproval": { "«mcp_github_delete_file»": false }\n}',
      message:
        'The comment says that "mcp_github_delete_file" is refused, but false only asks, and a person can still agree. Take the tool away from the agent, or limit the server, to refuse it.',
      severity: 'low',
      persona: 'pedantic',
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{\n  "chat.tools.terminal.autoApprove": {\n    "«rm»": false, // forbidden\n    "ls": true\n  }\n}',
      message:
        'The comment says that "rm" is refused, but false only asks, and a person can still agree. Take the tool away from the agent, or limit the server, to refuse it.',
    },
  ],
} satisfies Examples
