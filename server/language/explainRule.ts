import { RULES } from '../rules/index.ts'
import type { RuleMeta } from '../rules/rule.ts'

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

function toMarkdown({
  id,
  title,
  why,
  where,
  when,
  severity,
  confidence,
  persona,
  fix,
  absorbs,
  standards,
  note,
}: RuleMeta): string {
  const row = (label: string, text: string): readonly string[] =>
    text === '' ? [] : [`| ${label} | ${text.replaceAll('|', '\\|')} |`]
  return [
    `# ${id}`,
    '',
    `**${title}.** ${why}`,
    '',
    '| | |',
    '| --- | --- |',
    ...row('severity', `${severity}, confidence ${confidence}`),
    ...row('shown to', persona),
    ...row('looks at', where),
    ...row(
      'fix',
      fix ? `${fix.does} (${fix.safety === 'safe' ? 'safe' : 'to be reviewed'})` : 'none: the message says what to do',
    ),
    ...row('takes in', absorbs.map((one) => `\`${one}\``).join(', ')),
    ...row('standards', standards.join(', ')),
    '',
    '## When it reports',
    '',
    `${when.charAt(0).toUpperCase()}${when.slice(1)}`,
    ...(note ? ['', note] : []),
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
