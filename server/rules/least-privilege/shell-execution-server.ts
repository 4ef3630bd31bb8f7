import type { KnownServer } from '../../knowledge/servers.ts'
import { type Approval, coversName } from '../../model/approvals/approval.ts'
import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { entryApprovals } from '../../model/approvals/entryApprovals.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { perEntry, placedPerEntry } from '../../model/perEntry.ts'
import type { Place } from '../../model/place.ts'
import { labelOf } from '../approvedServers.ts'
import { isContainer, networksOf } from '../containerOptions.ts'
import { defineRule, type Examples } from '../rule.ts'
import { serversOf } from '../switchPatches.ts'

export default defineRule({
  meta: {
    id: 'shell-execution-server',
    group: 'least-privilege',
    title: 'Server gives the agent a shell or arbitrary code',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'servers that the table knows as a shell or a runner of code',
    when: 'such a server is started. Critical when it runs without a container and the same file lets its tools run without asking; medium in a container without mounts and network, and with a list of commands that start no others. A server of which no source is known speaks to the pedantic persona.',
    why: 'With a shell, every other restriction on tools can be walked around.',
    fix: undefined,
    standards: ['ASI05', 'MCP05', 'LLM06', 'SAFE-T1104', 'CWE-250'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    for (const entry of config.servers) {
      const shell = shellOf(entry, config)
      if (!shell) continue
      const { known, container } = shell
      const sure = { confidence: known.verified ? 'high' : 'medium', persona: known.verified ? 'regular' : 'pedantic' } as const
      const at = placeOf(entry, config)
      if (shell.isLimited) {
        yield {
          at,
          ...sure,
          severity: 'medium',
          message: `Server "${entry.name}" lets the agent run commands of a list on this machine. Give it a tool for what it has to do instead.`,
        }
        continue
      }
      if (container) {
        yield {
          at,
          ...sure,
          severity: container === 'sealed' ? 'medium' : 'high',
          message:
            container === 'sealed'
              ? `Server "${entry.name}" lets the agent run any command, though in a container without mounts and network. Keep it so.`
              : `Server "${entry.name}" lets the agent run any command, in a container with ${container}. Take away its mounts and its network ("--network", "none").`,
        }
        continue
      }
      const approval = approvalFor(entry, config, known)
      yield {
        at,
        ...sure,
        severity: approval ? 'critical' : 'high',
        message: approval
          ? `Server "${entry.name}" lets the agent run any command on this machine, and "${approval.list}" without asking. Remove it, or run it in a container without mounts and network.`
          : `Server "${entry.name}" lets the agent run any command on this machine. Remove it, or run it in a container without mounts and network.`,
        related: approval ? [{ span: approval.at.span, message: 'This lets its commands run without asking.' }] : [],
      }
    }
  },
})

interface Shell {
  readonly known: KnownServer
  /** Only commands of a list. */
  readonly isLimited: boolean
  /** What the container it runs in leaves open; undefined where it runs in none. */
  readonly container: 'sealed' | 'folders of this machine' | 'a network' | undefined
}

const shellOf = perEntry((entry): Shell | undefined => {
  const known = serversOf(entry).find(({ runsCommands }) => runsCommands)
  return known && { known, isLimited: isLimited(known, entry), container: containerOf(entry) }
})

function containerOf({ launch }: ServerEntry): Shell['container'] {
  if (!isContainer(launch)) return undefined
  if (launch.mounts.length > 0) return 'folders of this machine'
  return networksOf(launch).some(({ value }) => value.text === 'none') ? 'sealed' : 'a network'
}

/** What is started: the package or image, else the program, else the entry. */
const placeOf = placedPerEntry(({ launch, nameAt }): Place => {
  const { span, path } = launch.source ?? launch.program ?? nameAt
  return { span, path }
})

/** Programs that start others, so that a list with one of them is no list. */
const STARTERS =
  /^(?:all|\*|(?:ba|z|da|fi|k|c)?sh|pwsh|powershell|cmd|python[\d.]*|node|deno|bun|npx|uvx|npm|pip\d*|perl|ruby|php|find|xargs|env|awk|sudo|ssh|docker|make|git|tar|vim?|less)(?:\.exe)?$/i

function isLimited({ restrictions }: KnownServer, { launch }: ServerEntry): boolean {
  const keys = new Set(restrictions.filter(({ kind, where }) => kind === 'commands' && where === 'env').map(({ key }) => key))
  if (keys.size === 0) return false
  return launch.env
    .filter(({ name }) => keys.has(name))
    .every(({ value, shape }) => shape === 'literal' && !value?.text.split(',').some((word) => STARTERS.test(word.trim())))
}

const ownApprovals = placedPerEntry(entryApprovals)

/** A line of the same file by which a tool of this server that executes runs without a person. */
function approvalFor(entry: ServerEntry, config: McpConfig, known: KnownServer): Approval | undefined {
  const ofFile = approvalsOf(config)
  const ofEntry = ownApprovals(entry, config)
  if (ofFile.length === 0 && ofEntry.length === 0) return undefined
  const tools = known.tools.filter(({ action }) => action === 'execute').map(({ name }) => name)
  const label = labelOf(entry.name)
  return [...ofEntry, ...ofFile].find(({ effect, ignored, covers }) => {
    if (effect !== 'allow' || ignored) return false
    if (covers.kind === 'everything') return true
    if (covers.kind !== 'tools') return false
    const isOurs = covers.server === entry.name || coversName(covers.server, label)
    return isOurs && tools.some((tool) => coversName(covers.tool, tool))
  })
}

const DIGEST = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{"shell":{"command":"docker","args":["run","-i","--rm","--network","none","--read-only","mcp/node-code-sandbox@${DIGEST}"]}}}`,
    },
    // The name of an entry says nothing, and a server that is in no table is not known to be one.
    {
      host: 'cursor',
      text: '{"mcpServers":{"desktop-commander":{"command":"/opt/a"},"shell":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
  ],
  bad: [
    {
      host: 'roo',
      file: '.roo/mcp.json',
      text: '{"mcpServers":{"shell":{"command":"npx","args":["-y","«@wonderwhy-er/desktop-commander@0.2.20»"],"alwaysAllow":["read_file","start_process"]}}}',
      message:
        'Server "shell" lets the agent run any command on this machine, and "alwaysAllow" without asking. Remove it, or run it in a container without mounts and network.',
      severity: 'critical',
    },
    // What is let pass here only reads.
    {
      host: 'roo',
      file: '.roo/mcp.json',
      text: '{"mcpServers":{"shell":{"command":"npx","args":["-y","«@wonderwhy-er/desktop-commander@0.2.20»"],"alwaysAllow":["read_file"]}}}',
      message:
        'Server "shell" lets the agent run any command on this machine. Remove it, or run it in a container without mounts and network.',
      severity: 'high',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"shell":{"command":"npx","args":["-y","«@wonderwhy-er/desktop-commander@0.2.20»"]}}}',
      message:
        'Server "shell" lets the agent run any command on this machine. Remove it, or run it in a container without mounts and network.',
      severity: 'high',
      confidence: 'high',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"shell":{"command":"docker","args":["run","-i","--rm","--network","none","«mcp/desktop-commander@${DIGEST}»"]}}}`,
      message: 'Server "shell" lets the agent run any command, though in a container without mounts and network. Keep it so.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"shell":{"command":"docker","args":["run","-i","--rm","«mcp/desktop-commander@${DIGEST}»"]}}}`,
      message:
        'Server "shell" lets the agent run any command, in a container with a network. Take away its mounts and its network ("--network", "none").',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"shell":{"command":"uvx","args":["«mcp-shell-server==1.0.3»"],"env":{"ALLOW_COMMANDS":"ls,cat, pwd"}}}}',
      message:
        'Server "shell" lets the agent run commands of a list on this machine. Give it a tool for what it has to do instead.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"shell":{"command":"uvx","args":["«mcp-shell-server==1.0.3»"],"env":{"ALLOW_COMMANDS":"ls, bash"}}}}',
      message:
        'Server "shell" lets the agent run any command on this machine. Remove it, or run it in a container without mounts and network.',
      severity: 'high',
    },
    // Nobody has confirmed yet what this package does.
    {
      host: 'cursor',
      text: '{"mcpServers":{"shell":{"command":"npx","args":["-y","«mcp-shell@1.0.0»"]}}}',
      message:
        'Server "shell" lets the agent run any command on this machine. Remove it, or run it in a container without mounts and network.',
      persona: 'pedantic',
      confidence: 'medium',
    },
  ],
} satisfies Examples
