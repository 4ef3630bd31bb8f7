import { defineRule, type Examples } from '../rule.ts'
import { staysNear, type WeakCredential, weakCredentials } from '../weakCredentials.ts'

export default defineRule({
  meta: {
    id: 'default-or-weak-credential',
    group: 'secrets',
    title: 'Well known default credential',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'connection strings, pairs of variables such as `DB_USER` and `DB_PASSWORD`, and `Authorization: Basic`',
    when: 'an account that products come with (`postgres`, `root`, `admin`, `sa`, …) has its own name, a well-known word (`password`, `changeme`, …) or, in a connection string, nothing as its password; low when the host is this machine or has the name of a neighbouring container, or when nothing says where it is.',
    why: 'Anybody who reaches the port can guess it.',
    fix: undefined,
    standards: ['CWE-1392', 'CWE-521', 'MCP09', 'NHI4'],
    guards: ['loopback'],
    absorbs: ['dsn-with-password', 'database-superuser'],
    since: '0.1.0',
  },

  *server({ name, launch }, { tree }) {
    const weak = weakCredentials(launch, tree)
    const first = weak.find(({ host }) => !staysNear(host)) ?? weak[0]
    if (!first) return
    yield {
      at: first.at,
      value: first.at.span,
      severity: staysNear(first.host) ? 'low' : 'high',
      message: `Server "${name}" signs in${targetWords(first)} as "${first.user}" ${first.isEmpty ? 'without a password' : 'with a password that everybody tries first'}. Give it an account of its own with a password that was generated.`,
      related: weak
        .filter((one) => one !== first)
        .map(({ at, user }) => ({ span: at.span, message: `The password of "${user}" is easily guessed too.` })),
    }
  },
})

function targetWords({ host }: WeakCredential): string {
  return host === undefined ? '' : ` to "${host}"`
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"db":{"command":"npx","args":["-y","@acme/mysql-mcp@2.1.0"],"env":{"MYSQL_URL":"${AGENT_MYSQL_URL}"}}}}',
    },
    // References, and what a manual leaves open.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["mysql://user:password@localhost:3306/mydb","postgresql://report:${env:DB_PASSWORD}@db.acme.example/sales"],"env":{"DB_USER":"report","DB_PASSWORD":"${env:DB_PASSWORD}","X_USER":"","X_PASSWORD":""}}}}',
    },
    // A user of its own; a password that comes from elsewhere.
    {
      host: 'cursor',
      also: ['database-superuser'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["postgresql://postgres@localhost/app"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"db":{"command":"npx","args":["-y","@acme/mysql-mcp@2.1.0","mysql://«root:root»@db.acme.example/app"]}}}',
      message:
        'Server "db" signs in to "db.acme.example" as "root" with a password that everybody tries first. Give it an account of its own with a password that was generated.',
      severity: 'high',
    },
    // loopback, and a neighbouring container
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"DATABASE_URL":"postgresql://«postgres:postgres»@localhost:5432/app?sslmode=disable"}},"b":{"command":"/opt/b","args":["mysql://«root:changeme»@db:3306/app"]}}}',
      message:
        'Server "a" signs in to "localhost" as "postgres" with a password that everybody tries first. Give it an account of its own with a password that was generated.',
      severity: 'low',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["mysql://«root:»@db.acme.example/app"]}}}',
      message:
        'Server "a" signs in to "db.acme.example" as "root" without a password. Give it an account of its own with a password that was generated.',
      severity: 'high',
    },
    // Pairs of variables; the first one far away speaks for all.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"LOCAL_USER":"neo4j","LOCAL_PASSWORD":"password","DB_HOST":"db.acme.example","DB_USER":"sa","DB_PASSWORD":"«sa»"}}}}',
      message:
        'Server "a" signs in to "db.acme.example" as "sa" with a password that everybody tries first. Give it an account of its own with a password that was generated.',
      severity: 'high',
    },
    // `Basic` of admin:admin
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp","headers":{"Authorization":"«Basic YWRtaW46YWRtaW4=»"}}}}',
      message:
        'Server "a" signs in to "mcp.acme.example" as "admin" with a password that everybody tries first. Give it an account of its own with a password that was generated.',
      severity: 'high',
    },
  ],
} satisfies Examples
