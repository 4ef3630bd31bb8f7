import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { perEntry, placedPerEntry } from '../../model/perEntry.ts'
import type { Text } from '../../model/place.ts'
import { agentServers } from '../catalogues.ts'
import { databaseTargets } from '../connectionString.ts'
import { defineRule, type Examples } from '../rule.ts'
import { canWrite } from '../writeAbility.ts'

export default defineRule({
  meta: {
    id: 'environment-mixing',
    group: 'combinations',
    title: 'Prod and dev targets in one config/agent',
    tier: 1,
    severity: 'low',
    confidence: 'medium',
    persona: 'regular',
    where:
      'host and database of connection strings, variables that name a host, database, context or profile, `--context` and `--profile`, the host of an address',
    when: 'the target of one enabled server has a whole word such as "prod" or "live", that of another one such as "dev", "test" or "staging", and one of the two is known to be able to change data; medium when both use the same credential. One finding per file, on the entry that completes the pair.',
    why: 'The agent may do in production what it was told to do in the test system.',
    fix: undefined,
    standards: ['NHI8', 'ASI08'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    // Of each side the first that writes and the first at all: whichever comes, only they can be part of a pair.
    const seen: Record<Side, readonly Marked[]> = { production: [], test: [] }
    for (const entry of agentServers(config)) {
      const side = sideOf(entry, config)
      const marked = side && { entry, ...side }
      if (!marked) continue
      const others = seen[marked.side === 'production' ? 'test' : 'production']
      const other = marked.writes ? others[0] : others.find(({ writes }) => writes)
      if (other) {
        const production = marked.side === 'production' ? marked : other
        const test = production === marked ? other : marked
        const shares = shareCredential(marked.entry, other.entry, config)
        const places = { production: placeOf(production, config), test: placeOf(test, config) }
        yield {
          at: entry.nameAt,
          severity: shares ? 'medium' : 'low',
          message: `Server "${production.entry.name}" works on production ("${places.production.text}"), and "${test.entry.name}" on a test system ("${places.test.text}")${shares ? ', with the same credential' : ''}. Give each to an agent of its own.`,
          related: [marked, other].map(({ side }) => ({
            span: places[side].span,
            message: side === 'production' ? 'This looks like production.' : 'This looks like a test system.',
          })),
        }
        return
      }
      const own = seen[marked.side]
      if (own.length === 0 || (marked.writes && !own.some(({ writes }) => writes))) seen[marked.side] = [...own, marked]
    }
  },
})

type Side = 'production' | 'test'

interface Marked {
  readonly entry: ServerEntry
  readonly side: Side
  readonly writes: boolean
}

const TEST = /(?:^|[-_.:/@])(?:dev|develop|development|test|testing|stage|staging|stg|qa|uat|sandbox)\d{0,3}(?=[-_.:/@]|$)/i
const VARIABLE =
  /(?:^|_)(?:HOST|SERVER|DATABASE|DB|DB_?NAME|CONTEXT|PROFILE)$|^PG(?:HOST|DATABASE)$|^(?:KUBECONTEXT|KUBE_CONTEXT)$/
const FLAG = /^--(?:context|profile|kube-context)$/
/** Longer texts are no names. */
const MAX_CHARS = 300

/** What an entry works on, when its names tell; undefined where they tell nothing, or both. */
const sideOf = perEntry((entry, config): Omit<Marked, 'entry'> | undefined => {
  const names = namesIn(entry, config)
  const isProduction = names.production !== undefined
  if (isProduction === (names.test !== undefined)) return undefined
  return { side: isProduction ? 'production' : 'test', writes: canWrite(entry.launch) }
})

/** Where it is said; the name of the entry only where nothing says it, which `sideOf` rules out. */
function placeOf({ entry, side }: Marked, config: McpConfig): Text {
  return namesIn(entry, config)[side] ?? { ...entry.nameAt, text: entry.name }
}

/** The first name of each side. */
const namesIn = placedPerEntry(({ launch }, { tree }): Readonly<Record<Side, Text | undefined>> => {
  const { args, env, url, bridged } = launch
  const address = url ?? bridged?.url
  const isOwn = address && !launch.known && !bridged?.known
  const texts = [
    ...databaseTargets(launch, tree).flatMap(({ host, database }) => [host, database]),
    ...env.map(({ name, value, shape }) => (shape === 'literal' && VARIABLE.test(name) ? value : undefined)),
    ...args.map(({ of, flag, value }) => (of === 'server' && flag !== undefined && FLAG.test(flag) ? value : undefined)),
    isOwn ? { ...address, text: address.hostname } : undefined,
  ].flatMap((at) => (at && at.text.length <= MAX_CHARS && !at.text.includes('://') ? [at] : []))
  return {
    production: texts.find((at) => SENSITIVE.prodMarkers.some((regex) => regex.test(at.text))),
    test: texts.find((at) => TEST.test(at.text)),
  }
})

/** The same secret, or a reference to the same variable. */
function shareCredential(one: ServerEntry, other: ServerEntry, config: McpConfig): boolean {
  const texts = credentialTexts(one, config)
  return [...credentialTexts(other, config)].some((text) => texts.has(text))
}

const credentialTexts = perEntry(
  ({ launch }) => new Set(launch.credentials.flatMap(({ evidence, at }) => (evidence === 'name' ? [] : [at.text]))),
)

const PG = (host: string, mode: string, secret: string) =>
  `{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=${mode}"],"env":{"DATABASE_URI":"postgresql://app:\${${secret}}@${host}.acme.example/sales"}}`
const ALSO = ['database-production-target', 'write-flag-enabled']

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"dev":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=unrestricted"],"env":{"DATABASE_URI":"postgresql://app:${DEV_PW}@dev-db.acme.example/sales"}}}}',
      also: ['write-flag-enabled'],
    },
    // Both only read; and the names of entries, and words within words, tell nothing.
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{"dev":${PG('dev-db', 'restricted', 'DEV_PW')},"prod":${PG('prod-db', 'restricted', 'PROD_PW')}}}`,
      also: ['database-production-target'],
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{"dev":${PG('device-db', 'unrestricted', 'A_PW')},"prod":${PG('prod-db', 'restricted', 'PROD_PW')}}}`,
      also: ALSO,
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"dev":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=unrestricted"],"env":{"DATABASE_URI":"postgresql://app:${DEV_PW}@dev-db.acme.example/sales"}},"«prod»":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"],"env":{"DATABASE_URI":"postgresql://mcp_readonly:${PROD_PW}@prod-db.acme.example/sales"}}}}',
      message:
        'Server "prod" works on production ("prod-db.acme.example"), and "dev" on a test system ("dev-db.acme.example"). Give each to an agent of its own.',
      severity: 'low',
      confidence: 'medium',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"live":{"command":"npx","args":["-y","mcp-server-kubernetes@3.9.0","--context","live-eu"],"env":{"K8S_TOKEN":"${K8S_TOKEN}"}},"«stage»":{"command":"npx","args":["-y","mcp-server-kubernetes@3.9.0","--context","stage2-eu"],"env":{"K8S_TOKEN":"${K8S_TOKEN}"}}}}',
      message:
        'Server "live" works on production ("live-eu"), and "stage" on a test system ("stage2-eu"), with the same credential. Give each to an agent of its own.',
      severity: 'medium',
    },
  ],
} satisfies Examples
