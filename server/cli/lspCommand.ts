import { loadServer } from './besideBundle.ts'
import { badUsage, type Command } from './command.ts'
import { readOptions } from './options.ts'

export const lspCommand: Command = {
  help: `scopelight lsp --stdio

Starts the language server. An editor starts it and speaks LSP over standard input and output.

  --stdio  The only way to speak with it from here
`,
  async run(args, terminal) {
    // Editors add their process id, which the server reads itself.
    const options = readOptions(args, { stdio: { type: 'boolean' }, clientProcessId: { type: 'string' } })
    if (!options.ok) return badUsage(terminal, 'lsp', options.problem)
    if (options.positionals.length > 0) return badUsage(terminal, 'lsp', `"${options.positionals[0]}" is one word too many.`)
    if (!options.values.stdio)
      return badUsage(terminal, 'lsp', 'Say "--stdio": the language server speaks over standard input and output.')
    await loadServer().startLanguageServer(args)
    return undefined
  },
}
