import { nearest } from '../../model/nearest.ts'
import { visibleText } from '../../trace/visibleText.ts'
import { badUsage, type Command } from '../command.ts'
import { readOptions } from '../options.ts'
import { listTraces } from './listTraces.ts'
import { showTrace } from './showTrace.ts'

const FORMAT = { type: 'string', values: ['text', 'json'] } as const

export const traceCommand: Command = {
  help: `scopelight trace list [OPTIONS]
scopelight trace show FILE [OPTIONS]

"list" names the recorded traces, the newest first. "show" lists the calls of one: when, which server and tool, for whom,
with which credentials and scopes, what came of it, how long it took. A trace that is still written, or damaged, is shown
as far as it goes.

  --trace-dir DIR     Where traces lie, if not in the state directory; for "list"
  --format text|json  Text by default
`,
  run([what, ...rest], terminal) {
    if (what === 'list') {
      const options = readOptions(rest, { 'trace-dir': { type: 'string' }, format: FORMAT })
      if (!options.ok) return badUsage(terminal, 'trace', visibleText(options.problem))
      const { values, positionals } = options
      if (positionals.length > 0)
        return badUsage(terminal, 'trace', `"${visibleText(positionals[0] ?? '')}" is one word too many.`)
      const folder = typeof values['trace-dir'] === 'string' ? values['trace-dir'] : undefined
      return listTraces(folder, values.format === 'json', terminal)
    }
    if (what === 'show') {
      const options = readOptions(rest, { format: FORMAT })
      if (!options.ok) return badUsage(terminal, 'trace', visibleText(options.problem))
      const [file, more] = options.positionals
      if (file === undefined) return badUsage(terminal, 'trace', 'Name the file to show; "scopelight trace list" lists them.')
      if (more !== undefined) return badUsage(terminal, 'trace', `"${visibleText(more)}" is one file too many.`)
      return showTrace(file, options.values.format === 'json', terminal)
    }
    if (what === undefined) return badUsage(terminal, 'trace', 'Say "list" or "show".')
    const meant = nearest(what, ['list', 'show'])
    return badUsage(
      terminal,
      'trace',
      `"${visibleText(what)}" is neither "list" nor "show".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
    )
  },
}
