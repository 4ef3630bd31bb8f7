import { matchCredential } from '../../knowledge/credentials.ts'
import { programName } from '../../model/launch/program.ts'
import { shellWords } from '../../model/launch/shellWords.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import type { Text } from '../../model/place.ts'
import { nodeAt, toJson } from '../../syntax/find.ts'
import type { Patch } from '../../syntax/patch.ts'
import { fieldOf, namesOf } from '../entryFields.ts'
import { defineRule, type Examples, type Fix, type Report } from '../rule.ts'

/** Programs that start a server by their arguments: alone they start nothing. */
const RUNNERS = new Set(
  'npx npm pnpm yarn bunx bun uvx uv pipx docker podman node deno python python3 py php java dotnet ruby go tsx ts-node'.split(
    ' ',
  ),
)
const OPTION = /^--?[A-Za-z][\w-]*(?:=.*)?$/s

export default defineRule({
  meta: {
    id: 'command-contains-arguments',
    group: 'structure',
    title: 'Arguments inside `command`',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`*.command`',
    when: 'the command contains white space, and its first word is a known runner (npx, uvx, docker, node, python, bunx, pnpm, deno and their like) or a later word is an option. A path with spaces is left alone.',
    why: 'Hosts that spawn without a shell fail, and hosts that use one interpret the characters in it.',
    fix: { safety: 'safe', does: 'splits the words into command and args' },
    standards: ['CWE-78', 'CWE-88', 'MCP05', 'SBP local-mcp-server-compromise'],
    guards: ['script-path'],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { command } = entry
    if (!command || !holdsArguments(command.text)) return
    if (config.host.names.commandIsList) {
      if (typeof command.path.at(-1) === 'number') yield inOneList(entry, command, config)
      return
    }
    const argsName = namesOf(config.host, 'args')[0] ?? 'args'
    const commandName = String(command.path.at(-1))
    yield {
      at: command,
      message: `Server "${entry.name}" has arguments inside "${commandName}", which names a program. Keep the program there and move the other words to "${argsName}".`,
      fixes: splitting(entry, command, config),
    }
  },
})

function holdsArguments(command: string): boolean {
  const [first, ...rest] = command.trim().split(/\s+/)
  if (first === undefined || rest.length === 0) return false
  // A folder can have the name of a runner: "C:\node tools\run.exe".
  return RUNNERS.has(/[\\/]/.test(first) ? '' : programName(first)) || rest.some((word) => OPTION.test(word))
}

/** The first word of a list that holds the whole command line. */
function inOneList({ name }: ServerEntry, command: Text, { tree, host }: McpConfig): Report {
  const path = command.path.slice(0, -1)
  const list = nodeAt(tree, path)
  const rest = list?.kind === 'array' ? toJson(list) : undefined
  const words = shellWords(tree, command)?.map(({ text }) => text)
  const canSplit = words && Array.isArray(rest) && !words.some((word) => matchCredential(word))
  const value = canSplit ? [...words, ...rest.slice(1)] : []
  return {
    at: command,
    message: `Server "${name}" has arguments inside the first word of "${String(path.at(-1))}", which names a program for ${host.name}. Make each of them a word of the list.`,
    fixes: canSplit ? [{ title: 'Make each argument a word', safety: 'safe', patches: [{ op: 'set', path, value }] }] : [],
  }
}

/** No fix where only a shell knows the words, where `args` is no list yet, or where a secret would have to be moved. */
function splitting(entry: ServerEntry, command: Text, { tree, host }: McpConfig): readonly Fix[] {
  const words = shellWords(tree, command)?.map(({ text }) => text)
  const [program, ...args] = words ?? []
  if (program === undefined || args.length === 0 || words?.some((word) => matchCredential(word))) return []
  const name = namesOf(host, 'args')[0] ?? 'args'
  const own = fieldOf(entry, host, 'args')
  if (own && own.member.value?.kind !== 'array') return []
  const before = own?.member.value ? toJson(own.member.value) : []
  const patches: readonly Patch[] = [
    { op: 'set', path: command.path, value: program },
    { op: 'set', path: own?.path ?? [...entry.path, name], value: [...args, ...(Array.isArray(before) ? before : [])] },
  ]
  return [{ title: `Move the arguments to "${name}"`, safety: 'safe', patches }]
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"docs":{"type":"stdio","command":"npx","args":["acme-docs@1.0.0","--stdio"]}}}',
    },
    { host: 'claude-desktop', text: '{"mcpServers":{"docs":{"command":"C:\\\\Program Files\\\\Acme\\\\docs server.exe"}}}' },
    { host: 'claude-desktop', text: '{"mcpServers":{"docs":{"command":"/Applications/Acme - Docs.app/Contents/MacOS/docs"}}}' },
    { host: 'claude-desktop', text: '{"mcpServers":{"docs":{"command":"C:\\\\node tools\\\\docs.exe"}}}' },
    // The line as a text is servers-wrong-shape.
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcp":{"docs":{"type":"local","command":"npx -y acme-docs@1.0.0"}}}',
      also: ['servers-wrong-shape'],
    },
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"command":"node ","args":["docs.js"]}}}' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"docs":{"type":"stdio","command":"«npx acme-docs@1.0.0 --stdio»"}}}',
      message:
        'Server "docs" has arguments inside "command", which names a program. Keep the program there and move the other words to "args".',
      severity: 'medium',
      fixed: '{"servers":{"docs":{"type":"stdio","command":"npx","args":["acme-docs@1.0.0","--stdio"]}}}',
    },
    // What stands in "args" stays behind what is moved there.
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"command":"«python -m acme_docs»","args":["--verbose"]}}}',
      message:
        'Server "docs" has arguments inside "command", which names a program. Keep the program there and move the other words to "args".',
      fixed: '{"mcpServers":{"docs":{"command":"python","args":["-m","acme_docs","--verbose"]}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"«\\"/opt/acme docs/run\\" --stdio»"}}}',
      message:
        'Server "docs" has arguments inside "command", which names a program. Keep the program there and move the other words to "args".',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/acme docs/run","args":["--stdio"]}}}',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcp":{"docs":{"type":"local","command":["«npx -y acme-docs@1.0.0»","--stdio"]}}}',
      message:
        'Server "docs" has arguments inside the first word of "command", which names a program for opencode. Make each of them a word of the list.',
      fixed: '{"mcp":{"docs":{"type":"local","command":["npx","-y","acme-docs@1.0.0","--stdio"]}}}',
    },
    // Only a shell would understand it: nothing to move.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"«npx acme-docs@1.0.0 2>/tmp/log»"}}}',
      message:
        'Server "docs" has arguments inside "command", which names a program. Keep the program there and move the other words to "args".',
    },
  ],
} satisfies Examples
