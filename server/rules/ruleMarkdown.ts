import type { RuleMeta } from './rule.ts'

/** What a rule is about, as lines of Markdown: the same in its page and in the editor. */
export function ruleMarkdown(meta: RuleMeta): readonly string[] {
  const row = (label: string, text: string): readonly string[] => (text === '' ? [] : [`| ${label} | ${cell(text)} |`])
  return [
    `# ${meta.id}`,
    '',
    `**${meta.title}.** ${meta.why}`,
    '',
    '| | |',
    '| --- | --- |',
    ...row('severity', meta.severity),
    ...row('confidence', meta.confidence),
    ...row('shown to', meta.persona),
    ...row('group', meta.group),
    ...row('looks at', meta.where),
    ...row('fix', meta.fix ? `${meta.fix.safety}: ${meta.fix.does}` : 'none: the message says what to do'),
    ...row('standards', meta.standards.join(', ')),
    ...row('takes in', meta.absorbs.map((id) => `\`${id}\``).join(', ')),
    ...row('since', meta.since),
    '',
    '## When it reports',
    '',
    `${meta.when.charAt(0).toUpperCase()}${meta.when.slice(1)}`,
    ...(meta.note ? ['', meta.note] : []),
  ]
}

/** A bar would end the cell. */
export function cell(words: string): string {
  return words.replaceAll('|', '\\|')
}
