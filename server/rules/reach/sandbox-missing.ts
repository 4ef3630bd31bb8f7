import type { Launch } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { perEntry, placedPerEntry } from '../../model/perEntry.ts'
import type { Place } from '../../model/place.ts'
import { isContainer } from '../containerOptions.ts'
import { defineRule, type Examples, type Fix, type Report } from '../rule.ts'
import { entrySandbox, hasSandbox, type Sandbox, sharedSandbox } from '../sandbox.ts'

export default defineRule({
  meta: {
    id: 'sandbox-missing',
    group: 'reach',
    title: 'Local server runs without the sandbox its host offers',
    tier: 3,
    severity: 'low',
    confidence: 'high',
    persona: 'pedantic',
    firstSeenBy: 'regular',
    where: 'VS Code `sandboxEnabled` and `sandbox`; servers in a container have one of their own',
    when: 'the host has a sandbox, and a local server that is not official, or that can write, execute or reach any host, is started without it; medium and for everybody where the entry says `sandboxEnabled: false`. Said once per file.',
    why: 'A local server otherwise runs with everything the developer’s account may do.',
    fix: { safety: 'review', does: 'inserts a sandbox with the hosts of the server table' },
    standards: ['SBP local-mcp-server-compromise', 'CSF PR.PS-05'],
    guards: ['one-per-file'],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    if (!hasSandbox(config.host)) return
    const refused = config.servers.filter((entry) => missingOf(entry, config) === 'refused')
    const silent = config.servers.filter((entry) => missingOf(entry, config) === 'silent')
    const [off, ...othersOff] = refused
    const at = off && switchOf(off, config)
    if (at) {
      yield {
        at,
        severity: 'medium',
        persona: 'regular',
        message: `Server "${off.name}"${andMore(othersOff.length)} runs without the sandbox that ${config.host.name} offers, because "sandboxEnabled" is false. Switch it on, with the hosts and folders it needs.`,
        related: othersOff.flatMap((entry) => {
          const place = switchOf(entry, config)
          return place ? [{ span: place.span, message: `Server "${entry.name}" does so too.` }] : []
        }),
        fixes: fixOf(refused, config),
      }
    }
    yield* reportSilent(silent, config)
  },
})

/** How an entry comes to run without a sandbox; undefined where it has one or needs none. */
const missingOf = perEntry((entry, config): 'refused' | 'silent' | undefined => {
  const { enabled } = entrySandbox(entry, config)
  if (enabled?.value === true || !isLocal(entry)) return undefined
  if (enabled) return 'refused'
  return deservesOne(entry.launch) ? 'silent' : undefined
})

const switchOf = placedPerEntry((entry, config): Place | undefined => entrySandbox(entry, config).enabled)

function* reportSilent([first, ...others]: readonly ServerEntry[], config: McpConfig): Iterable<Report> {
  if (!first) return
  yield {
    at: first.nameAt,
    message: `Server "${first.name}"${andMore(others.length)} runs without the sandbox that ${config.host.name} offers. Add "sandboxEnabled" with the hosts and folders it needs.`,
    related: others.map(({ name, nameAt }) => ({ span: nameAt.span, message: `Server "${name}" does so too.` })),
    fixes: fixOf([first, ...others], config),
  }
}

function andMore(count: number): string {
  return count === 0 ? '' : `, like ${count} more in this file,`
}

function isLocal({ launch, command }: ServerEntry): boolean {
  return command !== undefined && launch.program !== undefined && !isContainer(launch)
}

const STRONG = new Set(['write', 'execute', 'delete', 'admin', 'code'])

/** What nobody knows counts as not official. */
function deservesOne({ known, bridged }: Launch): boolean {
  if (bridged) return false
  if (!known?.official || known.egress.includes('*')) return true
  return known.tools.some(({ action }) => STRONG.has(action))
}

/** The hosts it is known to reach, and whether a list of its own names some; undefined where it has none. */
const needsOf = perEntry((entry, config) => ({
  hosts: entry.launch.known?.egress.filter((host) => host !== '*' && !host.includes('<')) ?? [],
  isListed: namesHosts(entrySandbox(entry, config)),
}))

function namesHosts({ allowedDomains }: Sandbox): boolean | undefined {
  return allowedDomains?.some(({ text }) => text !== '*')
}

/** Only for servers whose hosts are known: an empty list keeps the others from starting. */
function fixOf(entries: readonly ServerEntry[], config: McpConfig): readonly Fix[] {
  const shared = namesHosts(sharedSandbox(config))
  const prepared = entries.map((entry) => {
    const { hosts, isListed } = needsOf(entry, config)
    return { entry, hosts, isListed: isListed ?? shared ?? false }
  })
  if (prepared.some(({ hosts, isListed }) => hosts.length === 0 && !isListed)) return []
  return [
    {
      title: 'Start it in the sandbox, with the hosts it is known to need',
      safety: 'review',
      patches: prepared.flatMap(({ entry, hosts, isListed }) => [
        { op: 'set' as const, path: [...entry.path, 'sandboxEnabled'], value: true },
        ...(isListed
          ? []
          : [{ op: 'set' as const, path: [...entry.path, 'sandbox', 'network', 'allowedDomains'], value: hosts }]),
      ]),
    },
  ]
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"tool":{"type":"stdio","command":"npx","args":["-y","acme-tool@1.0.0"],"sandboxEnabled":true,"sandbox":{"filesystem":{"allowWrite":["${workspaceFolder}/out"]},"network":{"allowedDomains":["api.acme.example"]}}}}}',
    },
    // A container, a remote server, an official one that only reads, and a host without a sandbox.
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"docker","args":["run","-i","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"sandboxEnabled":false},"b":{"type":"http","url":"https://mcp.acme.example/mcp"},"time":{"command":"uvx","args":["mcp-server-time==2026.7.10"]}}}',
    },
    { host: 'cursor', text: '{"mcpServers":{"a":{"command":"/opt/a"}}}' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"tool":{"type":"stdio","command":"npx","args":["-y","acme-tool@1.0.0"],"«sandboxEnabled»":false}}}',
      message:
        'Server "tool" runs without the sandbox that VS Code offers, because "sandboxEnabled" is false. Switch it on, with the hosts and folders it needs.',
      severity: 'medium',
      persona: 'regular',
    },
    // one-per-file
    {
      host: 'vscode',
      text: '{"servers":{"«a»":{"command":"/opt/a"},"b":{"command":"/opt/b"},"c":{"command":"npx","args":["-y","@wonderwhy-er/desktop-commander@0.2.20"]}}}',
      message:
        'Server "a", like 2 more in this file, runs without the sandbox that VS Code offers. Add "sandboxEnabled" with the hosts and folders it needs.',
      severity: 'low',
      persona: 'pedantic',
    },
    {
      host: 'vscode',
      text: '{"servers":{"«stripe»":{"command":"npx","args":["-y","@stripe/mcp@0.2.5","--tools=customers.read"]}}}',
      message:
        'Server "stripe" runs without the sandbox that VS Code offers. Add "sandboxEnabled" with the hosts and folders it needs.',
      fixed:
        '{"servers":{"stripe":{"command":"npx","args":["-y","@stripe/mcp@0.2.5","--tools=customers.read"],"sandboxEnabled":true,"sandbox":{"network":{"allowedDomains":["api.stripe.com","mcp.stripe.com"]}}}}}',
    },
  ],
} satisfies Examples
