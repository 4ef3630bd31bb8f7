import path from 'node:path'
import { looksRandom } from './characters.ts'
import type { Redactor } from './redact.ts'
import { isSecretName, isSecretTextName } from './secretNames.ts'

/** A word of the command line that holds a secret, as far as its place or name says so. */
export interface NamedSecret {
  /** Index in the command line. */
  readonly index: number
  /** Of the value in that word. */
  readonly start: number
  /** Flag or variable. */
  readonly name: string
}

/** Programs whose `-p` is a package or a port, and whose `-u` is a number of a user. */
const NO_PASSWORD = new Set(['npx', 'npm', 'pnpm', 'yarn', 'bunx', 'bun', 'docker', 'podman', 'uvx', 'uv'])
/** Flags that hold a secret though members and variables of that name do not. */
const SECRET_FLAGS = /^--?(?:[\w.-]*[._-])?(?:pass|pwd|pw|pat|auth|bearer)$/i
/** Of `--auth`: a way to log in. */
const WAYS = /^(?:none|basic|digest|bearer|token|jwt|oauth2?|oidc|saml|iam|api-?key|password|true|false|yes|no|on|off|auto)$/i
const HEADER_FLAGS = /^(?:--headers?|-H)$/
const HEADER = /^([\w-]+)\s*[:=]\s*/
/** "joe:", no drive, address or number of a user and a group. */
const USER = /^(?!\d+:\d+$)[^\s:/\\]{1,128}:(?![/\\])/
/** Somebody else puts the secret there. */
const PLACEHOLDER = /^(?:\$\{[^}]*\}|%\w+%|<[\w -]*>|\{\{[^}]*\}\})$/
const USER_FLAGS = /^(?:-u|--user|--userpwd|--proxy-user)$/

/**
 * `--token VALUE`, `--api-key=VALUE`, `-p VALUE`, `-u user:VALUE`, `--header "X-Api-Key: VALUE"`, `TOKEN=VALUE` (as in
 * `docker run -e TOKEN=VALUE`).
 */
export function namedSecrets(argv: readonly string[]): NamedSecret[] {
  const program = path.posix.basename((argv[0] ?? '').replaceAll('\\', '/')).replace(/\.(?:cmd|exe)$/i, '')
  const isRunner = NO_PASSWORD.has(program)
  const found: NamedSecret[] = []
  argv.forEach((word, index) => {
    const flag = index > 1 ? (argv[index - 1] ?? '') : ''
    const secret = index === 0 ? undefined : (ofFlag(flag, word, isRunner) ?? ofItself(word))
    const value = secret ? word.slice(secret.start) : ''
    if (secret && value !== '' && !PLACEHOLDER.test(value)) found.push({ index, ...secret })
  })
  return found
}

type InWord = Omit<NamedSecret, 'index'>

/** `NAME=VALUE`, `--flag=VALUE`, `--env=NAME=VALUE`, `-eNAME=VALUE`, `--header=NAME: VALUE`. */
function ofItself(word: string): InWord | undefined {
  const around = /^(?:--env=|-e(?=[A-Z_][A-Z0-9_]*=))/.exec(word)?.[0].length ?? 0
  const [, name, value = ''] = /^(-{0,2}[A-Za-z_][\w.-]*)=([\s\S]*)$/.exec(word.slice(around)) ?? []
  if (name === undefined) return undefined
  const start = around + name.length + 1
  if (isSecretFlag(name, value)) return { start, name: name.replace(/^-+/, '') }
  const inside = ofFlag(name, value, false)
  return inside && name.startsWith('--') ? { start: start + inside.start, name } : undefined
}

/** What a flag says of the word after it. */
function ofFlag(flag: string, word: string, isRunner: boolean): InWord | undefined {
  if (!/^--?[A-Za-z][\w.-]*$/.test(flag) || word.startsWith('--')) return undefined
  if (HEADER_FLAGS.test(flag)) {
    const [head, name = ''] = HEADER.exec(word) ?? []
    return head !== undefined && isSecretName(name) ? { start: head.length, name: flag } : undefined
  }
  if (USER_FLAGS.test(flag)) {
    const user = isRunner ? undefined : USER.exec(word)?.[0]
    return user === undefined ? undefined : { start: user.length, name: flag }
  }
  // A short number is a port.
  const isSecret = flag === '-p' ? !isRunner && !/^\d{1,5}$/.test(word) : isSecretFlag(flag, word)
  return isSecret ? { start: 0, name: flag } : undefined
}

function isSecretFlag(flag: string, value: string): boolean {
  if (isSecretName(flag)) return true
  if (/^--?key$/.test(flag)) return value.length >= 16 && looksRandom(value, 0) && !/[/\\]|\.\w{2,4}$/.test(value)
  if (!flag.startsWith('-')) return isSecretTextName(flag)
  return SECRET_FLAGS.test(flag) && !(/auth$/i.test(flag) && WAYS.test(value))
}

/** The command line without its secrets. */
export function redactArgv(argv: readonly string[], redactor: Redactor): string[] {
  const starts = new Map(namedSecrets(argv).map(({ index, start }) => [index, start]))
  return argv.map((word, index) => {
    const start = starts.get(index)
    return start === undefined ? redactor.text(word).text : `${redactor.text(word.slice(0, start)).text}[redacted:key]`
  })
}
