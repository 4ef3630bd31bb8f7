import type { Text } from '../place.ts'
import { programName } from './program.ts'
import type { Command } from './runners.ts'

/** Shells of Unix, by the name of the program. */
export const SHELLS = /^(?:ba|da|z|k|a|fi)?sh$/
/** A word of its own that makes two commands of one, or leads output elsewhere. */
export const OPERATOR = /^(?:&&?|\|\|?|;|\d?[<>]{1,2}(?:&\d)?)$/

/** What a shell is told to run, where that is more than one plain command (which `unwrap` takes out). */
export interface ShellLine extends Text {
  readonly shell: 'unix' | 'cmd' | 'powershell'
}

/** The line of `bash -c "…"`, `cmd /c …` or `pwsh -Command "…"`; undefined for any other program. */
export function readShellLine(command: Command): ShellLine | undefined {
  const name = programName(command.program.text)
  if (SHELLS.test(name)) return withShell('unix', unixLine(command))
  if (name === 'cmd') return withShell('cmd', cmdLine(command))
  return withShell('powershell', powershellLine(command))
}

function withShell(shell: ShellLine['shell'], line: Text | undefined): ShellLine | undefined {
  return line && { ...line, shell }
}

function unixLine({ args }: Command): Text | undefined {
  const at = args.findIndex(({ text }) => /^-[a-z]*c[a-z]*$/.test(text))
  return args.slice(0, Math.max(at, 0)).every(({ text }) => text.startsWith('-')) && at >= 0 ? args[at + 1] : undefined
}

/** Several words are one line; its place is the word that makes it more than one command. */
function cmdLine({ args }: Command): Text | undefined {
  const at = args.findIndex(({ text }) => /^\/[ck]$/i.test(text))
  const words = at < 0 ? [] : args.slice(at + 1)
  const place = words.find(({ text }) => OPERATOR.test(text)) ?? words[0]
  return place && { ...place, text: words.map(({ text }) => text).join(' ') }
}

const COMMAND_OPTION = /^[-/](?:c|command)$/i
const VALUED_OPTION = /^[-/](?:ex|ep|executionpolicy|wd|workingdirectory|v|version|o|of|outputformat|w|windowstyle)$/i

/** `pwsh -NoProfile -ExecutionPolicy Bypass -Command "…"`; undefined where a file or an encoded text follows. */
export function powershellLine({ program, args }: Command): Text | undefined {
  if (!/^(?:pwsh|powershell)$/.test(programName(program.text))) return undefined
  for (let at = 0; at < args.length; at++) {
    const word = args[at]
    if (!word || !/^[-/]/.test(word.text)) return undefined
    if (COMMAND_OPTION.test(word.text)) return args.length === at + 2 ? args[at + 1] : undefined
    if (VALUED_OPTION.test(word.text)) at++
  }
  return undefined
}
