import { version } from '../../package.json'
import { nearest } from '../model/nearest.ts'
import { visibleText } from '../trace/visibleText.ts'
import { loadServer } from './besideBundle.ts'
import type { Command, ExitCode } from './command.ts'
import { openTerminal, type Terminal } from './terminal.ts'

interface Entry {
  readonly summary: string
  /** `--help` after it belongs to the program behind it, or to nobody. */
  readonly passesAllOn?: true
  /** Each command is read only when it is asked for. */
  readonly load: () => Promise<Command>
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  lint: { summary: 'Checks MCP configurations', load: () => loadServer().COMMANDS.lint() },
  rules: { summary: 'Lists the rules', load: () => loadServer().COMMANDS.rules() },
  explain: { summary: 'Says what a rule reports and why', load: () => loadServer().COMMANDS.explain() },
  trace: {
    summary: 'Lists recorded traces and shows their calls',
    load: async () => (await import('./trace/traceCommand.ts')).traceCommand,
  },
  proxy: {
    summary: 'Starts an MCP server and records its messages',
    load: async () => (await import('./proxyCommand.ts')).proxyCommand,
  },
  lsp: { summary: 'Starts the language server for an editor', load: async () => (await import('./lspCommand.ts')).lspCommand },
}

const HELP = `scopelight: checks what MCP servers are granted, and records what they are asked.

Usage: scopelight COMMAND [OPTIONS]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(8)}${summary}`)
  .join('\n')}

  --help     Shows this, or the help of a command
  --version  Shows the version
`

async function run([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitCode | undefined> {
  if (name === '--version') {
    terminal.out(`${version}\n`)
    return 0
  }
  if (name === undefined) {
    terminal.err(HELP)
    return 2
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const [asked] = rest
    if (asked === undefined || !Object.hasOwn(COMMANDS, asked)) terminal.out(HELP)
    else terminal.out((await COMMANDS[asked]?.load())?.help ?? HELP)
    return 0
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!entry) {
    const meant = nearest(name, Object.keys(COMMANDS))
    const what = name.startsWith('-') ? 'an option' : 'a command'
    terminal.err(
      `scopelight: "${visibleText(name)}" is not ${what}.${meant ? ` Did you mean "${meant}"?` : ''} "scopelight --help" lists the commands.\n`,
    )
    return 2
  }
  const command = await entry.load()
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest
  if (own.includes('--help') || own.includes('-h')) {
    terminal.out(command.help)
    return 0
  }
  return command.run(rest, terminal)
}

const terminal = openTerminal()
run(process.argv.slice(2), terminal).then(
  // Not `process.exit`: it would cut off what a slow reader has not taken yet.
  (code) => {
    if (code !== undefined) process.exitCode = code
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    terminal.err(`scopelight: ${visibleText(message)} This is a fault of Scopelight: report it with what you ran.\n`)
    process.exitCode = 2
  },
)
