import type { ShellLine } from '../../model/launch/shellLine.ts'
import { shellWords } from '../../model/launch/shellWords.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { nodeAt } from '../../syntax/find.ts'
import type { Path, SyntaxTree } from '../../syntax/tree.ts'
import { samePath } from '../argumentPatches.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'shell-wrapper',
    group: 'supply-chain',
    title: 'Server started through a shell',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'the string that sh, bash, zsh, pwsh or cmd is given with `-c`, `-Command` or `/c`',
    when: 'the string is more than one plain command. High when it holds `|`, `&&`, `;`, `$(` or a redirection. A shell that only starts one plain command, as `cmd /c npx …` on Windows, is no finding.',
    why: 'The string is interpreted by a shell and may hold more than one command.',
    fix: { safety: 'review', does: 'starts the command itself where only its error output is led elsewhere' },
    standards: ['CWE-78', 'MCP05'],
    guards: ['cmd-c'],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { shell, program } = entry.launch
    if (!shell || shell.text.trim() === '') return
    const isCompound = OPERATORS.test(withoutQuoted(shell))
    yield {
      at: shell,
      severity: isCompound ? 'high' : 'medium',
      message: `Server "${entry.name}" is started by ${program ? `"${program.text}"` : 'a shell'}, which ${isCompound ? 'runs more than one command or leads data elsewhere' : 'expands what the line holds'}. Start the program itself, and put what else is needed into a script one can review.`,
      fixes: unwrapped(shell, entry, config),
    }
  },
})

/** Pipes, lists, substitutions, redirections, and a second line. */
const OPERATORS = /[|;<>`\n\r]|&&|\$\(|(?:^|\s)&(?:\s|$)/

/** What single quotes hold (in PowerShell and Unix shells) is text; in double quotes a substitution still runs. */
function withoutQuoted({ text, shell }: ShellLine): string {
  if (shell === 'cmd') return text
  return text.replace(/'[^']*'/g, '').replace(/"[^"]*"/g, (quoted) => (/\$\(|`/.test(quoted) ? '$(' : ''))
}

const ERROR_OUTPUT = /\s2>\s?(?:\/dev\/null|&1)\s{0,9}$/

/** The words of the line in place of the shell, as this host writes a command. */
function unwrapped(shell: ShellLine, { launch }: ServerEntry, { tree }: McpConfig): readonly Fix[] {
  const line = shell.text.replace(ERROR_OUTPUT, '')
  const words = line === shell.text || shell.shell !== 'unix' ? undefined : shellWords(tree, { ...shell, text: line })
  const [first, ...rest] = words?.map(({ text }) => text.replace(/^exec$/, '')).filter((word) => word !== '') ?? []
  const list = shell.path.slice(0, -1)
  if (!launch.program || !first || /^[A-Za-z_]\w*=/.test(first) || !isWholeList(launch.program.path, shell.path, tree)) return []
  const inOneList = samePath(launch.program.path.slice(0, -1), list)
  return [
    {
      title: `Start "${first}" without a shell`,
      safety: 'review',
      patches: inOneList
        ? [{ op: 'set', path: list, value: [first, ...rest] }]
        : [
            { op: 'set', path: launch.program.path, value: first },
            { op: 'set', path: list, value: rest },
          ],
    },
  ]
}

/** Nothing but the shell and its options stands before the line, and nothing behind it. */
function isWholeList(program: Path, line: Path, tree: SyntaxTree): boolean {
  const node = nodeAt(tree, line.slice(0, -1))
  if (node?.kind !== 'array' || line.at(-1) !== node.items.length - 1) return false
  return typeof program.at(-1) === 'number' ? program.at(-1) === 0 : true
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"node","args":["server.js"]}}}',
    },
    // cmd-c: the documented form on Windows, in one word and in several
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"cmd","args":["/c","npx","-y","acme-docs@1.0.0"]},"b":{"command":"cmd.exe","args":["/c","uvx acme-docs==1.0.0"]},"c":{"command":"cmd","args":["/c","node","server.js","--url","https://api.acme.example/?a=1&b=2"]}}}',
    },
    // One plain command, whichever shell starts it.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"bash","args":["-lc","exec node server.js --title \'a; b\'"]},"b":{"command":"zsh","args":["-c","TZ=UTC npx -y acme-docs@1.0.0"]},"c":{"command":"pwsh","args":["-NoProfile","-Command","npx -y acme-docs@1.0.0"]},"d":{"command":"bash","args":["./start.sh"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"bash","args":["-c","«node server.js; node report.js»"]}}}',
      message:
        'Server "acme" is started by "bash", which runs more than one command or leads data elsewhere. Start the program itself, and put what else is needed into a script one can review.',
      severity: 'high',
      confidence: 'high',
    },
    // A pattern is expanded, and no second command can come of it.
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"command":"/bin/sh","args":["-c","«node dist/*.js --title \'a; b\'»"]}}}',
      message:
        'Server "acme" is started by "/bin/sh", which expands what the line holds. Start the program itself, and put what else is needed into a script one can review.',
      severity: 'medium',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"cmd","args":["/c","cd","C:\\\\acme","«&&»","npx","-y","acme-docs@1.0.0"]},"b":{"command":"cmd","args":["/c","«cd C:\\\\acme && npx -y acme-docs@1.0.0»"]},"c":{"command":"powershell","args":["-Command","«cd C:\\\\acme; npx -y acme-docs@1.0.0»"]}}}',
      message:
        'Server "a" is started by "cmd", which runs more than one command or leads data elsewhere. Start the program itself, and put what else is needed into a script one can review.',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"command":"bash","args":["-c","«exec node server.js --stdio 2>/dev/null»"]}}}',
      message:
        'Server "acme" is started by "bash", which runs more than one command or leads data elsewhere. Start the program itself, and put what else is needed into a script one can review.',
      severity: 'high',
      fixed: '{"mcpServers":{"acme":{"command":"node","args":["server.js","--stdio"]}}}',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcp":{"acme":{"type":"local","command":["bash","-c","«node server.js 2>/dev/null»"]}}}',
      message:
        'Server "acme" is started by "bash", which runs more than one command or leads data elsewhere. Start the program itself, and put what else is needed into a script one can review.',
      fixed: '{"mcp":{"acme":{"type":"local","command":["node","server.js"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"command":"bash","args":["-c","«node server.js --token \\"$(cat /run/acme)\\"»"]}}}',
      message:
        'Server "acme" is started by "bash", which runs more than one command or leads data elsewhere. Start the program itself, and put what else is needed into a script one can review.',
      severity: 'high',
    },
  ],
} satisfies Examples
