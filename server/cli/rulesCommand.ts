import { RULES } from '../rules/index.ts'
import { visibleText } from '../trace/visibleText.ts'
import { badUsage, type Command } from './command.ts'
import { readOptions } from './options.ts'
import { escapeControls } from './report/escapeControls.ts'
import { table } from './trace/table.ts'

export const rulesCommand: Command = {
  help: `scopelight rules [--json]

Lists the rules of this version. "scopelight explain RULE" says more about one of them.

  --json  All that is known of each rule, for programs

Exit code: 0, or 2 for bad usage.
`,
  run(args, terminal) {
    const options = readOptions(args, { json: { type: 'boolean' } })
    if (!options.ok) return badUsage(terminal, 'rules', visibleText(options.problem))
    const [word] = options.positionals
    if (word !== undefined) return badUsage(terminal, 'rules', `"${visibleText(word)}" is too much here.`)
    const rules = RULES.map(({ meta }) => meta)
    if (options.values.json) {
      terminal.out(
        `${escapeControls(JSON.stringify({ rules: rules.map((meta) => ({ ...meta, fix: meta.fix ?? null })) }, null, 2))}\n`,
      )
      return 0
    }
    const rows = rules
      .toSorted((a, b) => (a.group < b.group ? -1 : Number(a.group > b.group)) || (a.id < b.id ? -1 : 1))
      .map(({ id, group, severity, confidence, persona, fix, title }) => [
        id,
        group,
        severity,
        confidence,
        persona,
        fix?.safety ?? '',
        title,
      ])
    terminal.out(table([['RULE', 'GROUP', 'SEVERITY', 'CONFIDENCE', 'PERSONA', 'FIX', 'REPORTS'], ...rows]))
    return 0
  },
}
