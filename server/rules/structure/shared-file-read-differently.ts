import type { Host } from '../../model/host.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { perEntry } from '../../model/perEntry.ts'
import { type Place, partOf } from '../../model/place.ts'
import { contentSpan, memberOf } from '../../syntax/find.ts'
import { namesOfHosts, sharedBy } from '../otherReaders.ts'
import { allTexts } from '../referenceTexts.ts'
import { defineRule, type Examples } from '../rule.ts'
import { foreignReferences } from '../variableSyntax.ts'

export default defineRule({
  meta: {
    id: 'shared-file-read-differently',
    group: 'structure',
    title: 'A file several hosts read means different things to them',
    tier: 3,
    severity: 'info',
    confidence: 'high',
    persona: 'pedantic',
    where: '.mcp.json, .github/mcp.json',
    when: 'the map of servers stands under a key that only some of the readers of this file know, a `${…}` form stays literal in some of them, or a list of tools that some of them ignore. One finding per file, listing the consequence per reader.',
    why: 'The same text grants different things in Claude Code, Copilot CLI, VS Code, Visual Studio and JetBrains.',
    fix: undefined,
    standards: ['CWE-436'],
    guards: ['readers'],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const readers = sharedBy(config.file)
    if (readers.length < 2) return
    const [first, ...others] = [...rootKeys(config, readers), ...references(config, readers), ...toolLists(config, readers)]
    if (!first) return
    yield {
      at: first.at,
      message: `${namesOfHosts(readers)} read this file, and not alike: ${first.says}. Give each of them a file of its own where that matters.`,
      related: others.map(({ at, says }) => ({ span: at.span, message: `Not alike: ${says}.` })),
    }
  },
})

interface Difference {
  readonly at: Place
  /** A clause. */
  readonly says: string
}

const ROOT_KEYS = ['servers', 'mcpServers']

function* rootKeys({ root, tree }: McpConfig, readers: readonly Host[]): Iterable<Difference> {
  for (const key of ROOT_KEYS) {
    const member = root && memberOf(root, key)
    if (member?.value?.kind !== 'object') continue
    const [read, ignored] = split(readers, ({ serversPath, furtherServersPaths }) =>
      [serversPath, ...furtherServersPaths].some(([first]) => first === key),
    )
    // What only others read is the common case of "mcpServers", which every page about the file shows.
    if (ignored.length === 0 || (key === 'mcpServers' && !ROOT_KEYS.every((one) => root && memberOf(root, one)))) continue
    const says = `"${key}" is read by ${namesOfHosts(read) || 'none of them'} and ignored by ${namesOfHosts(ignored)}`
    yield { at: { span: contentSpan(tree, member.keySpan), path: [key] }, says }
  }
}

/**
 * The first reference that some expand and others pass on as it stands; the rest of the file is alike. Nothing is said of a
 * host of which nobody could check it.
 */
function* references(config: McpConfig, all: readonly Host[]): Iterable<Difference> {
  const readers = checked(all)
  for (const entry of config.servers) {
    if (!isReadDifferently(entry, config)) continue
    for (const text of allTexts(entry, config)) {
      const [first] = readers.flatMap((reader) => foreignReferences(text.text, reader))
      if (!first) continue
      const [expanding, literal] = split(readers, (reader) => foreignReferences(text.text, reader).length === 0)
      if (expanding.length === 0 || literal.length === 0) continue
      const says = `"${first.text}" is expanded by ${namesOfHosts(expanding)} and stays as it stands in ${namesOfHosts(literal)}`
      yield { at: partOf(config.tree, text, first.start, first.start + first.text.length), says }
      return
    }
  }
}

/** Whether the entry holds a reference that some of the readers of the file expand and others do not. */
const isReadDifferently = perEntry((entry, config) => {
  const readers = checked(sharedBy(config.file))
  return allTexts(entry, config).some((text) => {
    const foreign = readers.filter((reader) => foreignReferences(text.text, reader).length > 0)
    return foreign.length > 0 && foreign.length < readers.length
  })
})

function checked(readers: readonly Host[]): readonly Host[] {
  return readers.filter(({ unverified = [] }) => !unverified.some((fact) => fact.includes('variables')))
}

const listsTools = perEntry(({ node }) => memberOf(node, 'tools')?.value?.kind === 'array')

function* toolLists(config: McpConfig, readers: readonly Host[]): Iterable<Difference> {
  const { servers, tree } = config
  for (const entry of servers) {
    if (!listsTools(entry, config)) continue
    const { node, path } = entry
    const tools = memberOf(node, 'tools')
    if (!tools) continue
    const [read, ignored] = split(readers, ({ fields }) => fields.some(({ name }) => name === 'tools'))
    if (read.length === 0 || ignored.length === 0) return
    const says = `"tools" limits the tools in ${namesOfHosts(read)} and is ignored by ${namesOfHosts(ignored)}`
    yield { at: { span: contentSpan(tree, tools.keySpan), path: [...path, 'tools'] }, says }
    return
  }
}

function split(hosts: readonly Host[], test: (host: Host) => boolean): readonly [yes: readonly Host[], no: readonly Host[]] {
  return [hosts.filter(test), hosts.filter((host) => !test(host))]
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    // A file that one host reads.
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","tools":["read"]}}}',
      also: ['dead-restriction-key'],
    },
  ],
  bad: [
    {
      host: 'visual-studio',
      file: '.mcp.json',
      text: '{"«servers»":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
      message:
        'Claude Code, VS Code, Visual Studio, GitHub Copilot CLI and JetBrains read this file, and not alike: "servers" is read by Visual Studio and ignored by Claude Code, VS Code, GitHub Copilot CLI and JetBrains. Give each of them a file of its own where that matters.',
      severity: 'info',
      persona: 'pedantic',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","env":{"LEVEL":"«${LEVEL}»"}}}}',
      message:
        'Claude Code, VS Code, Visual Studio, GitHub Copilot CLI and JetBrains read this file, and not alike: "${LEVEL}" is expanded by Claude Code and GitHub Copilot CLI and stays as it stands in VS Code and Visual Studio. Give each of them a file of its own where that matters.',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","«tools»":["read"]}}}',
      message:
        'Claude Code, VS Code, Visual Studio, GitHub Copilot CLI and JetBrains read this file, and not alike: "tools" limits the tools in GitHub Copilot CLI and is ignored by Claude Code, VS Code, Visual Studio and JetBrains. Give each of them a file of its own where that matters.',
    },
  ],
} satisfies Examples
