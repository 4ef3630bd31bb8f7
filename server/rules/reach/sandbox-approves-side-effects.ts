import type { Launch } from '../../model/launch.ts'
import { perEntry } from '../../model/perEntry.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'
import { entrySandbox, hasSandbox, sandboxOf } from '../sandbox.ts'

export default defineRule({
  meta: {
    id: 'sandbox-approves-side-effects',
    group: 'reach',
    title: 'Sandboxed server is auto-approved while its network is open',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: 'VS Code `mcp.json`',
    when: '`sandboxEnabled` is true, and `sandbox.network.allowedDomains` is absent, in the entry and at the root of the file, or holds `*`.',
    why: 'The host approves calls of a sandboxed server by itself, and an open network is no containment.',
    fix: { safety: 'review', does: 'adds allowedDomains from the server table' },
    standards: ['ASI09', 'ASI02'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (!hasSandbox(config.host)) return
    for (const entry of config.servers) {
      if (!isSandboxed(entry, config)) continue
      const { enabled, allowedDomains } = sandboxOf(entry, config)
      if (enabled?.value !== true) continue
      const open = allowedDomains?.find(({ text }) => text === '*')
      if (allowedDomains && !open) continue
      const hosts = hostsOf(entry.launch)
      const path = open ? open.path.slice(0, -1) : [...entry.path, 'sandbox', 'network', 'allowedDomains']
      const fix: Fix = {
        title: `Let it reach ${hosts.join(', ')} only`,
        safety: 'review',
        patches: [{ op: 'set', path, value: hosts }],
      }
      yield {
        at: open ?? enabled,
        message: `${config.host.name} runs the tools of sandboxed server "${entry.name}" without asking, and its sandbox ${open ? 'lets it reach any host' : 'has no list of hosts it may reach'}. List the hosts it needs in "allowedDomains".`,
        fixes: hosts.length > 0 ? [fix] : [],
      }
    }
  },
})

const isSandboxed = perEntry((entry, config) => entrySandbox(entry, config).enabled?.value === true)

/** Names that are known: an entry of the table may also say "any" or "the host of the connection string". */
function hostsOf({ known }: Launch): readonly string[] {
  return known?.egress.includes('*') ? [] : (known?.egress.filter((host) => !host.includes('<')) ?? [])
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"tool":{"type":"stdio","command":"npx","args":["-y","acme-tool@1.0.0"],"sandboxEnabled":true,"sandbox":{"network":{"allowedDomains":["api.acme.example"]}}}}}',
    },
    // The rules may stand at the root, and what is not switched on approves nothing.
    {
      host: 'vscode',
      text: '{"sandbox":{"network":{"allowedDomains":["api.acme.example"]}},"servers":{"tool":{"command":"/opt/a","sandboxEnabled":true}}}',
    },
    { host: 'vscode', text: '{"servers":{"tool":{"command":"/opt/a"}}}' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"tool":{"type":"stdio","command":"npx","args":["-y","acme-tool@1.0.0"],"«sandboxEnabled»":true}}}',
      message:
        'VS Code runs the tools of sandboxed server "tool" without asking, and its sandbox has no list of hosts it may reach. List the hosts it needs in "allowedDomains".',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.0"],"sandboxEnabled":true,"sandbox":{"network":{"allowedDomains":["«*»"]}}}}}',
      message:
        'VS Code runs the tools of sandboxed server "docs" without asking, and its sandbox lets it reach any host. List the hosts it needs in "allowedDomains".',
      fixed:
        '{"servers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.0"],"sandboxEnabled":true,"sandbox":{"network":{"allowedDomains":["context7.com"]}}}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.0"],"«sandboxEnabled»":true}}}',
      message:
        'VS Code runs the tools of sandboxed server "docs" without asking, and its sandbox has no list of hosts it may reach. List the hosts it needs in "allowedDomains".',
      fixed:
        '{"servers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.0"],"sandboxEnabled":true,"sandbox":{"network":{"allowedDomains":["context7.com"]}}}}}',
    },
  ],
} satisfies Examples
