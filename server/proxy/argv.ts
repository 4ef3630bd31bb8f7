import path from 'node:path'
import type { Redactor } from './redact.ts'
import { isSecretName } from './secretNames.ts'

/** A word of the command line that holds a secret, as far as its place or name says so. */
export interface NamedSecret {
  /** Index in the command line. */
  readonly index: number
  /** Of the value in that word. */
  readonly start: number
  /** Flag or variable. */
  readonly name: string
}

/** Programs whose `-p` is a package or a port. */
const NO_PASSWORD = new Set(['npx', 'npm', 'pnpm', 'yarn', 'bunx', 'bun', 'docker', 'podman', 'uvx', 'uv'])

/** `--token VALUE`, `--api-key=VALUE`, `-p VALUE`, `TOKEN=VALUE` (as in `docker run -e TOKEN=VALUE`). */
export function namedSecrets(argv: readonly string[]): NamedSecret[] {
  const program = path.posix.basename((argv[0] ?? '').replaceAll('\\', '/')).replace(/\.(?:cmd|exe)$/i, '')
  const found: NamedSecret[] = []
  argv.forEach((word, index) => {
    if (index === 0) return
    const [, name, value] = /^(-{0,2}[A-Za-z][\w.-]*)=([\s\S]*)$/.exec(word) ?? []
    if (name !== undefined && value && isSecretName(name))
      found.push({ index, start: name.length + 1, name: name.replace(/^-+/, '') })
    const flag = argv[index - 1] ?? ''
    const takesSecret = flag === '-p' ? !NO_PASSWORD.has(program) : /^--?[A-Za-z][\w-]*$/.test(flag) && isSecretName(flag)
    if (index > 1 && takesSecret && word !== '' && !word.startsWith('--')) found.push({ index, start: 0, name: flag })
  })
  return found
}

/** The command line without its secrets. */
export function redactArgv(argv: readonly string[], redactor: Redactor): string[] {
  const starts = new Map(namedSecrets(argv).map(({ index, start }) => [index, start]))
  return argv.map((word, index) => {
    const start = starts.get(index)
    return start === undefined ? redactor.text(word).text : `${word.slice(0, start)}[redacted:key]`
  })
}
