import { loadBundle } from './besideBundle.ts'
import type { Command } from './command.ts'

export const proxyCommand: Command = {
  help: `scopelight proxy [OPTIONS] -- COMMAND [ARGUMENTS]

Starts an MCP server, passes every byte on unchanged, and writes what was said into a trace, without secrets.

  --server NAME     Name of the server in the trace; else that of its command
  --workload ID     Who calls
  --workspace DIR   Folder of the workspace
  --entry ID        Entry of a configuration that was recorded from an editor
  --trace-dir DIR   Where the trace is written
`,
  run(args, terminal) {
    const bundle = loadBundle('proxy.cjs')
    if (isProxy(bundle)) {
      bundle.runProxy(args)
      return undefined
    }
    terminal.err('scopelight: "proxy.cjs" is not beside this program. Install Scopelight again.\n')
    return 2
  },
}

function isProxy(bundle: unknown): bundle is { readonly runProxy: (args: readonly string[]) => unknown } {
  return typeof bundle === 'object' && bundle !== null && 'runProxy' in bundle && typeof bundle.runProxy === 'function'
}
