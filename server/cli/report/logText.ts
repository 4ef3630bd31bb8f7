import { visibleText } from '../../trace/visibleText.ts'

/**
 * Text of a file for a terminal and for the log of a CI job: nothing in it acts on either. `##[` begins a command in a log of
 * GitHub (actions/runner, ActionCommand, checked 2026-11), wherever it stands in a line.
 */
export function logText(text: string): string {
  return visibleText(text).replaceAll('##[', '# #[')
}
