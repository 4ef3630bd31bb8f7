import { servedBy } from '../../model/launch/servedBy.ts'
import type { Launch } from '../../model/launch.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { perEntry, placedPerEntry } from '../../model/perEntry.ts'
import { type Text, textOf } from '../../model/place.ts'
import { contentSpan, memberOf } from '../../syntax/find.ts'
import type { SyntaxNode } from '../../syntax/tree.ts'
import { hasOwnNetwork } from '../containerOptions.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'
import { entrySandbox, sandboxOf } from '../sandbox.ts'

export default defineRule({
  meta: {
    id: 'unrestricted-egress',
    group: 'reach',
    title: 'Server may reach any host',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where:
      'servers of the table that reach any host, `sandbox.network.allowedDomains`, options such as `--allowed-origins`, `insecure_allow_all` of a profile of ToolHive',
    when: 'neither the host nor the container nor the server has a list of hosts; medium where the list is there and holds `*` or a whole top-level domain, and for `insecure_allow_all`. A sandbox that lets `*` in is `sandbox-approves-side-effects`.',
    why: 'The server is a way in for untrusted text and a way out for data.',
    fix: undefined,
    standards: ['ASI02', 'SAFE-T1913', 'CSF PR.IR-01', 'CWE-441'],
    guards: ['unknown-is-not-unsafe'],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    yield* openProfile(config)
    for (const entry of config.servers) {
      const limits = limitsOf(entry, config)
      if (limits === undefined) continue
      if (limits.kind === 'none') {
        yield {
          at: entry.nameAt,
          message: `Server "${entry.name}" can reach any host: it brings untrusted text in, and can carry data out. ${limits.advice}`,
        }
        continue
      }
      // The list of a sandbox may be that of the entry or of all.
      const domains = limits.isSandboxed ? (sandboxOf(entry, config).allowedDomains ?? []) : []
      const wide = domains.find(isTopLevel) ?? wideInOwnLists(entry, config)
      if (!wide) continue
      yield {
        at: wide,
        severity: 'medium',
        message: `The list of hosts that server "${entry.name}" may reach holds "${wide.text}", which is no limit. Name the hosts it needs.`,
      }
    }
  },
})

/**
 * None of these servers has a limit of its own that holds: `mcp-server-fetch` has none, and of Playwright's `--allowed-origins`
 * its README says that it is no security boundary (microsoft/playwright-mcp, checked 2026-11).
 */
function advice({ url, bridged, runner }: Launch): string {
  if (url || bridged) return 'It runs elsewhere, so keep it away from servers that read private data.'
  const isContained = runner?.name === 'docker' || runner?.name === 'podman'
  return `Limit the hosts it may reach by the network of ${isContained ? 'its' : 'a'} container.`
}

type Limits = { readonly kind: 'none'; readonly advice: string } | { readonly kind: 'lists'; readonly isSandboxed: boolean }

/** What limits the hosts an entry reaches; undefined where it does not reach all, or a network of its own does. */
const limitsOf = perEntry((entry, config): Limits | undefined => {
  const { launch } = entry
  const isSandboxed = entrySandbox(entry, config).enabled?.value === true
  if (isSandboxed || ownLists(launch).length > 0) return { kind: 'lists', isSandboxed }
  return reachesAll(launch) && !hasOwnNetwork(launch) ? { kind: 'none', advice: advice(launch) } : undefined
})

const wideInOwnLists = placedPerEntry(({ launch }): Text | undefined =>
  ownLists(launch).find(({ text }) => text === '*' || isTopLevel({ text })),
)

function reachesAll(launch: Launch): boolean {
  return servedBy(launch)?.egress.includes('*') === true
}

/** Lists of hosts in the server's own options: of a browser, what it may open. */
function ownLists({ args, known }: Launch): readonly Text[] {
  const keys = (known?.restrictions ?? [])
    .filter(({ kind, where }) => kind === 'network' && where === 'args')
    .map(({ key }) => key)
  if (!known?.egress.includes('*')) return []
  return args.filter(({ of, flag }) => of === 'server' && flag !== undefined && keys.includes(flag)).map(({ value }) => value)
}

/** `*.com` */
function isTopLevel({ text }: Pick<Text, 'text'>): boolean {
  return /^(?:\*\.)[a-z]{2,24}$/i.test(text)
}

/** A permission profile of ToolHive, which says it of all servers it is used for (docs.stacklok.com/toolhive, checked 2026-11). */
function* openProfile({ tree, root }: McpConfig): Iterable<Report> {
  const outbound = at(at(root, 'network'), 'outbound')
  const member = outbound?.kind === 'object' ? memberOf(outbound, 'insecure_allow_all') : undefined
  const path = ['network', 'outbound', 'insecure_allow_all']
  if (!member || textOf(tree, member.value, path)?.text !== 'true') return
  yield {
    at: { span: contentSpan(tree, member.keySpan), path },
    severity: 'medium',
    message: '"insecure_allow_all" lets every server with this profile reach any host. List the hosts under "allow_host".',
  }
}

function at(node: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  return node?.kind === 'object' ? memberOf(node, key)?.value : undefined
}

export const examples = {
  good: [
    {
      host: 'toolhive',
      file: 'docs.profile.json',
      text: '{"network":{"outbound":{"allow_host":["docs.python.org"],"allow_port":[443]}}}',
    },
    // unknown-is-not-unsafe: of these nobody knows what they reach, or it is one service
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a"},"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.0"]}}}',
    },
    // Limited by the server's options, by the network of a container, by the sandbox of the host.
    {
      host: 'vscode',
      text: '{"servers":{"browser":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","--isolated","--allowed-origins","https://docs.acme.example"]},"fetch":{"command":"docker","args":["run","-i","--network","egress-proxy-only","mcp/fetch@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]},"web":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","--isolated"],"sandboxEnabled":true,"sandbox":{"network":{"allowedDomains":["*.acme.example"]}}}}}',
    },
  ],
  bad: [
    {
      host: 'toolhive',
      file: 'docs.profile.json',
      text: '{"network":{"outbound":{"«insecure_allow_all»":true}}}',
      message: '"insecure_allow_all" lets every server with this profile reach any host. List the hosts under "allow_host".',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«fetch»":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]}}}',
      message:
        'Server "fetch" can reach any host: it brings untrusted text in, and can carry data out. Limit the hosts it may reach by the network of a container.',
      severity: 'low',
      confidence: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«fetch»":{"command":"docker","args":["run","-i","--rm","mcp/fetch@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "fetch" can reach any host: it brings untrusted text in, and can carry data out. Limit the hosts it may reach by the network of its container.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"browser":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","--isolated","--allowed-origins","«*»"]}}}',
      message: 'The list of hosts that server "browser" may reach holds "*", which is no limit. Name the hosts it needs.',
      severity: 'medium',
    },
    {
      host: 'vscode',
      text: '{"servers":{"tool":{"command":"/opt/a","sandboxEnabled":true,"sandbox":{"network":{"allowedDomains":["api.acme.example","«*.com»"]}}}}}',
      message: 'The list of hosts that server "tool" may reach holds "*.com", which is no limit. Name the hosts it needs.',
      severity: 'medium',
    },
  ],
} satisfies Examples
