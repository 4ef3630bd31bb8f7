import { createConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver/node'
import { connectStdio } from './connectStdio.ts'
import { serve } from './serve.ts'

const USAGE = 'Start the language server of Scopelight with --stdio or --node-ipc.\n'

/**
 * The language server over standard input and output, or over the channel of a parent Node process. It reads documents from
 * the client; from the disk `.scopelight.yaml`, the configurations of the workspace and what git's own files say; and opens no
 * socket. It ends when the client goes: the library watches the id of the client's process, and the ends of stream and channel
 * are watched here.
 */
export function startLanguageServer(args: readonly string[]): void {
  const transport = args.find((arg) => arg === '--stdio' || arg === '--node-ipc')
  if (transport === undefined || !args.every(isKnown)) {
    process.stderr.write(USAGE)
    process.exitCode = 2
    return
  }
  if (transport === '--stdio') {
    serve(connectStdio())
    return
  }
  if (process.send === undefined) {
    process.stderr.write(`There is no parent process to talk to. ${USAGE}`)
    process.exitCode = 2
    return
  }
  process.once('disconnect', () => process.exit(1))
  serve(createConnection(new IPCMessageReader(process), new IPCMessageWriter(process)))
}

/** Clients add the id of their process, `--clientProcessId=1` or with a blank between. */
function isKnown(arg: string): boolean {
  return arg === '--stdio' || arg === '--node-ipc' || /^(--clientProcessId(=\d+)?|\d+)$/.test(arg)
}
