import { RULES } from '../rules/index.ts'
import type { RuleMeta } from '../rules/rule.ts'
import { ruleMarkdown } from '../rules/ruleMarkdown.ts'

/** What a rule is about, as Markdown without links to follow; undefined for a name that is no rule. */
export function explainRule(params: unknown): { readonly markdown: string } | null {
  const id = typeof params === 'object' && params !== null && 'rule' in params ? params.rule : undefined
  const meta = RULES.find((rule) => rule.meta.id === id)?.meta
  return meta ? { markdown: toMarkdown(meta) } : null
}

/** For a list to choose from. */
export function listRules(): readonly { readonly id: string; readonly title: string; readonly severity: string }[] {
  return RULES.map(({ meta: { id, title, severity } }) => ({ id, title: title.replaceAll('`', ''), severity }))
}

function toMarkdown(meta: RuleMeta): string {
  const { id } = meta
  return [
    ...ruleMarkdown(meta),
    '',
    '## Let one finding be',
    '',
    'Say why, on the line before it, where the file has comments:',
    '',
    '```jsonc',
    `// scopelight-ignore ${id}: reason (expires 2027-01-31)`,
    '```',
    '',
    'Else in `.scopelight.yaml`, in the folder of the file or above:',
    '',
    '```yaml',
    'ignore:',
    `  - rule: ${id}`,
    '    file: .mcp.json',
    '    reason: why it is right here',
    '```',
    '',
    '## Switch it off, or change its severity',
    '',
    '```json',
    `"scopelight.rules": { "${id}": "off" }`,
    '```',
    '',
  ].join('\n')
}
