import type { FixedFile } from '../lint/fixFiles.ts'
import { logText } from './logText.ts'

/** What was repaired, or would be, one line each. Shows no text of the file: a fixed line may hold a secret. */
export function fixReport(files: readonly FixedFile[], done: boolean, colours: boolean): string {
  const bold = (text: string): string => (colours ? `\u001b[1m${text}\u001b[0m` : text)
  const count = files.reduce((sum, { fixed }) => sum + fixed.length, 0)
  if (count === 0) return 'Nothing to fix.\n\n'
  const blocks = files.flatMap(({ path, fixed }) => [
    bold(logText(path)),
    ...fixed.map(({ finding, fix }) => `  ${logText(fix.title)}  (${finding.rule})`),
    '',
  ])
  const what = count === 1 ? 'problem' : 'problems'
  return [...blocks, done ? `Fixed ${count} ${what}.` : `Would fix ${count} ${what}; nothing was written.`, '', ''].join('\n')
}
