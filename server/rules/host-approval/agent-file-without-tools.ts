import { entryPermissionKeys } from '../../knowledge/hostEntryPermissionKeys.ts'
import { readAgentFile } from '../../model/approvals/agentFile.ts'
import { toolLimits } from '../../model/approvals/entryApprovals.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import type { Place } from '../../model/place.ts'
import { contentSpan } from '../../syntax/find.ts'
import { quotedList } from '../actionWords.ts'
import { offeredTo } from '../agentServers.ts'
import { type ConfiguredServer, configuredServers } from '../approvedServers.ts'
import { defineRule, type Examples, type FileContext, type Fix } from '../rule.ts'
import { spelling } from '../toolSpelling.ts'

export default defineRule({
  meta: {
    id: 'agent-file-without-tools',
    group: 'host-approval',
    title: 'Agent file lists no tools and so gets all of them',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'front matter of `.github/agents/*.agent.md` and `.claude/agents/*.md`',
    when: 'there is no `tools` key, and a server is configured for the host. High for the Copilot cloud agent, which never asks, when a server in the file can write. Silent where no server is configured, or where every entry limits its tools itself.',
    why: 'Every server that is added later is included.',
    fix: { safety: 'review', does: 'inserts `tools` with the tools of the configured servers that only read' },
    standards: ['LLM06', 'ASI02', 'MCP02'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config, context) {
    const agent = readAgentFile(config)
    if (!agent || agent.tools) return
    const servers = configuredServers(config, context)
    const labels = [...servers].flatMap(([label, server]) => (isLimited(server) ? [] : [label]))
    const at = placeOf(config)
    if (labels.length === 0 || !at) return
    const silent = config.host.id === 'copilot-cloud-agent'
    const writer = silent
      ? labels.find((label) => servers.get(label)?.config === config && canWrite(label, config, context))
      : undefined
    yield {
      at,
      severity: writer ? 'high' : 'medium',
      message: `The agent lists no "tools" and so gets every tool of ${labels.length === 1 ? 'server' : 'servers'} ${quotedList(labels)}${silent ? ', which it runs without asking' : ''}. List the tools it needs.`,
      fixes: fixFor(labels, config, context),
    }
  },
})

/** Its own list of tools, which the host reads, has already chosen. */
function isLimited({ entry, config }: ConfiguredServer): boolean {
  return toolLimits(entry, config, entryPermissionKeys(config.host.id)?.restriction ?? []).only !== undefined
}

/** The name, which stands for the agent; a file without one is marked at its first key. */
function placeOf(config: McpConfig): Place | undefined {
  const name = readAgentFile(config)?.name
  const [first] = config.root?.members ?? []
  return name ?? (first && { span: contentSpan(config.tree, first.keySpan), path: [first.key] })
}

function canWrite(label: string, config: McpConfig, context: FileContext): boolean {
  const offered = offeredTo(label, config, context)
  return !offered?.readOnly && (offered?.tools?.some(({ action }) => action !== 'read' && action !== undefined) ?? false)
}

function fixFor(labels: readonly string[], config: McpConfig, context: FileContext): readonly Fix[] {
  const spell = spelling(config.host.id.startsWith('claude') ? 'permissions.allow' : 'tools', '')
  if (!spell) return []
  const names = labels.flatMap((label) =>
    (offeredTo(label, config, context)?.tools ?? [])
      .filter(({ action, returnsSecrets }) => action === 'read' && !returnsSecrets)
      .map(({ name }) => spell(label, name)),
  )
  if (names.length === 0) return []
  return [{ title: 'List the tools that only read', safety: 'review', patches: [{ op: 'set', path: ['tools'], value: names }] }]
}

const TIME = {
  host: 'claude-code',
  file: '.mcp.json',
  text: '{"mcpServers":{"time":{"command":"uvx","args":["mcp-server-time==2026.1.1"]}}}',
} as const

export const examples = {
  good: [
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/release.agent.md',
      text: '---\nname: release\ndescription: writes release notes\ntools: ["github/list_commits"]\nmcp-servers:\n  github:\n    type: http\n    url: https://api.githubcopilot.com/mcp/readonly\n    tools: ["list_commits"]\n---\nWrite the notes.\n',
    },
    // Without any server there is nothing to get; those of another agent are for that one.
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/notes.agent.md',
      text: '---\nname: notes\ndescription: writes notes\n---\nWrite the notes.\n',
      beside: [
        {
          host: 'copilot-cloud-agent',
          file: '.github/agents/time.agent.md',
          text: '---\nname: time\ndescription: tells the time\ntools: ["time/*"]\nmcp-servers:\n  time:\n    type: local\n    command: uvx\n    args: [mcp-server-time==2026.1.1]\n    tools: ["*"]\n---\n',
        },
      ],
    },
    // The entry has chosen.
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/docs.agent.md',
      text: '---\nname: docs\ndescription: reads the time\nmcp-servers:\n  time:\n    type: local\n    command: uvx\n    args: [mcp-server-time==2026.1.1]\n    tools: [get_current_time]\n---\nTell the time.\n',
    },
    {
      host: 'claude-code',
      file: '.claude/agents/reviewer.md',
      text: '---\nname: reviewer\ndescription: reviews changes\ntools: Read, Grep, mcp__time__get_current_time\n---\nReview.\n',
      beside: [TIME],
    },
  ],
  bad: [
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/release.agent.md',
      text: '---\nname: «release»\ndescription: writes release notes\nmcp-servers:\n  github:\n    type: http\n    url: https://api.githubcopilot.com/mcp/\n    tools: ["*"]\n---\nWrite the notes.\n',
      message:
        'The agent lists no "tools" and so gets every tool of server "github", which it runs without asking. List the tools it needs.',
      severity: 'high',
    },
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/docs.agent.md',
      text: '---\nname: «docs»\ndescription: reads the time\nmcp-servers:\n  time:\n    type: local\n    command: uvx\n    args: [mcp-server-time==2026.1.1]\n    tools: ["*"]\n---\nTell the time.\n',
      message:
        'The agent lists no "tools" and so gets every tool of server "time", which it runs without asking. List the tools it needs.',
      severity: 'medium',
      fixed:
        '---\nname: docs\ndescription: reads the time\nmcp-servers:\n  time:\n    type: local\n    command: uvx\n    args: [mcp-server-time==2026.1.1]\n    tools: ["*"]\ntools: [time/get_current_time, time/convert_time]\n---\nTell the time.\n',
    },
    // Of two servers one has chosen.
    {
      host: 'copilot-cloud-agent',
      file: '.github/agents/docs.agent.md',
      text: '---\nname: «docs»\ndescription: reads the time\nmcp-servers:\n  wiki:\n    type: http\n    url: https://mcp.acme.example/mcp\n  time:\n    type: local\n    command: uvx\n    args: [mcp-server-time==2026.1.1]\n    tools: [get_current_time]\n---\nTell the time.\n',
      message:
        'The agent lists no "tools" and so gets every tool of server "wiki", which it runs without asking. List the tools it needs.',
      severity: 'medium',
    },
    {
      host: 'claude-code',
      file: '.claude/agents/reviewer.md',
      text: '---\nname: «reviewer»\ndescription: reviews changes\n---\nReview.\n',
      beside: [TIME],
      message: 'The agent lists no "tools" and so gets every tool of server "time". List the tools it needs.',
      severity: 'medium',
    },
  ],
} satisfies Examples
