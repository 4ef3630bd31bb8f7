import type { RemoteConsole } from 'vscode-languageserver/node'

/**
 * Runs one feature of the language server. A bug in it answers empty and is logged once here: which feature, which file,
 * and where in our code, but never the error's message, which may quote the text of the file.
 */
export function guard<T>(log: RemoteConsole, feature: string, uri: string, empty: T, run: () => T): T {
  try {
    return run()
  } catch (error) {
    log.error(describeFailure(feature, uri, error))
    return empty
  }
}

/** The sentence for the log. */
export function describeFailure(what: string, uri: string, error: unknown): string {
  const file = uri.slice(uri.lastIndexOf('/') + 1)
  if (!(error instanceof Error)) return `Scopelight met a bug: ${what} failed on "${file}".`
  return [`Scopelight met a bug: ${what} failed on "${file}" with a ${error.constructor.name}.`, ...framesOf(error)].join('\n')
}

/** A stack repeats the message before its frames. Without it nothing is left that came from the file. */
function framesOf(error: Error): readonly string[] {
  const stack = error.stack ?? ''
  const afterMessage = stack.indexOf(error.message) + error.message.length
  return stack
    .slice(afterMessage)
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
}
