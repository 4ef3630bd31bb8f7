import { defineRule, type Examples } from '../rule.ts'
import { wholeComment } from './suppression-without-reason.ts'

export default defineRule({
  meta: {
    id: 'unused-suppression',
    group: 'lifecycle',
    title: 'Suppression matches no finding',
    tier: 3,
    severity: 'info',
    confidence: 'high',
    persona: 'pedantic',
    where: '`scopelight-ignore` comments and `ignore` of `.scopelight.yaml`',
    when: 'the rule ran on this file and did not report at the place.',
    why: 'The next real finding there would be hidden.',
    fix: { safety: 'safe', does: 'removes the comment or entry' },
    standards: ['CSF GV.RM-06'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *unused({ tree }, suppressions) {
    for (const { rule, at, alone } of suppressions) {
      yield {
        at: { span: at, path: [] },
        message: `"${rule}" reports nothing here. Remove the suppression, so that it does not hide the next finding.`,
        fixes: [
          {
            title: `Remove the suppression of "${rule}"`,
            safety: 'safe',
            patches: [{ op: 'text', span: wholeComment(at, alone, tree.text), text: '' }],
          },
        ],
      }
    }
  },
})

const PINNED = '"docs": { "type": "stdio", "command": "npx", "args": ["-y", "acme-docs@1.0.0"] }'
const FLOATING = '"docs": { "type": "stdio", "command": "npx", "args": ["-y", "acme-docs"] }'
const alongside = ['unpinned-package']

export const examples = {
  good: [
    { host: 'vscode', file: '.vscode/mcp.json', text: `{\n  "servers": {\n    ${PINNED}\n  }\n}` },
    {
      host: 'vscode',
      text: `{\n  "servers": {\n    // scopelight-ignore unpinned-package: fixture of the tests\n    ${FLOATING}\n  }\n}`,
      alongside,
    },
    {
      host: 'vscode',
      text: `{\n  "servers": {\n    ${FLOATING} // scopelight-ignore unpinned-package: fixture of the tests\n  }\n}`,
      alongside,
    },
    // A rule that does not run says nothing about its suppressions.
    {
      host: 'vscode',
      text: `{\n  "servers": {\n    // scopelight-ignore unpinned-package: fixture of the tests\n    ${FLOATING}\n  }\n}`,
    },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: `{\n  "servers": {\n    «// scopelight-ignore unpinned-package: fixture of the tests»\n    ${PINNED}\n  }\n}`,
      message: '"unpinned-package" reports nothing here. Remove the suppression, so that it does not hide the next finding.',
      fixed: `{\n  "servers": {\n    ${PINNED}\n  }\n}`,
      alongside,
    },
  ],
} satisfies Examples
