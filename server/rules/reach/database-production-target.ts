import { holdsReference } from '../../knowledge/references.ts'
import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Launch } from '../../model/launch.ts'
import type { Text } from '../../model/place.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import { databaseTargets } from '../connectionString.ts'
import { type Confidence, defineRule, type Examples } from '../rule.ts'
import { canWrite } from '../writeAbility.ts'

export default defineRule({
  meta: {
    id: 'database-production-target',
    group: 'reach',
    title: 'Target looks like production',
    tier: 1,
    severity: 'low',
    confidence: 'medium',
    persona: 'regular',
    where:
      'host and database of a connection string, variables such as `DB_HOST` and `DB_DATABASE`, the context of a Kubernetes server, the host of an address',
    when: 'one of them has a whole word such as "prod" or "live"; medium when the server is known to be able to change data.',
    why: 'A mistake of the agent hits real data; a replica or branch would do.',
    fix: undefined,
    standards: ['NHI8', 'ASI08'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }, { tree }) {
    const targets = targetsOf(launch, tree).filter(({ at }) => looksLikeProduction(at.text))
    const [first, ...others] = targets
    if (!first) return
    const writes = canWrite(launch)
    yield {
      at: first.at,
      severity: writes ? 'medium' : 'low',
      confidence: first.confidence,
      message: `"${first.at.text}" looks like production, and server "${name}" ${writes ? 'can change what is there' : 'works on it'}. Point it at a replica, a branch or a test system.`,
      related: others.map(({ at }) => ({ span: at.span, message: `"${at.text}" looks like it too.` })),
    }
  },
})

interface Target {
  readonly at: Text
  readonly confidence: Confidence
}

function targetsOf(launch: Launch, tree: SyntaxTree): readonly Target[] {
  const { args, env, url, bridged, known } = launch
  const strings = databaseTargets(launch, tree).flatMap(({ host, database }) => [host, database])
  const variables = env.map(({ name, value, shape }) => (shape !== 'reference' && VARIABLE.test(name) ? value : undefined))
  const contexts = args.map(({ of, flag, value }) => (of === 'server' && flag === '--context' ? value : undefined))
  const named = [...strings, ...variables, ...contexts].flatMap((at) => (at ? [{ at, confidence: 'medium' as const }] : []))
  // A name of a vendor may hold such a word, so that an address tells little.
  const address = url ?? bridged?.url
  const isOwn = address && !known && !bridged?.known
  const host: Target[] = isOwn ? [{ at: { ...address, text: address.hostname }, confidence: 'low' }] : []
  return [...named, ...host]
}

const VARIABLE = /(?:^|_)(?:HOST|SERVER|DATABASE|DB|DB_?NAME)$|^PG(?:HOST|DATABASE)$|^(?:KUBECONTEXT|KUBE_CONTEXT|K8S_CONTEXT)$/

function looksLikeProduction(text: string): boolean {
  return !holdsReference(text) && !text.includes('://') && SENSITIVE.prodMarkers.some((regex) => regex.test(text))
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"],"env":{"DATABASE_URI":"postgresql://mcp_readonly:${PG_PASSWORD}@replica.acme.example/sales"}}}}',
    },
    // Whole words, other variables, references, and the user, who is no target.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["postgresql://prod:${env:PW}@products.acme.example/delivery"],"env":{"NODE_ENV":"production","DB_HOST":"${env:PROD_DB_HOST}","API_SERVER":"reproduction.acme.example"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=unrestricted"],"env":{"DATABASE_URI":"postgresql://app:${PG_PASSWORD}@«prod-db.acme.example»/sales"}}}}',
      message:
        '"prod-db.acme.example" looks like production, and server "pg" can change what is there. Point it at a replica, a branch or a test system.',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"],"env":{"DATABASE_URI":"postgresql://app:${env:PW}@db.acme.example:5432/«sales_prod»"}}}}',
      message:
        '"sales_prod" looks like production, and server "pg" works on it. Point it at a replica, a branch or a test system.',
      severity: 'low',
    },
    {
      host: 'vscode',
      text: '{"servers":{"k8s":{"command":"npx","args":["-y","kubernetes-mcp-server@0.0.60","--read-only"],"env":{"KUBECONTEXT":"«eu-production»"}}}}',
      message:
        '"eu-production" looks like production, and server "k8s" works on it. Point it at a replica, a branch or a test system.',
      severity: 'low',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"MYSQL_HOST":"«mysql.live.acme.example»"}}}}',
      message:
        '"mysql.live.acme.example" looks like production, and server "a" works on it. Point it at a replica, a branch or a test system.',
      severity: 'low',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"«https://mcp.prod.acme.example/mcp»"}}}',
      message:
        '"mcp.prod.acme.example" looks like production, and server "a" works on it. Point it at a replica, a branch or a test system.',
      severity: 'low',
      confidence: 'low',
    },
  ],
} satisfies Examples
