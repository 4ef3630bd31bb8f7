import { marksOut } from '../rules/marks.ts'
import type { BadExample, Example } from '../rules/rule.ts'
import { cell, ruleMarkdown } from '../rules/ruleMarkdown.ts'
import type { RuleSource } from './loadSources.ts'

const NOTE = '<!-- Written by `npm run generate` from the rule itself. Edit the rule. -->'

/** Everything a person may want to know about a finding of this rule. */
export function rulePage({ meta, examples }: RuleSource): string {
  const [bad] = examples.bad
  const [good] = examples.good
  return [
    NOTE,
    '',
    ...ruleMarkdown(meta),
    ...(bad ? ['', '## Reported', '', ...badWords(bad)] : []),
    ...(good ? ['', '## Not reported', '', ...code(good)] : []),
    '',
    '## Switch it off or change its severity',
    '',
    'In the settings of the editor:',
    '',
    '```json',
    `"scopelight.rules": { "${meta.id}": "off" }`,
    '```',
    '',
    'Values: `off`, `info`, `low`, `medium`, `high`, `critical`.',
    '',
  ].join('\n')
}

/** The list of all rules, by group. */
export function rulesTable(rules: readonly RuleSource[]): string {
  const groups = [...new Set(rules.map(({ meta }) => meta.group))].sort()
  const rows = (group: string) =>
    rules
      .filter(({ meta }) => meta.group === group)
      .map(
        ({ meta }) =>
          `| [\`${meta.id}\`](${meta.id}.md) | ${cell(meta.title)} | ${meta.severity} | ${meta.confidence} | ${meta.persona} | ${meta.fix?.safety ?? 'none'} |`,
      )
  return [
    NOTE,
    '',
    '# Rules',
    '',
    `${rules.length} rules. Severity says what could happen, confidence how sure a look at the file can be; a finding may be raised or lowered by what stands beside it, as its page says.`,
    ...groups.flatMap((group) => [
      '',
      `## ${group}`,
      '',
      '| rule | reports | severity | confidence | shown to | fix |',
      '| --- | --- | --- | --- | --- | --- |',
      ...rows(group),
    ]),
    '',
  ].join('\n')
}

function badWords(example: BadExample): readonly string[] {
  const fixed = example.fixed === undefined ? [] : ['', 'After the fix:', '', '```json', pretty(example.fixed), '```']
  return [...code(example), '', `> ${example.message}`, ...fixed]
}

function code(example: Example): readonly string[] {
  return [...(example.file ? [`\`${example.file}\``, ''] : []), '```json', pretty(marksOut(example.text).text), '```']
}

/** Laid out for reading where it is plain JSON; as it stands where it is not, since that may be the point. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    // An example of a file that does not parse.
    return text.trimEnd()
  }
}
