import { CREDENTIAL_KINDS, type CredentialKind } from '../../knowledge/credentials.ts'
import type { CredentialUse, Launch, Source } from '../../model/launch.ts'
import { kindName, withArticle } from '../credentialWords.ts'
import { graveCredential } from '../impact.ts'
import { defineRule, type Examples } from '../rule.ts'
import { isTrustedPackage } from '../trustedNames.ts'

export default defineRule({
  meta: {
    id: 'unofficial-server-holds-critical-credential',
    group: 'supply-chain',
    title: 'Third-party wrapper receives a high-impact credential',
    tier: 3,
    severity: 'medium',
    confidence: 'medium',
    persona: 'pedantic',
    where: 'the package or image that is started, and the credentials of its entry',
    when: 'the server table knows it as unofficial, or does not know it, and the entry gives it a credential of impact high or critical. Not for packages in `trustedPackages`, and not where the scope or the folder of the name is that of the provider.',
    why: 'A third party’s code holds a credential whose misuse is expensive.',
    fix: undefined,
    standards: ['NHI3', 'MCP04', 'ASI04'],
    guards: ['vendor-packages'],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }, _, { trusted }) {
    const { source, known } = launch
    const grave = graveUse(launch)
    if (!source || !FETCHED.has(source.ecosystem) || !grave || known?.official) return
    if (isTrustedPackage(source.name, trusted) || isOfProvider(source, grave.kind, launch)) return
    yield {
      at: source,
      message: `Server "${name}" hands ${withArticle(kindName(grave.kind))} to "${source.name}", which is not its provider's. Use the provider's own server, or list the package as trusted once you have reviewed it.`,
      related: [{ span: grave.use.nameAt.span, message: 'This is what it is given.' }],
    }
  },
})

interface GraveUse {
  readonly use: CredentialUse
  readonly kind: CredentialKind
}

function graveUse(launch: Launch): GraveUse | undefined {
  const use = graveCredential(launch)
  if (use?.kind) return { use, kind: use.kind }
  for (const one of launch.credentials) {
    const kind = one.kind ?? CREDENTIAL_KINDS.find(({ id }) => id === NAMED_KINDS.get(one.name))
    if (!one.kind && kind && !LIMITED.test(one.at.text)) return { use: one, kind }
  }
  return undefined
}

/** Names under which the kind that may do everything is kept, and others as well: enough for a pedantic reader. */
const NAMED_KINDS = new Map([['STRIPE_SECRET_KEY', 'stripe-secret-live']])
const LIMITED = /restricted|test|read/i

const FETCHED = new Set<Source['ecosystem']>(['npm', 'pypi', 'oci', 'git'])
/** How providers name themselves in registries, where that is not the name of the credential's issuer. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  aws: ['awslabs', 'amazon'],
  'microsoft entra': ['azure', 'microsoft'],
  'azure devops': ['azure', 'microsoft'],
  google: ['googleapis', 'gcp', 'googlecloud'],
  'hcp terraform': ['hashicorp'],
  'hashicorp vault': ['hashicorp'],
}

/** The credential of any issuer (a connection string) has no provider whose package it could be. */
function isOfProvider({ name, ecosystem }: Source, { provider: issuer }: CredentialKind, { bridged }: Launch): boolean {
  // A bridge hands it on to the server it leads to.
  if (bridged?.known?.official) return true
  const owner = plain(ownerOf(name, ecosystem))
  const provider = issuer.toLowerCase()
  if (owner === '' || provider === 'any') return false
  return [provider, ...(OTHER_NAMES[provider] ?? [])].some((word) => owner.startsWith(plain(word)))
}

/** `@stripe/mcp`, `ghcr.io/github/mcp`, `awslabs.mcp`: who may publish below that name. */
function ownerOf(name: string, ecosystem: Source['ecosystem']): string {
  if (ecosystem === 'pypi') return name.includes('.') ? (name.split('.')[0] ?? '') : ''
  const parts = name.split('/')
  return parts.length > 1 ? (parts.at(-2) ?? '') : ''
}

function plain(words: string): string {
  return words.toLowerCase().replace(/[^a-z0-9]/g, '')
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"pay":{"command":"npx","args":["-y","@stripe/mcp@0.2.4","--tools=invoices.read"],"env":{"STRIPE_SECRET_KEY":"${STRIPE_RESTRICTED_KEY}"}}}}',
    },
    // vendor-packages: a package the table does not know, below the name of the provider; and one's own
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","@vercel/sdk@1.0.0","mcp"],"env":{"VERCEL_TOKEN":"${env:VERCEL_TOKEN}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"pay":{"command":"npx","args":["-y","acme-stripe-tools@1.0.0"],"env":{"STRIPE_SECRET_KEY":"${env:STRIPE_KEY}"}}}}',
      trusted: { packages: ['acme-*'] },
    },
    // Nothing grave is given.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","acme-linear@1.0.0"],"env":{"LOG_LEVEL":"info"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"pay":{"command":"npx","args":["-y","«acme-stripe-tools@1.0.0»"],"env":{"STRIPE_SECRET_KEY":"${STRIPE_KEY}"}}}}',
      message:
        'Server "pay" hands a Stripe secret key (live) to "acme-stripe-tools", which is not its provider\'s. Use the provider\'s own server, or list the package as trusted once you have reviewed it.',
      severity: 'medium',
      confidence: 'medium',
      persona: 'pedantic',
    },
    // The table knows it as somebody else's.
    {
      host: 'cursor',
      text: '{"mcpServers":{"slack":{"command":"npx","args":["-y","«slack-mcp-server@1.1.0»"],"env":{"SLACK_MCP_XOXP_TOKEN":"${env:SLACK_MCP_XOXP_TOKEN}"}}}}',
      message:
        'Server "slack" hands a Slack user token to "slack-mcp-server", which is not its provider\'s. Use the provider\'s own server, or list the package as trusted once you have reviewed it.',
    },
  ],
} satisfies Examples
