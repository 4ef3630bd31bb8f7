import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Launch } from '../../model/launch.ts'
import type { Text } from '../../model/place.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import { databaseTargets, isThisMachine } from '../connectionString.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'database-superuser',
    group: 'reach',
    title: 'Database user is an administrative role',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'the user of a connection string, and variables such as `PGUSER` and `MYSQL_USERNAME`',
    when: 'the user is one of the administrative roles databases come with; low when the database is on this machine, or nothing says where it is.',
    why: 'Filters on SQL text can be evaded; the role is the real boundary.',
    fix: undefined,
    standards: ['NHI5', 'CWE-250', 'MCP02'],
    guards: ['loopback'],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }, { tree }) {
    const uses = [...inStrings(launch, tree), ...inVariables(launch)].sort((a, b) => Number(a.isHere) - Number(b.isHere))
    const [first, ...others] = uses
    if (!first) return
    yield {
      at: first.at,
      severity: first.isHere ? 'low' : 'high',
      message: `Server "${name}" signs in to ${first.where} as "${first.user}", an administrative role. Give it a role with only the rights it needs.`,
      related: others.map(({ at, user }) => ({ span: at.span, message: `It signs in as "${user}" here too.` })),
    }
  },
})

interface AdminUse {
  readonly at: Text
  readonly user: string
  readonly where: string
  readonly isHere: boolean
}

const ADMINS = new Set(SENSITIVE.dbAdminUsers)

/** The pooler of Supabase takes `role.project` (supabase.com/docs/guides/database/connecting-to-postgres, checked 2026-11). */
function roleOf(user: string): string {
  return user.toLowerCase().replace(/\.[a-z0-9]{20}$/, '')
}

/** What a tutorial leaves open leads nowhere yet. */
function isOpen(host: string): boolean {
  return /^(?:host(?:name)?|your[-_.].*|<.*|\[[^:]*\]|server|db[-_]?host)$/i.test(host)
}

function inStrings(launch: Launch, tree: SyntaxTree): readonly AdminUse[] {
  return databaseTargets(launch, tree).flatMap(({ at, user, host }) => {
    if (!user || !ADMINS.has(roleOf(user.text)) || (host && isOpen(host.text))) return []
    return [{ at, user: user.text, where: host ? `"${host.text}"` : 'a database', isHere: !host || isThisMachine(host.text) }]
  })
}

const USER_VARIABLE =
  /^(?:(?:[A-Z0-9]+_)*(?:DB|DATABASE|PG|POSTGRES|POSTGRESQL|MYSQL|MARIADB|MONGO|MONGODB|MDB|REDIS|CLICKHOUSE|NEO4J|MSSQL|SQLSERVER|SQL|ORACLE|SNOWFLAKE|COUCHBASE|CB)_USER(?:_?NAME)?|PGUSER)$/

function inVariables({ env }: Launch): readonly AdminUse[] {
  return env.flatMap(({ name, value, shape }): readonly AdminUse[] => {
    if (!value || shape !== 'literal' || !USER_VARIABLE.test(name) || !ADMINS.has(value.text.toLowerCase())) return []
    const prefix = name.replace(/USER(?:_?NAME)?$/, '')
    const host = env.find((other) => other.name === `${prefix}HOST` || other.name === `${prefix}SERVER`)?.value?.text
    if (host !== undefined && isOpen(host)) return []
    const isHere = host === undefined || isThisMachine(host)
    return [{ at: value, user: value.text, where: host === undefined ? 'a database' : `"${host}"`, isHere }]
  })
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"],"env":{"DATABASE_URI":"postgresql://mcp_readonly:${PG_PASSWORD}@db.acme.example/sales"}}}}',
    },
    // Whole names, names of other things, and a template.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["postgresql://postgres_ro:${env:PW}@db.acme.example/root","https://admin@acme.example/"],"env":{"JIRA_USERNAME":"admin","DB_USER":"${env:DB_USER}","MYSQL_USER":"report"}},"b":{"command":"/opt/a","args":["postgresql://postgres:${env:PW}@<your-host>/db"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"],"env":{"DATABASE_URI":"«postgresql://postgres:${PG_PASSWORD}@db.acme.example/sales»"}}}}',
      message:
        'Server "pg" signs in to "db.acme.example" as "postgres", an administrative role. Give it a role with only the rights it needs.',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"MYSQL_HOST":"db.acme.example","MYSQL_USER":"«root»","PGUSER":"sa"}}}}',
      message:
        'Server "a" signs in to "db.acme.example" as "root", an administrative role. Give it a role with only the rights it needs.',
      severity: 'high',
    },
    // loopback: on this machine it is the usual one of a developer
    // The pooler of Supabase has the project behind the role.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["«postgresql://postgres.abcdefghijklmnopqrst:${env:PG_PASSWORD}@aws-0-eu-central-1.pooler.supabase.com:6543/postgres»"]}}}',
      message:
        'Server "a" signs in to "aws-0-eu-central-1.pooler.supabase.com" as "postgres.abcdefghijklmnopqrst", an administrative role. Give it a role with only the rights it needs.',
      severity: 'high',
    },
    ...['localhost:5432', '127.0.0.1', '[::1]:5432', 'host.docker.internal'].map((host) => ({
      host: 'cursor',
      text: `{"mcpServers":{"a":{"command":"/opt/a","args":["«postgresql://postgres@${host}/db»"]}}}`,
      message: `Server "a" signs in to "${host.replace(/:5432$/, '')}" as "postgres", an administrative role. Give it a role with only the rights it needs.`,
      severity: 'low' as const,
    })),
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"docker","args":["run","-i","-e","DB_USERNAME=«admin»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "a" signs in to a database as "admin", an administrative role. Give it a role with only the rights it needs.',
      severity: 'low',
    },
    // Of several, the one that leads away.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["mysql://root@localhost/db","«mongodb+srv://admin@cluster0.acme.example/?authSource=a@b»"]}}}',
      message:
        'Server "a" signs in to "cluster0.acme.example" as "admin", an administrative role. Give it a role with only the rights it needs.',
      severity: 'high',
    },
  ],
} satisfies Examples
