import { defineRule, type Examples } from '../rule.ts'
import { removeSwitch } from '../switchPatches.ts'

export default defineRule({
  meta: {
    id: 'all-toolsets-enabled',
    group: 'least-privilege',
    title: '"all" toolsets/tools requested',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'args, env, headers, URL path',
    when: 'a broadener of the server table is set to its all-value (`GITHUB_TOOLSETS=all`, `X-MCP-Toolsets: all`, `/x/all`, `--tools=all`, `--toolsets all`, `--tool-tier complete`); medium when a read-only switch is set as well. A value whose fact has no source speaks to the pedantic persona.',
    why: 'The agent is offered every action the token allows.',
    fix: { safety: 'review', does: 'takes the switch away, so that the default of the server counts' },
    standards: ['MCP02', 'ASI02', 'LLM06', 'NHI5', 'CSF PR.AA-05', 'SAFE-T1302'],
    guards: [],
    absorbs: ['missing-read-only-mode'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { broadeners, restrictions, known, bridged } = entry.launch
    const [first, ...others] = broadeners.filter(({ kind }) => kind === 'everything')
    if (!first) return
    const servers = [known, bridged?.known].filter((server) => server !== undefined)
    const fact = servers.flatMap((server) => server.broadeners).find(({ key, kind }) => key === first.key && kind === first.kind)
    const isReadOnly = restrictions.some(({ kind }) => kind === 'readOnly')
    const narrow = servers
      .flatMap((server) => server.restrictions)
      .find(({ where, key }) => where === fact?.where && key === first.key)?.value
    const patches = [first, ...others].map((use) => removeSwitch(use, entry, config))
    const advice =
      narrow && !narrow.includes('{')
        ? `Name only what the agent needs, such as "${narrow.replace(/,?\.{3}$/, '')}".`
        : 'Name only what the agent needs.'
    yield {
      at: first,
      severity: isReadOnly ? 'medium' : 'high',
      confidence: fact?.verified ? 'high' : 'medium',
      persona: fact?.verified ? 'regular' : 'pedantic',
      message: `Server "${entry.name}" offers the agent ${isReadOnly ? 'every reading tool' : 'every tool'} through "${first.key}". ${advice}`,
      related: others.map(({ span, key }) => ({ span, message: `"${key}" asks for all of them too.` })),
      fixes: patches.every((patch) => patch !== undefined)
        ? [
            {
              title: `Remove "${first.key}", so that the default of the server counts`,
              safety: 'review',
              patches: patches.flat(),
            },
          ]
        : [],
    }
  },
})

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","-e","GITHUB_TOOLSETS=issues,pull_requests","-e","GITHUB_READ_ONLY=1","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${GITHUB_TOKEN}"}}}}',
    },
    // A server that is not in the table: what "all" means there is not known.
    { host: 'cursor', text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--tools=all"]}}}' },
    {
      host: 'vscode',
      text: '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/x/issues/readonly"}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","-e","«GITHUB_TOOLSETS=all»","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${GITHUB_TOKEN}"}}}}',
      message:
        'Server "github" offers the agent every tool through "GITHUB_TOOLSETS". Name only what the agent needs, such as "repos,issues".',
      severity: 'high',
      fixed:
        '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${GITHUB_TOKEN}"}}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"X-MCP-Toolsets":"«all»","X-MCP-Readonly":"true"}}}}',
      message:
        'Server "github" offers the agent every reading tool through "X-MCP-Toolsets". Name only what the agent needs, such as "repos,issues".',
      severity: 'medium',
      fixed:
        '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"X-MCP-Readonly":"true"}}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp«/x/all»"}}}',
      message: 'Server "github" offers the agent every tool through "/x/all". Name only what the agent needs.',
      fixed: '{"servers":{"github":{"type":"http","url":"https://api.githubcopilot.com/mcp"}}}',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.3.1","«--tools=all»"]}}}',
      message:
        'Server "stripe" offers the agent every tool through "--tools". Name only what the agent needs, such as "customers.read,invoices.read".',
      fixed: '{"mcpServers":{"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.3.1"]}}}',
    },
    // Nobody has confirmed yet what this value does.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"paypal":{"command":"npx","args":["-y","@paypal/mcp@1.4.0","«--tools=all»"]}}}',
      message: 'Server "paypal" offers the agent every tool through "--tools". Name only what the agent needs.',
      confidence: 'medium',
      persona: 'pedantic',
    },
    // Through a bridge it is the same address.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"github":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://api.githubcopilot.com/mcp«/x/all»"]}}}',
      message: 'Server "github" offers the agent every tool through "/x/all". Name only what the agent needs.',
      fixed: '{"mcpServers":{"github":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://api.githubcopilot.com/mcp"]}}}',
    },
  ],
} satisfies Examples
