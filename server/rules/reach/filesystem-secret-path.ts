import { SENSITIVE } from '../../knowledge/sensitive.ts'
import { homeSegments, normalise } from '../broadPath.ts'
import { reachesOf } from '../reaches.ts'
import { defineRule, type Examples, type Severity } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'filesystem-secret-path',
    group: 'reach',
    title: 'Path grants access to credential stores',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where:
      'positional paths and path flags of file-serving servers (server table), container bind sources, `allowWrite` of a sandbox',
    when: 'the path is, or lies under, a folder or file of a home that keeps credentials (`.ssh`, `.aws`, `.kube`, …), or is a `.env` file; medium for a folder within the folder of an agent (`.claude/skills`), which holds no key by itself. A folder above one is `filesystem-root-too-broad`.',
    why: 'The agent can read credentials directly.',
    fix: undefined,
    standards: ['NHI2', 'MCP01', 'CWE-552', 'SAFE-T1502'],
    guards: ['path-boundaries'],
    absorbs: ['filesystem-root-too-broad'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const found = reachesOf(entry, config).flatMap((reach) => {
      const store = secretOf(reach.path.text)
      return store ? [{ ...reach, store }] : []
    })
    const severity = found.some(({ store }) => store.severity === 'critical') ? 'critical' : 'medium'
    const [first, ...others] = found
    if (!first) return
    yield {
      at: { span: first.span, path: first.path.path },
      severity,
      message: `Server "${entry.name}" can reach "${first.path.text}", where credentials are kept. Take it away, and give the server a credential of its own.`,
      related: others.map(({ span, path }) => ({ span, message: `It can also reach "${path.text}".` })),
    }
  },
})

const STORES = SENSITIVE.secretDirs.map((path) => path.toLowerCase().split('/'))
/** Agents keep their keys in files right in these folders; what lies deeper are instructions and records. */
const AGENTS = new Set(['.claude', '.cursor', '.codex'])
/** What a template of `.env` is called; it holds names only. */
const TEMPLATE = /^\.env\.(?:example|sample|template|dist|defaults?)$/i

function secretOf(path: string): { readonly severity: Severity } | undefined {
  const name = normalise(path).split('/').at(-1) ?? ''
  if (SENSITIVE.publicNames.some((regex) => regex.test(name)) || TEMPLATE.test(name)) return undefined
  if (/^\.env(?:\.|$)/i.test(name)) return { severity: 'critical' }
  // The socket of a runtime is no credential; `docker-socket-mount` speaks of it.
  if (name.endsWith('.sock')) return undefined
  const below = homeSegments(path)?.map((segment) => segment.toLowerCase())
  const store = below && STORES.find((steps) => steps.every((step, at) => below[at] === step))
  if (!below || !store) return undefined
  const isDeeper = below.length > store.length && !name.includes('.')
  return { severity: AGENTS.has(store.join('/')) && isDeeper ? 'medium' : 'critical' }
}

const DIGEST = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'

export const examples = {
  good: [
    // path-boundaries: the name of a package is no path
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"AWS_API_MCP_PROFILE_NAME":"agent-triage-ro","READ_OPERATIONS_ONLY":"true"}}}}',
    },
    // Whole segments, a name within a project, public keys, a template, and the socket of a runtime.
    ...[
      '/home/alice/.awsome',
      '/home/alice/src/.aws',
      '/srv/app/.ssh',
      '~/.ssh/known_hosts',
      '~/.ssh/id_ed25519.pub',
      './.env.example',
      './environment',
    ].map((path) => ({
      host: 'cursor',
      text: `{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","${path}"]}}}`,
    })),
    {
      host: 'cursor',
      text: `{"mcpServers":{"a":{"command":"docker","args":["run","-i","-v","~/.docker/run/docker.sock:/s","acme/a@${DIGEST}"]}}}`,
      also: ['docker-socket-mount'],
    },
    // A path of a server that is not known to serve files, and a volume that only has such a name.
    {
      host: 'cursor',
      text: `{"mcpServers":{"a":{"command":"/opt/a","args":["--config","/home/alice/.aws/config"]},"b":{"command":"docker","args":["run","-i","-v",".aws:/data","acme/a@${DIGEST}"]}}}`,
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{"aws":{"command":"docker","args":["run","-i","--rm","-v","«/home/alice/.aws:/home/app/.aws»","mcp/filesystem@${DIGEST}"]}}}`,
      message:
        'Server "aws" can reach "/home/alice/.aws", where credentials are kept. Take it away, and give the server a credential of its own.',
      severity: 'critical',
    },
    ...[
      '~/.ssh',
      '$HOME/.config/gcloud',
      '${env:HOME}/.kube/config',
      '/root/.gnupg/',
      '/Users/alice/Library/Keychains/login.keychain-db',
      './.env',
      '${workspaceFolder}/.env.production',
      '/home/alice/src/../.netrc',
    ].map((path) => ({
      host: 'cursor',
      text: `{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«${path}»"]}}}`,
      message: `Server "files" can reach "${path}", where credentials are kept. Take it away, and give the server a credential of its own.`,
      severity: 'critical' as const,
    })),
    {
      host: 'cursor',
      text: '{"mcpServers":{"files":{"command":"cmd","args":["/c","npx","-y","@modelcontextprotocol/server-filesystem@2026.7.10","«C:\\\\Users\\\\alice\\\\.SSH»","/home/bob/.aws"]}}}',
      message:
        'Server "files" can reach "C:\\Users\\alice\\.SSH", where credentials are kept. Take it away, and give the server a credential of its own.',
    },
    // Read-only does not help: reading is the harm.
    {
      host: 'vscode',
      text: `{"servers":{"k8s":{"command":"docker","args":["run","-i","--mount","«type=bind,source=/home/alice/.kube,target=/k,readonly»","acme/a@${DIGEST}"]}}}`,
      message:
        'Server "k8s" can reach "/home/alice/.kube", where credentials are kept. Take it away, and give the server a credential of its own.',
      severity: 'critical',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«~/.claude/skills»"]}}}',
      message:
        'Server "files" can reach "~/.claude/skills", where credentials are kept. Take it away, and give the server a credential of its own.',
      severity: 'medium',
    },
  ],
} satisfies Examples
