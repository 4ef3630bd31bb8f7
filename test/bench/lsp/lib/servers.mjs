import { Rng } from './rng.mjs'

const COMMANDS = ['npx', 'uvx', 'docker', 'node', 'python3', 'deno']
const PACKAGES = [
  '@modelcontextprotocol/server-github',
  '@modelcontextprotocol/server-filesystem',
  'mcp-server-fetch',
  '@playwright/mcp',
  '@sentry/mcp-server',
  'mcp-server-postgres',
  '@upstash/context7-mcp',
  'mcp-server-time',
]
const HOSTS = ['api.githubcopilot.com', 'mcp.sentry.dev', 'mcp.linear.app', 'huggingface.co', 'mcp.notion.com', 'localhost:3845']
const ENVS = [
  'GITHUB_PERSONAL_ACCESS_TOKEN',
  'DATABASE_URL',
  'SENTRY_AUTH_TOKEN',
  'LOG_LEVEL',
  'NODE_ENV',
  'HTTP_PROXY',
  'API_BASE_URL',
]
const nextVersion = () => `${1 + (seq % 3)}.${seq % 17}.${seq++ % 9}`
let seq = 0

/** @param {number} i */
export const serverName = (i) => `srv-${String(i).padStart(4, '0')}`
/** @param {Rng} r @param {number} n */
const token = (r, n) => Array.from({ length: n }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[r.int(36)]).join('')

/**
 * One server as a plain object. About 1 in 20 has a defect a JSON schema can see (wrong type, unknown key),
 * about 1 in 6 one that only a rule can see (secret in clear, unpinned package, `http:`).
 * @param {Rng} r @param {number} i @param {{clean?: boolean}} [opts]
 */
function mcpServer(r, i, opts = {}) {
  if (i % 4 === 3) {
    return {
      type: r.chance(0.8) ? 'http' : 'sse',
      url: `${r.chance(0.1) ? 'http' : 'https'}://${r.pick(HOSTS)}/v1/workspaces/${token(r, 12)}/mcp`,
      headers: {
        Authorization: r.chance(0.15) ? `Bearer ghp_${token(r, 36)}` : `Bearer \${${r.pick(ENVS)}}`,
        'X-Client': `team-${r.int(40)}`,
        'X-Region': r.pick(['eu-west-1', 'us-east-1', 'ap-south-1']),
      },
      timeout: 1000 * (5 + r.int(60)),
    }
  }
  const command = r.pick(COMMANDS)
  const pkg = r.pick(PACKAGES)
  /** @type {Record<string, unknown>} */
  const s = {
    type: 'stdio',
    command,
    args:
      command === 'docker'
        ? ['run', '-i', '--rm', '-e', r.pick(ENVS), `ghcr.io/acme/${pkg.replace(/[@/]/g, '-')}:${nextVersion()}`]
        : [
            '-y',
            r.chance(0.7) ? `${pkg}@${nextVersion()}` : pkg,
            '--root',
            `/home/dev/projects/${token(r, 8)}`,
            '--log-level',
            r.pick(['info', 'debug', 'warn']),
          ],
    env: {
      [ENVS[i % 3]]: r.chance(0.15) ? `ghp_${token(r, 36)}` : `\${env:${r.pick(ENVS)}}`,
      LOG_FILE: `/var/log/mcp/${serverName(i)}.log`,
      MCP_TAGS: `team-${r.int(40)},${token(r, 14)},${token(r, 14)}`,
    },
    cwd: `/home/dev/projects/${token(r, 10)}`,
    envFile: `\${workspaceFolder}/.env.${token(r, 10)}`,
  }
  if (!opts.clean && i % 20 === 2) s.args = 'run --rm'
  if (!opts.clean && i % 20 === 13) s.comand = 'npx'
  return s
}

/** Servers by name; the same seed gives the same servers in every language. @param {number} count @param {number} seed @returns {[name: string, server: any][]} */
export function mcpServers(count, seed) {
  seq = 0
  const r = new Rng(seed)
  return Array.from({ length: count }, (_, i) => [serverName(i), mcpServer(r, i)])
}

/** The server of the block that is pasted: without a defect. @param {number} seed @returns {any} */
export const pastedServer = (seed) => mcpServer(new Rng(seed + 99), 0, { clean: true })

/** @param {number} n servers; three places: near the start, the middle, the end; never a defective or remote one. */
export function siteIndexes(n) {
  const isPlain = (/** @type {number} */ i) => i % 4 !== 3 && i % 20 !== 2 && i % 20 !== 13
  const ok = (/** @type {number} */ from) => {
    for (let i = from; i > 0; i--) if (isPlain(i)) return i
    return 0
  }
  return [...new Set([0, ok(Math.floor(n / 2)), ok(n - 1)])]
}
