import path from 'node:path'
import { looksRandom } from './characters.ts'
import type { Redactor } from './redact.ts'
import { isWorthHiding } from './references.ts'
import { isSecretName, isSecretTextName, isSecretVariable } from './secretNames.ts'

/** A word of the command line that holds a secret, as far as its place or name says so. */
export interface NamedSecret {
  /** Index in the command line. */
  readonly index: number
  /** Of the value in that word; without `end` it reaches to the end. */
  readonly start: number
  readonly end?: number
  /** Flag or variable. */
  readonly name: string
}

/** Programs whose `-p` is a package or a port, and whose `-u` is a number of a user. */
const NO_PASSWORD = new Set(['npx', 'npm', 'pnpm', 'yarn', 'bunx', 'bun', 'docker', 'podman', 'uvx', 'uv'])
/** Flags that hold a secret though members and variables of that name do not. */
const SECRET_FLAGS = /^--?(?:[\w.-]*[._-])?(?:pass|pwd|pw|pat|auth|bearer)$/i
/** Of `--auth`: a way to log in. */
const WAYS = /^(?:none|basic|digest|bearer|token|jwt|oauth2?|oidc|saml|iam|api-?key|password|true|false|yes|no|on|off|auto)$/i
const HEADER_FLAGS = /^(?:--(?:http-)?headers?|-H)$/
const HEADER = /^([\w-]+)\s*[:=]\s*/
/** "joe:", no drive, address or number of a user and a group. */
const USER = /^(?!\d+:\d+$)[^\s:/\\]{1,128}:(?![/\\])/
/** Somebody else puts the secret there. */
const PLACEHOLDER = /^(?:\$\{[^}]*\}|%\w+%|<[\w -]*>|\{\{[^}]*\}\})$/
/** What comes next is the command line of a shell. */
const SHELL_FLAGS = /^(?:-[a-z]*c|\/[ck]|-command)$/i
const ENV_FLAGS = /^(?:-e|--env)$/
const SHELL_WORD = /"[^"]*"|'[^']*'|[^\s"']+/g
const MAX_SHELL_WORDS = 1000
/** In the command line of a shell a variable may stand there as well. */
const STANDS_FOR_IT = new RegExp(String.raw`${PLACEHOLDER.source}|^\$[\w({@*#?]|^%`)
const USER_FLAGS = /^(?:-u|--user|--userpwd|--proxy-user)$/

/**
 * `--token VALUE`, `--api-key=VALUE`, `-p VALUE`, `-u user:VALUE`, `--header "X-Api-Key: VALUE"`, `TOKEN=VALUE` (as in
 * `docker run -e TOKEN=VALUE`), also within the command line that a shell is given as one word.
 */
export function namedSecrets(argv: readonly string[]): NamedSecret[] {
  const isRunner = NO_PASSWORD.has(programOf(argv[0]))
  const found: NamedSecret[] = []
  argv.forEach((word, index) => {
    const flag = index > 1 ? (argv[index - 1] ?? '') : ''
    const isShell = /\s/.test(word) && SHELL_FLAGS.test(argv[index - 1] ?? '')
    const secret = index === 0 || isShell ? undefined : (ofFlag(flag, word, isRunner) ?? ofItself(word, flag))
    const value = secret ? word.slice(secret.start) : ''
    if (secret && value !== '' && !PLACEHOLDER.test(value)) found.push({ index, ...secret })
    else if (/\s/.test(word)) found.push(...withinWord(word, isShell).map((one) => ({ index, ...one })))
  })
  return found
}

/** Secrets in a word that holds a command line. A sentence has words after flags as well, so they must look like secrets there. */
function withinWord(word: string, isShell: boolean): InWord[] {
  const found: InWord[] = []
  let flag = ''
  // Of the command that this word belongs to.
  let isRunner = false
  for (const match of [...word.matchAll(SHELL_WORD)].slice(0, MAX_SHELL_WORDS)) {
    const isQuoted = /^["']/.test(match[0])
    const text = isQuoted ? match[0].slice(1, -1) : match[0].replace(/[;&|)]+$/, '')
    const start = match.index + (isQuoted ? 1 : 0)
    isRunner ||= NO_PASSWORD.has(programOf(text))
    const secret = ofFlag(flag, text, isRunner) ?? ofItself(text, flag)
    const value = secret ? text.slice(secret.start) : ''
    if (secret && value !== '' && !STANDS_FOR_IT.test(value) && (isShell || isWorthHiding(value, false))) {
      found.push({ ...secret, start: start + secret.start, end: start + text.length })
    }
    const endsCommand = !isQuoted && /[;&|]$/.test(match[0])
    flag = endsCommand ? '' : text.replace(/=$/, '')
    if (endsCommand) isRunner = false
  }
  return found
}

function programOf(word = ''): string {
  return path.posix.basename(word.replaceAll('\\', '/')).replace(/\.(?:cmd|exe)$/i, '')
}

type InWord = Omit<NamedSecret, 'index'>

/** `NAME=VALUE`, `--flag=VALUE`, `--env=NAME=VALUE`, `-eNAME=VALUE`, `--header=NAME: VALUE`. */
function ofItself(word: string, flag: string): InWord | undefined {
  const around = /^(?:--env=|-e(?=[A-Z_][A-Z0-9_]*=))/.exec(word)?.[0].length ?? 0
  const [, name, value = ''] = /^(-{0,2}[A-Za-z_][\w.-]*)=([\s\S]*)$/.exec(word.slice(around)) ?? []
  if (name === undefined) return undefined
  const start = around + name.length + 1
  const isVariable = around > 0 || ENV_FLAGS.test(flag)
  if (isSecretFlag(name, value) || (isVariable && isSecretVariable(name, value))) return { start, name: name.replace(/^-+/, '') }
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

/** Whether a flag says that `value`, which comes after it, is a secret. */
export function isSecretFlag(flag: string, value: string): boolean {
  if (isSecretName(flag)) return true
  if (/^--?key$/.test(flag)) return value.length >= 16 && looksRandom(value, 0) && !/[/\\]|\.\w{2,4}$/.test(value)
  if (!flag.startsWith('-')) return isSecretTextName(flag)
  return SECRET_FLAGS.test(flag) && !(/auth$/i.test(flag) && WAYS.test(value))
}

/** The command line without its secrets. */
export function redactArgv(argv: readonly string[], redactor: Redactor): string[] {
  const named = namedSecrets(argv)
  return argv.map((word, index) => {
    let shown = ''
    let at = 0
    for (const { start, end = word.length } of named.filter((secret) => secret.index === index)) {
      shown += `${redactor.text(word.slice(at, start)).text}[redacted:key]`
      at = end
    }
    return at < word.length || word === '' ? shown + redactor.text(word.slice(at)).text : shown
  })
}
