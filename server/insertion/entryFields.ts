import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import type { ArrayNode, Member, StringNode, SyntaxTree } from '../syntax/tree.ts'
import { type Refusal, refuse } from './plan.ts'

/** The parts of a server entry that recording changes, known to stand where the host reads them. */
export interface EntryFields {
  readonly ok: true
  readonly entry: ServerEntry
  readonly command: Member & { readonly value: StringNode }
  readonly args: (Member & { readonly value: ArrayNode }) | undefined
}

/** Finds the entry and its fields; refuses where an edit by position could hit something else than what the host reads. */
export function findFields(config: McpConfig, server: string): EntryFields | Refusal {
  const problem = config.tree.problems.find(({ kind }) => kind === 'invalid' || kind === 'too-deep' || kind === 'too-large')
  if (problem) return refuse(`Line ${lineAt(config.tree, problem.span.start)} has a syntax error. Correct it first.`)

  const entries = config.servers.filter(({ name }) => name === server)
  const [entry] = entries
  if (!entry) return refuse(`There is no server "${server}" in this file.`)
  const twice =
    repeatedName(config, entry) ??
    (entries.length > 1 ? `There are ${entries.length} servers "${server}" in this file.` : undefined)
  if (twice) return refuse(`${twice} Keep one first.`)

  const form = otherForm(config, server)
  if (form) return refuse(form)

  const { members } = entry.node
  const repeated = members.find(({ key }, index) => members.findIndex((other) => other.key === key) !== index)
  if (repeated) return refuse(`Server "${server}" has "${repeated.key}" twice. Keep one first.`)

  const command = members.find(({ key }) => key === 'command')
  if (!command?.value) return refuse(withoutCommand(entry))
  if (command.value.kind !== 'string' || command.value.value.trim() === '') {
    return refuse(`"command" of server "${server}" is not the name of a program. Correct it first.`)
  }
  const args = members.find(({ key }) => key === 'args')
  if (args && args.value?.kind !== 'array') return refuse(`"args" of server "${server}" is not a list. Correct it first.`)
  return {
    ok: true,
    entry,
    command: { ...command, value: command.value },
    args: args?.value?.kind === 'array' ? { ...args, value: args.value } : undefined,
  }
}

/** Why the entry has another form than the one recording writes: a text and a list beside it, in JSON. */
function otherForm({ host, tree }: McpConfig, server: string): string | undefined {
  if (host.file?.scope === 'published') return `Nothing starts server "${server}" from this file, which describes it for others.`
  const byHand = 'Put "scopelight proxy --" in front of the command by hand.'
  const { command, args, commandIsList } = host.names
  if (commandIsList) return `${host.name} has program and arguments of server "${server}" in one list. ${byHand}`
  if (tree.format !== 'json' && tree.format !== 'jsonc') return `Server "${server}" stands in a file that is no JSON. ${byHand}`
  return command.includes('command') && args.includes('args')
    ? undefined
    : `${host.name} does not start server "${server}" from "command" and "args". ${byHand}`
}

/** Names of the variables an entry sets, each once. */
export function environmentNames({ node }: ServerEntry): readonly string[] {
  const env = node.members.find(({ key }) => key === 'env')?.value
  return env?.kind === 'object' ? [...new Set(env.members.map(({ key }) => key))] : []
}

function withoutCommand(entry: ServerEntry): string {
  if (entry.url || entry.launch.transport === 'http' || entry.launch.transport === 'sse') {
    return `Server "${entry.name}" is remote. This version records only servers that start with a "command".`
  }
  return `Server "${entry.name}" has no "command", so there is nothing to put the proxy in front of.`
}

/** A key on the way to the entry that stands twice: hosts read the last one, and people see the first. */
function repeatedName({ tree }: McpConfig, { path }: ServerEntry): string | undefined {
  let node = tree.root
  for (const key of path) {
    if (node?.kind !== 'object') return undefined
    const found = node.members.filter((member) => member.key === key)
    if (found.length > 1) return `"${key}" stands ${found.length} times in this file.`
    node = found[0]?.value
  }
  return undefined
}

function lineAt({ text }: SyntaxTree, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length
}
