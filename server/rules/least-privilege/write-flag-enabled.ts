import type { SwitchUse } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import type { Patch } from '../../syntax/patch.ts'
import { argumentAt } from '../argumentPatches.ts'
import { defineRule, type Examples } from '../rule.ts'
import { removeSwitch, serversOf, switchWords } from '../switchPatches.ts'

export default defineRule({
  meta: {
    id: 'write-flag-enabled',
    group: 'least-privilege',
    title: 'Flag enables write/sensitive mode',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'arguments and variables that the server table knows to widen a server',
    when: 'a switch that turns on writing, or the reading of logs and secrets, is set (`--allow-write`, `--allow_write_query`, `--allow-sensitive-data-access`, `SLACK_MCP_ADD_MESSAGE_TOOL=true`, `--access-mode=unrestricted`). All such switches of one entry are one finding. A switch whose fact has no source speaks to the pedantic persona.',
    why: 'Such flags are copied from setup instructions and stay.',
    fix: { safety: 'safe', does: 'removes the flag, or sets it to the value that only reads' },
    standards: ['MCP02', 'ASI02', 'NHI5'],
    guards: [],
    absorbs: ['missing-read-only-mode'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const uses = entry.launch.broadeners
      .filter(({ kind }) => kind === 'writes' || kind === 'sensitive')
      .toSorted((a, b) => a.span.start - b.span.start)
    const [first, ...others] = uses
    if (!first) return
    const patches = uses.map((use) => undo(use, entry, config))
    const verified = uses.some((use) => use.verified)
    yield {
      at: first,
      confidence: verified ? 'high' : 'medium',
      persona: verified ? 'regular' : 'pedantic',
      message: `"${switchWords(first, entry)}" lets server "${entry.name}" ${does(first)}. Remove it unless the agent has to.`,
      related: others.map((use) => ({ span: use.span, message: `"${switchWords(use, entry)}" lets it ${does(use)}, too.` })),
      fixes: patches.every((patch) => patch !== undefined)
        ? [{ title: `Turn off ${quoted(uses.map(({ key }) => key))}`, safety: 'safe', patches: patches.flat() }]
        : [],
    }
  },
})

function does({ kind }: SwitchUse): string {
  return kind === 'writes' ? 'change things' : 'read logs and secrets'
}

function quoted(keys: readonly string[]): string {
  return keys.map((key) => `"${key}"`).join(', ')
}

/** Where the switch has a value that only reads, that value: without the switch the server might write by default. */
function undo(use: SwitchUse, entry: ServerEntry, config: McpConfig): readonly Patch[] | undefined {
  const reading = serversOf(entry)
    .flatMap(({ restrictions }) => restrictions)
    .find(({ kind, key, value }) => kind === 'readOnly' && key === use.key && value !== '(absent)')
  const argument = argumentAt(use.path, entry)
  if (reading?.where === 'args' && argument) return [{ op: 'text', span: argument.value.span, text: reading.value }]
  return removeSwitch(use, entry, config)
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"eks":{"command":"uvx","args":["awslabs.eks-mcp-server==0.1.20"],"env":{"AWS_PROFILE":"agent-triage-ro"}}}}',
    },
    // Off, a list of channels to post to, and a server that is in no table.
    {
      host: 'cursor',
      text: '{"mcpServers":{"tf":{"command":"docker","args":["run","-i","--rm","-e","ENABLE_TF_OPERATIONS=false","hashicorp/terraform-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]},"slack":{"command":"npx","args":["-y","slack-mcp-server@1.1.24"],"env":{"SLACK_MCP_ADD_MESSAGE_TOOL":"C012AB3CD"}},"a":{"command":"/opt/a","args":["--allow-write"]}}}',
      also: ['lethal-trifecta'],
    },
    // What the reference stands for may as well be "false".
    {
      host: 'cursor',
      text: '{"mcpServers":{"tf":{"command":"docker","args":["run","-i","--rm","-e","ENABLE_TF_OPERATIONS=${env:TF_OPERATIONS}","hashicorp/terraform-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"eks":{"command":"uvx","args":["awslabs.eks-mcp-server==0.1.20","«--allow-write»"]}}}',
      message: '"--allow-write" lets server "eks" change things. Remove it unless the agent has to.',
      severity: 'medium',
      confidence: 'high',
      fixed: '{"mcpServers":{"eks":{"command":"uvx","args":["awslabs.eks-mcp-server==0.1.20"]}}}',
    },
    {
      host: 'cursor',
      text: '{\n  "mcpServers": {\n    "eks": {\n      "command": "uvx",\n      "args": ["awslabs.eks-mcp-server==0.1.20", "«--allow-sensitive-data-access»", "--allow-write"]\n    }\n  }\n}\n',
      message: '"--allow-sensitive-data-access" lets server "eks" read logs and secrets. Remove it unless the agent has to.',
      fixed:
        '{\n  "mcpServers": {\n    "eks": {\n      "command": "uvx",\n      "args": ["awslabs.eks-mcp-server==0.1.20"]\n    }\n  }\n}\n',
    },
    // Without the option this server may write.
    {
      host: 'cursor',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","«--access-mode=unrestricted»"]}}}',
      message: '"--access-mode=unrestricted" lets server "pg" change things. Remove it unless the agent has to.',
      fixed: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode","«unrestricted»"]}}}',
      message: '"--access-mode=unrestricted" lets server "pg" change things. Remove it unless the agent has to.',
      fixed: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode","restricted"]}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"slack":{"command":"npx","args":["-y","slack-mcp-server@1.1.24"],"env":{"SLACK_MCP_ADD_MESSAGE_TOOL":"«true»","LOG_LEVEL":"info"}}}}',
      message: '"SLACK_MCP_ADD_MESSAGE_TOOL=true" lets server "slack" change things. Remove it unless the agent has to.',
      fixed: '{"servers":{"slack":{"command":"npx","args":["-y","slack-mcp-server@1.1.24"],"env":{"LOG_LEVEL":"info"}}}}',
    },
    // Any word for yes, and every channel but one.
    {
      host: 'opencode',
      text: '{"mcp":{"slack":{"type":"local","command":["docker","run","-i","--rm","-e","«SLACK_MCP_ADD_MESSAGE_TOOL=1»","ghcr.io/korotovsky/slack-mcp-server:v1.1.24"]}}}',
      message: '"SLACK_MCP_ADD_MESSAGE_TOOL=1" lets server "slack" change things. Remove it unless the agent has to.',
      fixed:
        '{"mcp":{"slack":{"type":"local","command":["docker","run","-i","--rm","ghcr.io/korotovsky/slack-mcp-server:v1.1.24"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"slack":{"command":"npx","args":["-y","slack-mcp-server@1.1.24"],"env":{"SLACK_MCP_ADD_MESSAGE_TOOL":"«!C012AB3CD»"}}}}',
      message: '"SLACK_MCP_ADD_MESSAGE_TOOL" lets server "slack" change things. Remove it unless the agent has to.',
    },
    {
      host: 'vscode',
      text: '{"servers":{"tf":{"command":"docker","args":["run","-i","--rm","-e","«ENABLE_TF_OPERATIONS=1»","hashicorp/terraform-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message: '"ENABLE_TF_OPERATIONS=1" lets server "tf" change things. Remove it unless the agent has to.',
      fixed:
        '{"servers":{"tf":{"command":"docker","args":["run","-i","--rm","hashicorp/terraform-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
    // On where nobody says otherwise.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"tf":{"command":"docker","args":["run","-i","--rm","-e","«ENABLE_TF_OPERATIONS=${TF_OPERATIONS:-true}»","hashicorp/terraform-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message: '"ENABLE_TF_OPERATIONS" lets server "tf" change things. Remove it unless the agent has to.',
      severity: 'medium',
    },
    // Nobody has confirmed yet what this variable does.
    {
      host: 'cursor',
      text: '{"mcpServers":{"ch":{"command":"uvx","args":["mcp-clickhouse==0.1.11"],"env":{"CLICKHOUSE_ALLOW_WRITE_ACCESS":"«true»"}}}}',
      message: '"CLICKHOUSE_ALLOW_WRITE_ACCESS=true" lets server "ch" change things. Remove it unless the agent has to.',
      confidence: 'medium',
      persona: 'pedantic',
    },
  ],
} satisfies Examples
