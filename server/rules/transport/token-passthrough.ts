import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Launch, Setting } from '../../model/launch.ts'
import type { Place } from '../../model/place.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'token-passthrough',
    group: 'transport',
    title: 'Server forwards the client’s token to another API',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: 'arguments and headers',
    when: 'an option that forwards what the caller sent (`--forward-auth`, `--pass-through-headers`), or a header `X-…-Authorization` that names another service than the one the entry speaks to.',
    why: 'The API behind the server trusts a token that was not issued for it.',
    fix: undefined,
    standards: ['SBP token-passthrough', 'CWE-441', 'MCP07', 'SAFE-T1304'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const [first, ...others] = [...forwardingOptions(launch), ...foreignHeaders(launch)]
    if (!first) return
    yield {
      at: first,
      message: `"${first.name}" makes server "${name}" hand a token on to an API that it was not issued for. Give the server a credential of its own for that API.`,
      related: others.map((other) => ({ span: other.span, message: `"${other.name}" does so too.` })),
    }
  },
})

interface Passed extends Place {
  readonly name: string
}

function forwardingOptions({ args }: Launch): readonly Passed[] {
  return args.flatMap(({ of, kind, flag, text, value, span, path }) => {
    const name = flag ?? text
    const isOption = of === 'server' && kind === 'flag' && SENSITIVE.tokenForwarding.includes(name)
    return isOption && !/^(?:false|0|no|off)$/i.test(value.text) ? [{ name, span, path }] : []
  })
}

/** `X-Atlassian-Authorization` sent to a server of Atlassian is how that server is spoken to. */
function foreignHeaders({ url, bridged, headers }: Launch): readonly Passed[] {
  const hostname = (url ?? bridged?.url)?.hostname ?? ''
  return headers.filter(isUsed).flatMap(({ name, nameAt }) => {
    const service = /^x-(.+)-authorization$/i.exec(name)?.[1]?.toLowerCase()
    if (service === undefined || OF_THE_WAY.has(service)) return []
    const isItsOwn = service.split('-').some((word) => hostname.split(/[.-]/).includes(word))
    return isItsOwn ? [] : [{ name, ...nameAt }]
  })
}

/** For a gateway in front of the server, which takes them off (cloud.google.com/run/docs/authenticating/service-to-service). */
const OF_THE_WAY = new Set(['serverless', 'proxy', 'goog-iap'])

function isUsed({ shape }: Setting): boolean {
  return shape === 'literal' || shape === 'reference'
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"gw":{"command":"npx","args":["-y","@acme/gateway-mcp@1.0.0"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp","headers":{"X-Acme-Authorization":"Bearer ${env:ACME_TOKEN}","X-Serverless-Authorization":"Bearer ${env:RUN_TOKEN}","X-Authorization":"Bearer ${env:ACME_TOKEN}"}},"b":{"command":"/opt/a","args":["--forward-auth=false"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"gw":{"command":"npx","args":["-y","@acme/gateway-mcp@1.0.0","«--forward-auth»"]}}}',
      message:
        '"--forward-auth" makes server "gw" hand a token on to an API that it was not issued for. Give the server a credential of its own for that API.',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"gw":{"url":"https://gateway.acme.example/mcp","headers":{"«X-GitHub-Authorization»":"Bearer ${env:GITHUB_TOKEN}"}}}}',
      message:
        '"X-GitHub-Authorization" makes server "gw" hand a token on to an API that it was not issued for. Give the server a credential of its own for that API.',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"gw":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://gateway.acme.example/mcp","--header","«X-Jira-Authorization»: Bearer ${JIRA_TOKEN}"]}}}',
      message:
        '"X-Jira-Authorization" makes server "gw" hand a token on to an API that it was not issued for. Give the server a credential of its own for that API.',
    },
  ],
} satisfies Examples
