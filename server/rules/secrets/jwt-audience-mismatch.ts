import type { Launch } from '../../model/launch.ts'
import { defineRule, type Examples } from '../rule.ts'
import { tokensOf } from '../tokens.ts'

export default defineRule({
  meta: {
    id: 'jwt-audience-mismatch',
    group: 'secrets',
    title: 'JWT audience is not the server it is sent to',
    tier: 1,
    severity: 'high',
    confidence: 'medium',
    persona: 'regular',
    where: 'a literal JSON Web Token in a header, and the address it is sent to, also behind a bridge',
    when: 'the token names hosts as its audience, and none of them is the host of the address or a parent of it; medium where the address is this machine. An audience that names no host (`authenticated`, the id of a client) cannot be compared, and is no finding.',
    why: 'A token for another service is passed through, which the protocol forbids and which lets the server act elsewhere.',
    fix: undefined,
    standards: ['SBP token-passthrough', 'RFC 8707', 'CWE-441', 'MCP07', 'SAFE-T1307'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const url = launch.url ?? launch.bridged?.url
    if (!url) return
    const sent = tokensOf(launch.credentials).filter(({ use }) => isSent(launch, use.where, use.name))
    const strangers = sent.flatMap(({ use, claims: { audience } }) => {
      const hosts = audience.map(hostOf)
      const first = hosts[0]
      const fits = hosts.some((host) => host === undefined || url.hostname === host || url.hostname.endsWith(`.${host}`))
      return first === undefined || fits ? [] : [{ use, host: first }]
    })
    const [first, ...others] = strangers
    if (!first) return
    yield {
      at: first.use.at,
      value: first.use.at.span,
      severity: url.loopback ? 'medium' : 'high',
      message: `"${first.use.name}" sends server "${name}" at "${url.hostname}" a token that was issued for "${first.host}", with which it can act there. Have a token issued for "${url.hostname}".`,
      related: others.map(({ use, host }) => ({ span: use.at.span, message: `"${use.name}" is a token for "${host}" too.` })),
    }
  },
})

function isSent({ headers }: Launch, where: string, name: string): boolean {
  return where === 'header' || (where === 'argument' && headers.some((header) => header.name === name))
}

/** The host an audience names, as an address or by itself; undefined for names, client ids and `api://…`. */
function hostOf(audience: string): string | undefined {
  if (/^https?:\/\//i.test(audience)) return URL.canParse(audience) ? new URL(audience).hostname.toLowerCase() : undefined
  return /^(?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,24}$/i.test(audience) && audience.length < 254 ? audience.toLowerCase() : undefined
}

export const examples = {
  good: [
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer ${env:ACME_TOKEN}"}}}}',
    },
    // The host of the address or a parent of it; a word; one of several that cannot be compared.
    {
      host: 'cursor',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJodHRwczovL2FjbWUuZXhhbXBsZSIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAzNjAwfQ.EXAMPLE-signature-not-real"}},"b":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJhdXRoZW50aWNhdGVkIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.EXAMPLE-signature-not-real"}},"c":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOlsiN2Y5YzhlMWEtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwIiwiaHR0cHM6Ly9ncmFwaC5taWNyb3NvZnQuY29tIl0sImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAzNjAwfQ.EXAMPLE-signature-not-real"}}}}',
    },
    // A program that runs here and is given a token for the service it speaks to.
    {
      host: 'cursor',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"GRAPH_TOKEN":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMH0.EXAMPLE-signature-not-real"}}}}',
    },
  ],
  bad: [
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer «eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMH0.EXAMPLE-signature-not-real»"}}}}',
      message:
        '"Authorization" sends server "acme" at "mcp.acme.example" a token that was issued for "graph.microsoft.com", with which it can act there. Have a token issued for "mcp.acme.example".',
      severity: 'high',
      confidence: 'medium',
    },
    // Behind a bridge, and several audiences.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"acme":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.acme.example/mcp","--header","Authorization: Bearer «eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOlsiaHR0cHM6Ly9ncmFwaC5taWNyb3NvZnQuY29tIiwiaHR0cHM6Ly92YXVsdC5henVyZS5uZXQiXSwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.EXAMPLE-signature-not-real»"]}}}',
      message:
        '"Authorization" sends server "acme" at "mcp.acme.example" a token that was issued for "graph.microsoft.com", with which it can act there. Have a token issued for "mcp.acme.example".',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"url":"http://localhost:3000/mcp","headers":{"Authorization":"Bearer «eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJodHRwczovL2dyYXBoLm1pY3Jvc29mdC5jb20iLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMH0.EXAMPLE-signature-not-real»"}}}}',
      message:
        '"Authorization" sends server "acme" at "localhost" a token that was issued for "graph.microsoft.com", with which it can act there. Have a token issued for "localhost".',
      severity: 'medium',
    },
  ],
} satisfies Examples
