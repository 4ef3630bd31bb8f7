import type { Text } from '../place.ts'
import { programName } from './program.ts'

/** Options of sudo that take the next word (sudo.ws/docs/man/sudo.man, checked 2026-11). */
const VALUED = /^(?:-[ugpCrtTUDRhc]|--(?:user|group|prompt|close-from|role|type|command-timeout|other-user|chdir|chroot|host))$/

/** The command that `sudo [options] [NAME=value …] program` starts; undefined for another program. */
export function behindSudo(program: Text, args: readonly Text[]): readonly Text[] | undefined {
  if (programName(program.text) !== 'sudo') return undefined
  let at = 0
  for (; at < args.length; at++) {
    const text = args[at]?.text ?? ''
    if (text === '--') return args.slice(at + 1)
    if (VALUED.test(text)) at++
    else if (!text.startsWith('-')) break
  }
  return args.slice(at)
}
