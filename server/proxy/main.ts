import { parseOptions } from './options.ts'
import { runSession } from './session.ts'

/**
 * The proxy as a program: `argv` are the arguments after its name. Takes over standard input and output and ends the
 * process as the server ends; with wrong arguments it ends with 2 and one line on stderr before anything is started.
 */
export function runProxy(argv: readonly string[]): void {
  const parsed = parseOptions(argv)
  if (parsed.ok) runSession(parsed.options)
  else {
    process.stderr.write(`${parsed.message}\n`)
    process.exit(2)
  }
}

// Started by a client, or loaded by the command line of the same package.
if (require.main === module) runProxy(process.argv.slice(2))
