import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { KnownServer } from '../../knowledge/servers.ts'
import type { Approval } from '../../model/approvals/approval.ts'
import { coversName } from '../../model/approvals/approval.ts'
import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { entryApprovals } from '../../model/approvals/entryApprovals.ts'
import { offeredTools } from '../../model/approvals/offeredTools.ts'
import type { Launch, Setting } from '../../model/launch.ts'
import { configuredServers } from '../approvedServers.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'secret-store-reachable',
    group: 'reach',
    title: 'Agent can read a secret store',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'variables of a server, and lists of tools that run without a person',
    when: 'a server gets the token of a secret store, or a tool that hands out secrets (server table) runs without asking; high for a tool.',
    why: 'Secrets enter the conversation and whatever stores it.',
    fix: { safety: 'review', does: 'drops the tool from the list' },
    standards: ['NHI2', 'MCP01', 'MCP10', 'LLM02', 'SAFE-T1503', 'AML.T0082'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const tools = approvedReaders(entryApprovals(entry, config), offeredTools(entry, config).known)
    if (tools.length > 0) yield* reportTools(tools, entry.name)
    else yield* reportToken(entry.launch, entry.name)
  },

  *file(config, context) {
    const byServer = new Map<string, Approval[]>()
    for (const approval of approvalsOf(config)) {
      if (approval.covers.kind !== 'tools') continue
      const { server } = approval.covers
      const ofServer = byServer.get(server)
      if (ofServer) ofServer.push(approval)
      else byServer.set(server, [approval])
    }
    if (byServer.size === 0) return
    const servers = configuredServers(config, context)
    for (const [server, approvals] of byServer) {
      const found = servers.get(server)
      yield* reportTools(approvedReaders(approvals, found && offeredTools(found.entry, found.config).known), server)
    }
  },
})

interface ApprovedReader {
  readonly approval: Approval
  readonly tool: string
}

/** Named tools only: what a wildcard lets pass is `wildcard-auto-approve`. */
function approvedReaders(approvals: readonly Approval[], known: KnownServer | undefined): readonly ApprovedReader[] {
  const secret = known?.tools.filter(({ returnsSecrets }) => returnsSecrets) ?? []
  return approvals.flatMap((approval) => {
    const { covers, effect, ignored } = approval
    if (effect !== 'allow' || ignored || covers.kind !== 'tools' || covers.tool.includes('*')) return []
    const tool = secret.find(({ name }) => coversName(covers.tool, name))
    return tool ? [{ approval, tool: tool.name }] : []
  })
}

function* reportTools([first, ...others]: readonly ApprovedReader[], server: string): Iterable<Report> {
  if (!first) return
  const all = [first, ...others]
  yield {
    at: first.approval.at,
    severity: 'high',
    message: `Tool "${first.tool}" of server "${server}" hands out secrets, and "${first.approval.list}" lets it run without asking. Remove it from the list.`,
    related: others.map(({ approval, tool }) => ({ span: approval.at.span, message: `"${tool}" hands out secrets, too.` })),
    fixes: [
      {
        title: others.length > 0 ? `Remove the ${all.length} tools that hand out secrets` : `Remove "${first.tool}"`,
        safety: 'review',
        patches: all.map(({ approval }) => ({ op: 'remove', path: approval.entry })),
      },
    ],
  }
}

function* reportToken({ env }: Launch, server: string): Iterable<Report> {
  const [first, ...others] = env.filter(opensStore)
  if (!first) return
  yield {
    at: first.nameAt,
    message: `Server "${server}" gets "${first.name}", which opens a store of secrets, and what it reads there enters the conversation. Hand over the one secret it needs instead.`,
    related: others.map(({ name, nameAt }) => ({ span: nameAt.span, message: `"${name}" opens one too.` })),
  }
}

function opensStore({ name, shape }: Setting): boolean {
  return SENSITIVE.secretStoreTokens.includes(name) && shape !== 'empty' && shape !== 'placeholder'
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    // A token is still to be filled in, and what only names an address of the store.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"VAULT_TOKEN":"<your-token>","BW_SESSION":"","VAULT_ADDR":"https://vault.acme.example"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"vault":{"command":"npx","args":["-y","@acme/vault-mcp@1.0.0"],"env":{"«VAULT_TOKEN»":"${VAULT_TOKEN}"}}}}',
      message:
        'Server "vault" gets "VAULT_TOKEN", which opens a store of secrets, and what it reads there enters the conversation. Hand over the one secret it needs instead.',
      severity: 'medium',
      confidence: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"docker","args":["run","-i","-e","«OP_SERVICE_ACCOUNT_TOKEN»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "a" gets "OP_SERVICE_ACCOUNT_TOKEN", which opens a store of secrets, and what it reads there enters the conversation. Hand over the one secret it needs instead.',
    },
    {
      host: 'roo',
      file: '.roo/mcp.json',
      text: '{"mcpServers":{"k8s":{"command":"npx","args":["-y","kubernetes-mcp-server@0.0.60","--read-only"],"alwaysAllow":["pods_list","«configuration_view»"]}}}',
      message:
        'Tool "configuration_view" of server "k8s" hands out secrets, and "alwaysAllow" lets it run without asking. Remove it from the list.',
      severity: 'high',
      fixed:
        '{"mcpServers":{"k8s":{"command":"npx","args":["-y","kubernetes-mcp-server@0.0.60","--read-only"],"alwaysAllow":["pods_list"]}}}',
    },
  ],
} satisfies Examples
