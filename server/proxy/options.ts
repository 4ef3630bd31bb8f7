import { isProxyOption, PROXY_OPTIONS, type ProxyOption } from '../protocol/proxyOptions.ts'

/** What the command line says. Everything after `--` is the server's command, untouched. */
export interface ProxyOptions {
  readonly server?: string
  readonly workload?: string
  readonly workspace?: string
  readonly entry?: string
  readonly traceDir?: string
  readonly command: string
  readonly args: readonly string[]
}

export type ParsedOptions =
  | { readonly ok: true; readonly options: ProxyOptions }
  | { readonly ok: false; readonly message: string }

const USAGE =
  'Usage: scopelight proxy [--server NAME] [--workload ID] [--workspace DIR] [--entry ID] [--trace-dir DIR] -- COMMAND ARGS…'

/** Reads the arguments up to `--`. Nothing is started and nothing is written before this says `ok`. */
export function parseOptions(argv: readonly string[]): ParsedOptions {
  const end = argv.indexOf('--')
  const ours = end === -1 ? argv : argv.slice(0, end)
  const values: Partial<Record<(typeof PROXY_OPTIONS)[ProxyOption], string>> = {}
  for (let i = 0; i < ours.length; i += 2) {
    const option = ours[i] ?? ''
    if (!isProxyOption(option)) return wrong(notAnOption(option))
    const value = ours[i + 1]
    if (value === undefined || value === '' || value.startsWith('--')) return wrong(`"${option}" needs a value.`)
    if (values[PROXY_OPTIONS[option]] !== undefined) return wrong(`"${option}" is given twice.`)
    values[PROXY_OPTIONS[option]] = value
  }
  if (end === -1) return wrong('The server\'s command must follow after "--".')
  const [command, ...args] = argv.slice(end + 1)
  if (!command) return wrong('No command follows after "--".')
  // The id becomes the name of a file.
  if (values.entry !== undefined && !/^[A-Za-z0-9_-]{1,64}$/.test(values.entry)) {
    return wrong('"--entry" needs the id of a recorded entry: letters, digits, "-" and "_".')
  }
  return { ok: true, options: { ...values, command, args } }
}

/** Words that may hold a secret (`--token=…`, a command without `--`) are not repeated. */
function notAnOption(word: string): string {
  const name = /^--?[A-Za-z][A-Za-z-]{0,30}(?==|$)/.exec(word)?.[0]
  if (name === undefined) return 'Only options may stand before "--"; the server\'s command follows after it.'
  if (isProxyOption(name)) return `The value of "${name}" follows after a blank, not after "=".`
  return `"${name}" is not an option.`
}

function wrong(problem: string): ParsedOptions {
  return { ok: false, message: `${problem} ${USAGE}` }
}
