import { nearest } from '../../model/nearest.ts'
import { readSuppressions, type Suppression } from '../../model/suppressions.ts'
import { dayOf } from '../../model/waiver.ts'
import type { Path, Span } from '../../syntax/tree.ts'
import { defineRule, type Examples, type FileContext, type Report } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'suppression-without-reason',
    group: 'lifecycle',
    title: 'Suppression has no reason, is expired or names an unknown rule',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`scopelight-ignore` comments and `ignore` of `.scopelight.yaml`',
    when: 'no words follow the rule, the day after "expires" has passed or is none, or no rule has this name. Such a suppression has no effect.',
    why: 'A waiver for a demonstration otherwise lives on in production.',
    fix: { safety: 'review', does: 'removes an expired one, adds a place for the reason, or names the nearest rule' },
    standards: ['CSF GV.RM-06'],
    guards: [],
    absorbs: [],
    note: 'In a file whose host refuses comments a suppression is a comment like any other.',
    since: '0.1.0',
  },

  *file({ tree, host }, context) {
    for (const suppression of readSuppressions(tree, host)) {
      const report = check(suppression, context, tree.text)
      if (report) yield report
    }
  },
})

const NOWHERE: Path = []

function check(suppression: Suppression, { today, ruleIds }: FileContext, text: string): Report | undefined {
  const { rule, ruleAt, reason, expires, at } = suppression
  if (rule === '')
    return {
      at: place(at),
      message:
        'This suppression names no rule and has no effect. Write the rule and a reason: "scopelight-ignore rule-id: reason".',
    }
  if (!ruleIds.includes(rule)) {
    const meant = nearest(rule, ruleIds)
    return {
      at: place(ruleAt),
      message: `"${rule}" is not a rule, so this suppression has no effect.${meant ? ` Did you mean "${meant}"?` : ' Remove it.'}`,
      fixes: meant
        ? [{ title: `Write "${meant}"`, safety: 'review', patches: [{ op: 'text', span: ruleAt, text: meant }] }]
        : [removal(suppression, text)],
    }
  }
  if (reason === '')
    return {
      at: place(withLineBreak(at, text)),
      message: `Nobody says why "${rule}" is suppressed here, so the suppression has no effect. Write a colon and the reason behind the rule.`,
      fixes: [
        {
          title: 'Add a reason',
          safety: 'review',
          patches: [{ op: 'text', span: { start: ruleAt.end, end: colonEnd(text, ruleAt.end) }, text: ': reason' }],
        },
        removal(suppression, text),
      ],
    }
  if (expires === undefined) return undefined
  const day = dayOf(expires.text)
  if (day === undefined)
    return {
      at: place(expires.at),
      message: `"${expires.text}" is no day, so the suppression of "${rule}" has no effect. Write it as 2027-01-31.`,
    }
  if (today <= day) return undefined
  return {
    at: place(expires.at),
    message: `The suppression of "${rule}" expired on ${expires.text} and has no effect. Remove it, or look at the finding again and write a later day.`,
    fixes: [removal(suppression, text)],
  }
}

/** A comment belongs to no entry. */
function place(span: Span): Report['at'] {
  return { span, path: NOWHERE }
}

/** Nothing else of the line says what it is about: so that it is not mistaken for the same words with a reason. */
function withLineBreak({ start, end }: Span, text: string): Span {
  return { start, end: end + lineBreakAt(text, end) }
}

function colonEnd(text: string, from: number): number {
  const colon = /^[ \t]*:[ \t]*/.exec(text.slice(from, from + 20))
  return from + (colon?.[0].length ?? 0)
}

function removal({ at, alone, rule }: Suppression, text: string): NonNullable<Report['fixes']>[number] {
  const title = `Remove the suppression of "${rule}"`
  return { title, safety: 'review', patches: [{ op: 'text', span: wholeComment(at, alone, text), text: '' }] }
}

/** With its line where it stands alone, else with the blanks in front of it. */
export function wholeComment({ start, end }: Span, alone: boolean, text: string): Span {
  let from = start
  while (text[from - 1] === ' ' || text[from - 1] === '\t') from--
  return { start: from, end: alone ? end + lineBreakAt(text, end) : end }
}

function lineBreakAt(text: string, at: number): number {
  return /^\r?\n/.exec(text.slice(at, at + 2))?.[0].length ?? 0
}

const DOCS = '"docs": { "type": "stdio", "command": "npx", "args": ["-y", "acme-docs"] }'
const file = (comment: string) => `{\n  "servers": {\n    ${comment}\n    ${DOCS}\n  }\n}`

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: file('// scopelight-ignore unpinned-package: fixture of the tests (expires 2027-01-31)'),
    },
    { host: 'vscode', text: file('// scopelight-ignore unpinned-package: fixture of the tests (expires 2026-11-23)') },
    {
      host: 'vscode',
      text: '{ "servers": { "a": { "type": "stdio", "command": "acme", "args": ["// scopelight-ignore x"] } } }',
    },
    { host: 'claude-code', text: '{ "mcpServers": { "a": { "command": "acme", "args": ["# scopelight-ignore x"] } } }' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: `{\n  "servers": {\n    «// scopelight-ignore unpinned-package\n»    ${DOCS}\n  }\n}`,
      message:
        'Nobody says why "unpinned-package" is suppressed here, so the suppression has no effect. Write a colon and the reason behind the rule.',
      fixed: file('// scopelight-ignore unpinned-package: reason'),
    },
    {
      host: 'vscode',
      text: file('// scopelight-ignore unpinned-package: a demonstration (expires «2026-11-22»)'),
      message:
        'The suppression of "unpinned-package" expired on 2026-11-22 and has no effect. Remove it, or look at the finding again and write a later day.',
      fixed: `{\n  "servers": {\n    ${DOCS}\n  }\n}`,
    },
    {
      host: 'vscode',
      text: file('// scopelight-ignore unpinned-package: a demonstration (expires «2026-02-30»)'),
      message: '"2026-02-30" is no day, so the suppression of "unpinned-package" has no effect. Write it as 2027-01-31.',
    },
    {
      host: 'vscode',
      text: file('/* scopelight-ignore «unpined-package»: fixture */'),
      message: '"unpined-package" is not a rule, so this suppression has no effect. Did you mean "unpinned-package"?',
      fixed: file('/* scopelight-ignore unpinned-package: fixture */'),
    },
    {
      host: 'vscode',
      text: file('«// scopelight-ignore»'),
      message:
        'This suppression names no rule and has no effect. Write the rule and a reason: "scopelight-ignore rule-id: reason".',
    },
  ],
} satisfies Examples
