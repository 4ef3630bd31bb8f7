import { holdsReference } from '../../knowledge/references.ts'
import type { KnownServer } from '../../knowledge/servers.ts'
import type { Launch } from '../../model/launch.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import { addSwitch } from '../addSwitch.ts'
import { databaseTargets } from '../connectionString.ts'
import { defineRule, type Examples } from '../rule.ts'
import { hasLeakyMode, hasReadOnlyMode } from '../writeAbility.ts'

export default defineRule({
  meta: {
    id: 'database-write-capable',
    group: 'reach',
    title: 'SQL server without enforced read-only',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: 'servers of the table that are given a connection string or the host of a database',
    when: 'the server starts without its read-only mode, or has one that a statement can leave, and the user does not show a role that only reads; low when the connection is a reference whose name says so. A flag that turns writing on is `write-flag-enabled`, and a server without such a mode in the table is unknown.',
    why: 'Nothing but text filters keeps the agent from changing data.',
    fix: { safety: 'review', does: 'adds the flag where the server has one' },
    standards: ['ASI02', 'MCP02', 'SAFE-T2101', 'CWE-89'],
    guards: [],
    absorbs: ['missing-read-only-mode'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { launch, name, nameAt } = entry
    const { known, restrictions, broadeners } = launch
    if (!known || !takesDatabase(known)) return
    const isLeaky = hasLeakyMode(known)
    if (!isLeaky && (!hasReadOnlyMode(known) || restrictions.some(({ kind }) => kind === 'readOnly'))) return
    if (broadeners.some(({ kind }) => kind === 'writes')) return
    const connection = connectionOf(launch, config.tree)
    if (!connection || connection.users.some((user) => READS.test(user))) return
    const switches = known.restrictions.filter(({ kind, value }) => kind === 'readOnly' && value !== '(absent)')
    const added = switches.map((wanted) => ({ wanted, patches: addSwitch(wanted, entry, config) })).find(({ patches }) => patches)
    const [best] = added ? [added.wanted] : switches
    const word = best && (best.value ? `${best.key}=${best.value}` : best.key)
    yield {
      at: nameAt,
      severity: connection.references.some((reference) => READS.test(reference)) ? 'low' : 'medium',
      message: isLeaky
        ? `Server "${name}" can change data: a statement can leave its read-only transaction. Connect it as a role that only reads.`
        : `Server "${name}" can change data, since its read-only mode is off. Add "${word}", and connect it as a role that only reads.`,
      fixes: added?.patches && word ? [{ title: `Add ${word}`, safety: 'review', patches: added.patches }] : [],
    }
  },
})

/** It speaks to the database it is told, and not to the service of one vendor, whose accounts other rules look at. */
function takesDatabase({ dataClasses, egress }: KnownServer): boolean {
  return dataClasses.includes('db-rows') && (egress.length === 0 || egress.includes('<dsn host>'))
}

interface Connection {
  /** Users that are written down. */
  readonly users: readonly string[]
  /** Names of what is referred to instead. */
  readonly references: readonly string[]
}

/** Undefined where nothing in the entry leads to a database. */
function connectionOf(launch: Launch, tree: SyntaxTree): Connection | undefined {
  const targets = databaseTargets(launch, tree)
  const variables = launch.env.filter(({ name, shape }) => CONNECTION.test(name) && shape !== 'empty')
  const words = launch.args.filter(
    ({ of, flag, value }) => of === 'server' && holdsReference(value.text) && (flag === undefined || CONNECTION_FLAG.test(flag)),
  )
  if (targets.length + variables.length + words.length === 0) return undefined
  const users = launch.env.flatMap(({ name, value, shape }) =>
    value && shape === 'literal' && USER.test(name) ? [value.text] : [],
  )
  return {
    users: [...targets.flatMap(({ user }) => user?.text ?? []), ...users],
    references: [...variables.flatMap(({ value, name }) => value?.text ?? name), ...words.map(({ value }) => value.text)].filter(
      (text) => text.length <= MAX_REFERENCE_CHARS && !text.includes('://'),
    ),
  }
}

const MAX_REFERENCE_CHARS = 200
const CONNECTION = /(?:^|_)(?:URI|URL|DSN|HOST|CONNECTION_STRING)$/
const CONNECTION_FLAG = /^--?(?:dsn|ur[il]|host|database-ur[il]|connection-?string)$/i
const USER = /(?:^|_)USER(?:_?NAME)?$|^PGUSER$/
/** `mcp_readonly`, `PG_READONLY_URL`, `report-ro` */
const READS = /(?:^|[^a-z])(?:ro|read|reader|readonly|read[-_]?only|viewer|select)(?:[^a-z]|$)/i

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"],"env":{"DATABASE_URI":"${PG_READONLY_URL}"}}}}',
    },
    // A role that only reads, a server that reads by itself, one whose table has no such mode, and no database at all.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0","--connectionString","mongodb+srv://report_ro:${env:PW}@cluster0.acme.example/"]},"b":{"command":"uvx","args":["awslabs.postgres-mcp-server==1.0.9","--host","db.acme.example"]},"c":{"command":"uvx","args":["redis-mcp-server==0.3.5","--url","redis://cache.acme.example:6379/0"]},"d":{"command":"uvx","args":["postgres-mcp==0.3.0"]}}}',
      also: ['missing-read-only-mode', 'secret-in-args'],
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"«pg»":{"command":"npx","args":["-y","@modelcontextprotocol/server-postgres@0.6.2","${PG_URL}"],"env":{}}}}',
      message:
        'Server "pg" can change data: a statement can leave its read-only transaction. Connect it as a role that only reads.',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«mongo»":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0"],"env":{"MDB_MCP_CONNECTION_STRING":"${env:MONGO_URL}"}}}}',
      message:
        'Server "mongo" can change data, since its read-only mode is off. Add "--readOnly", and connect it as a role that only reads.',
      severity: 'medium',
      fixed:
        '{"mcpServers":{"mongo":{"command":"npx","args":["-y","mongodb-mcp-server@1.9.0","--readOnly"],"env":{"MDB_MCP_CONNECTION_STRING":"${env:MONGO_URL}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«pg»":{"command":"npx","args":["-y","@modelcontextprotocol/server-postgres@0.6.2","${env:PG_READONLY_URL}"]}}}',
      message:
        'Server "pg" can change data: a statement can leave its read-only transaction. Connect it as a role that only reads.',
      severity: 'low',
    },
  ],
} satisfies Examples
