import { nearest } from '../model/nearest.ts'
import { RULES } from '../rules/index.ts'
import type { RuleMeta } from '../rules/rule.ts'
import { RULE_IDS } from '../rules/ruleIds.ts'
import { rulePage } from '../rules/rulePage.ts'
import { visibleText } from '../trace/visibleText.ts'
import { badUsage, type Command } from './command.ts'
import { readOptions } from './options.ts'

export const explainCommand: Command = {
  help: `scopelight explain RULE

Says what a rule reports and why, what to do, and how to let a finding be. "scopelight rules" lists the rules.

Exit code: 0, or 2 for bad usage.
`,
  run(args, terminal) {
    const options = readOptions(args, {})
    if (!options.ok) return badUsage(terminal, 'explain', visibleText(options.problem))
    const [id, more] = options.positionals
    if (id === undefined) return badUsage(terminal, 'explain', 'The name of a rule is missing.')
    if (more !== undefined) return badUsage(terminal, 'explain', `"${visibleText(more)}" is too much here.`)
    const meta = RULES.find((rule) => rule.meta.id === id)?.meta
    if (!meta) {
      const meant = nearest(id, RULE_IDS)
      return badUsage(terminal, 'explain', `"${visibleText(id)}" is not a rule.${meant ? ` Did you mean "${meant}"?` : ''}`)
    }
    terminal.out(explanation(meta))
    return 0
  },
}

function explanation({
  id,
  title,
  severity,
  confidence,
  persona,
  where,
  when,
  why,
  note,
  fix,
  absorbs,
  standards,
}: RuleMeta): string {
  const facts = [
    ['Looks at', where],
    ['Reports when', when],
    ['Why', why],
    ['Fix', fix ? `${fix.does} (${fix.safety === 'safe' ? 'safe' : 'to be reviewed'})` : 'none'],
    ['Takes in', absorbs.join(', ')],
    ['Standards', standards.join(', ')],
    ['Note', note ?? ''],
  ].flatMap(([label, text]) => (text ? [`${`${label}:`.padEnd(14)}${wrapped(text.replaceAll('`', ''))}`] : []))
  return [
    `${id}: ${title.replaceAll('`', '')}`,
    `${severity}, confidence ${confidence}, for persona ${persona}`,
    '',
    ...facts,
    '',
    'To let a finding be, say why: in a file that has comments on the line before,',
    `  // scopelight-ignore ${id}: WHY (expires 2027-01-31)`,
    'else in ".scopelight.yaml":',
    `  ignore: [{ rule: ${id}, file: PATH, reason: WHY }]`,
    '',
    rulePage(id),
    '',
  ].join('\n')
}

const WIDTH = 100
const MARGIN = 14

/** Broken between words, with a hanging margin. */
function wrapped(text: string): string {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && last.length + word.length + 1 > WIDTH - MARGIN) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines.join(`\n${' '.repeat(MARGIN)}`)
}
