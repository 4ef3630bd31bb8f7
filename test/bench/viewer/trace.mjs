// A made-up trace, the same on every run: dictionaries and rows.
import { columnsOf, ROW_BYTES } from './layout.mjs'

const servers = ['github', 'postgres', 'stripe', 'filesystem', 'kubernetes', 'slack', 'aws', 'jira']
const zones = ['local', 'dev', 'prod', 'external']
// server, tool, access class (0 read, 1 write, 2 delete, 3 execute, 4 financial, 5 admin), needed scope
const tools = [
  [0, 'search_code', 0, 'code:search'],
  [0, 'create_issue', 1, 'issues:write'],
  [0, 'merge_pull_request', 1, 'contents:write'],
  [0, 'delete_branch', 2, 'contents:write'],
  [1, 'query', 0, 'db:select'],
  [1, 'execute_sql', 3, 'db:exec'],
  [1, 'drop_table', 2, 'db:ddl'],
  [2, 'create_refund', 4, 'refunds:write'],
  [2, 'list_charges', 0, 'charges:read'],
  [3, 'read_text_file', 0, 'fs:read'],
  [3, 'write_file', 1, 'fs:write'],
  [4, 'apply_manifest', 3, 'deploy:apply'],
  [4, 'get_pods', 0, 'pods:get'],
  [5, 'post_message', 1, 'chat:write'],
  [6, 'put_object', 1, 's3:PutObject'],
  [6, 'create_policy', 5, 'iam:CreatePolicy'],
  [7, 'search_issues', 0, 'read:jira-work'],
  [7, 'transition_issue', 1, 'write:jira-work'],
]
const identities = ['planner', 'coder', 'reviewer', 'billing-bot', 'deployer', 'triage']
const neverNeeded = [
  ['delete_repo', 2, 0],
  ['admin:org', 5, 0],
  ['payouts:write', 4, 2],
]
const scopes = [...new Map(tools.map((t) => [t[3], t[2]])), ...neverNeeded.map((s) => [s[0], s[1]])]
const scopeId = (name) => scopes.findIndex((s) => s[0] === name)
const EFFECTS = 20_000

/** Everything a snapshot has to name before its rows: [dictionary, index, entry]. */
export function dictionary() {
  const set = []
  for (const [i, name] of zones.entries()) set.push(['zone', i, { name, mark: i }])
  for (const [i, name] of servers.entries()) set.push(['server', i, { name, transport: 'stdio', zone: i % 4 }])
  for (const [i, [name, access]] of scopes.entries()) set.push(['scope', i, { name, access }])
  for (const [i, name] of servers.entries()) {
    const granted = [
      ...new Set(tools.filter((t) => t[0] === i).map((t) => scopeId(t[3]))),
      ...neverNeeded.filter((s) => s[2] === i).map((s) => scopeId(s[0])),
    ]
    const entry = { name: `${name}-token`, kind: 'token', hint: '••••c41f' }
    set.push(['credential', i, { ...entry, scopes: granted.map((scope) => ({ scope, declared: true, observed: true })) }])
  }
  for (const [i, [server, name, access]] of tools.entries()) set.push(['tool', i, { server, name, access }])
  for (const [i, t] of tools.entries()) set.push(['needs', i, { scopes: [scopeId(t[3])], inferred: [i % 3 === 0] }])
  for (const [i, name] of identities.entries()) set.push(['identity', i, { name, zone: i % 4 }])
  for (let i = 0; i < 64; i++) set.push(['session', i, { title: `Task ${i}`, client: 'agent', startedMs: i * 60_000 }])
  set.push(['rule', 0, { name: 'no-destructive', file: 'mcp-permissions.yaml', line: 22 }])
  for (let i = 0; i < EFFECTS; i++) set.push(['effect', i, `created issue acme/web#${i}`])
  return set
}

/** A source of batches; rows continue where the last batch ended. */
export function rowSource(seed = 42) {
  let state = seed
  let clock = 0
  const random = () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 4294967296
  }
  return function next(count) {
    const buffer = new ArrayBuffer(count * ROW_BYTES)
    const c = columnsOf(buffer, count)
    for (let i = 0; i < count; i++) {
      clock += random() * 12
      const tool = (random() * tools.length) | 0
      const luck = random()
      c.start[i] = clock
      c.duration[i] = 2 + random() ** 4 * 4000
      c.effect[i] = (random() * EFFECTS) | 0
      c.sizeIn[i] = (random() * 2_000) | 0
      c.sizeOut[i] = (random() * 20_000) | 0
      c.tool[i] = c.needs[i] = tool
      c.identity[i] = (random() * identities.length) | 0
      c.credential[i] = tools[tool][0]
      c.session[i] = ((clock / 60_000) | 0) % 64
      c.rule[i] = luck > 0.965 ? 0 : 0xffff
      c.access[i] = tools[tool][2]
      c.dataZone[i] = tools[tool][0] % 4
      c.decision[i] = luck < 0.93 ? 1 : luck < 0.965 ? 2 : 4
      c.status[i] = c.decision[i] === 4 ? 3 : random() < 0.03 ? 2 : 1
    }
    return buffer
  }
}
