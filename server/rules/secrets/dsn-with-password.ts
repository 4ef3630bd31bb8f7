import type { CredentialUse } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { type ConnectionString, isLocal, passwordWords, readConnectionString } from '../connectionString.ts'
import { moveToEnvironment } from '../moveToEnvironment.ts'
import { referencesFor } from '../references.ts'
import { defineRule, type Examples, type Fix, type Report, type Severity } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'dsn-with-password',
    group: 'secrets',
    title: 'Connection string with literal password',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'args, env, and any other string of the file',
    when: 'a connection string whose password is neither reference nor placeholder. Low where the database is on this machine and the password is the name of the user or a default; medium for any other password of a database on this machine.',
    why: 'The string gives away password, user and target at once, in a file or on a command line.',
    fix: { safety: 'review', does: 'moves the string to a reference' },
    standards: ['CWE-522', 'CWE-214', 'NHI2', 'MCP01'],
    guards: ['placeholders', 'references'],
    absorbs: ['hardcoded-secret', 'secret-in-args', 'secret-in-url'],
    since: '0.1.0',
  },

  *server(entry, config) {
    for (const use of entry.launch.credentials) {
      if (!isConnection(use)) continue
      const where = use.where === 'argument' ? 'on the command line' : `in "${use.name}"`
      const fix = use.where === 'argument' ? moveToEnvironment(use, entry, config) : replace(use, entry, config)
      yield report(use, `Server "${entry.name}" gets`, where, config, fix)
    }
  },

  *file(config) {
    for (const use of config.credentials) {
      if (isConnection(use)) yield report(use, 'This file holds', use.name ? `in "${use.name}"` : 'in it', config, undefined)
    }
  },
})

function isConnection({ kind, evidence }: CredentialUse): boolean {
  return kind?.id === 'dsn' && evidence === 'literal'
}

function report(use: CredentialUse, who: string, where: string, { host }: McpConfig, fix: Fix | undefined): Report {
  const parts = readConnectionString(use.at.text)
  const advice = host.interpolation.expandedIn.includes('env')
    ? 'put a reference in place of the string'
    : 'let the server read the string from elsewhere than this file'
  return {
    at: use.at,
    value: use.at.span,
    severity: severityOf(parts),
    message: `${who} ${passwordWords(parts)} in plain text ${where}. Change the password, and ${advice}.`,
    fixes: fix ? [fix] : [],
  }
}

const DEFAULTS = new Set([
  'postgres',
  'root',
  'admin',
  'test',
  'guest',
  'mysql',
  'mongo',
  'redis',
  'example',
  'devpassword',
  'dev',
])

/** Everybody knows the password of a fresh local database; it opens nothing to others. */
function severityOf(parts: ConnectionString): Severity {
  if (!isLocal(parts)) return 'high'
  const { user, password } = parts
  return password === user || DEFAULTS.has(password.toLowerCase()) ? 'low' : 'medium'
}

/** The whole value, since a reference to a part of a connection string is easily broken by the password's characters. */
function replace(use: CredentialUse, entry: ServerEntry, config: McpConfig): Fix | undefined {
  const setting = entry.launch.env.find(({ name, from }) => name === use.name && from === 'field')
  const references = setting?.value && referencesFor([use], 'env', entry, config)
  const text = references?.texts[0]
  if (!setting?.value || !references || text === undefined) return undefined
  return {
    title: `Write ${text} instead, and change the password`,
    safety: 'review',
    patches: [{ op: 'text', span: setting.value.span, text }, ...references.patches],
  }
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"],"env":{"DATABASE_URI":"${REPORT_DATABASE_URI}"}}}}',
    },
    // references and placeholders
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["postgresql://report:${env:DB_PASSWORD}@db.acme.example/sales","mysql://user:<password>@localhost/db","postgresql://user:password@localhost:5432/mydb"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"REDIS_URL":"redis://localhost:6379/0","PG":"postgresql://report@db.acme.example/sales"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted","«postgresql://report:EXAMPLE0NOTREAL1@db.acme.example»/sales"]}}}',
      message:
        'Server "pg" gets the password of "report" at "db.acme.example" in plain text on the command line. Change the password, and put a reference in place of the string.',
      severity: 'high',
      fixed:
        '{"mcpServers":{"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"],"env":{"DATABASE_URI":"${DATABASE_URI}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"DATABASE_URI":"«mysql://report:EXAMPLE0NOTREAL1@db.acme.example:3306»/sales?ssl=true"}}}}',
      message:
        'Server "a" gets the password of "report" at "db.acme.example" in plain text in "DATABASE_URI". Change the password, and put a reference in place of the string.',
      fixed: '{"mcpServers":{"a":{"command":"/opt/a","env":{"DATABASE_URI":"${env:DATABASE_URI}"}}}}',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--url=«postgresql://postgres:postgres@localhost:5432»/postgres"]}}}',
      message:
        'Server "a" gets the password of "postgres" at "localhost" in plain text on the command line. Change the password, and let the server read the string from elsewhere than this file.',
      severity: 'low',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"DB":"«redis://default:EXAMPLE0NOTREAL1@127.0.0.1:6379»"}}}}',
      message:
        'Server "a" gets the password of "default" at "127.0.0.1" in plain text in "DB". Change the password, and put a reference in place of the string.',
      severity: 'medium',
      fixed: '{"mcpServers":{"a":{"command":"/opt/a","env":{"DB":"${DB}"}}}}',
    },
    // The usual form of Redis names no user, and people write "@" and "/" into passwords.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"REDIS":"«redis://:EXAMPLE0NOTREAL1@cache.acme.example:6379»/0"}}}}',
      message:
        'Server "a" gets the password for "cache.acme.example" in plain text in "REDIS". Change the password, and put a reference in place of the string.',
      severity: 'high',
      fixed: '{"mcpServers":{"a":{"command":"/opt/a","env":{"REDIS":"${env:REDIS}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"DB":"«postgresql+asyncpg://report:EXAMPLE0@NOT/REAL1@db.acme.example»/x"}}}}',
      message:
        'Server "a" gets the password of "report" at "db.acme.example" in plain text in "DB". Change the password, and put a reference in place of the string.',
    },
  ],
} satisfies Examples
