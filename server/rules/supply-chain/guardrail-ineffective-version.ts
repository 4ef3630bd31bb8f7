import { inWords } from '../inWords.ts'
import { advisoriesThatApply, byWeight, defeatedBy, idWords, repair, repairedVersion } from '../knownAdvisories.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'guardrail-ineffective-version',
    group: 'supply-chain',
    title: 'A restriction you rely on is broken in this version',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where: 'the package or image that is started, and the restrictions its entry sets',
    when: 'a published advisory says that this version does not keep a restriction, and the entry sets that restriction: folders, a read-only mode, a list of tools, … What only another list says is pedantic, with medium confidence.',
    why: 'The developer relies on a restriction that this version does not keep.',
    fix: { safety: 'safe', does: 'writes the first version without a known weakness' },
    standards: ['MCP02', 'MCP04', 'CWE-863', 'CSF ID.RA-01'],
    guards: ['ecosystem', 'fixed-version'],
    absorbs: ['known-vulnerable-version'],
    since: '0.1.0',
  },

  *server(entry, { tree }) {
    const { name, launch } = entry
    const { source } = launch
    const found = advisoriesThatApply(launch)
      .filter((advisory) => advisory.class === 'guardrail-ineffective' && defeatedBy(advisory, launch).length > 0)
      .toSorted(byWeight)
    const [gravest] = found
    if (!source || !gravest) return
    const uses = [...new Set(found.flatMap((advisory) => defeatedBy(advisory, launch)))]
    const fixed = repairedVersion(launch)
    const words = inWords([...new Set(uses.map((use) => `"${shown(use)}"`))])
    yield {
      at: source,
      confidence: gravest.verified ? 'high' : 'medium',
      persona: gravest.verified ? 'regular' : 'pedantic',
      message: `"${source.name}" ${source.version?.text} does not keep the limit ${words} of server "${name}" (${idWords(gravest)}: ${gravest.summary}). ${fixed ? `Use ${fixed} or later.` : 'No version that keeps it is known: use another server.'}`,
      related: uses.map((use) => ({ span: use.span, message: 'This version does not keep this limit.' })),
      fixes: repair(entry, tree),
    }
  },
})

/** A folder is its own name; a switch is known by its key. */
function shown({ key, value }: { readonly key: string; readonly value: string }): string {
  return key === '<positional>' ? value : key
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"k8s":{"command":"npx","args":["-y","mcp-server-kubernetes@3.9.0"],"env":{"ALLOW_ONLY_READONLY_TOOLS":"true","KUBECONFIG":"/srv/agents/triage-ro.kubeconfig"}}}}',
    },
    // fixed-version, and versions nobody can tell
    {
      host: 'cursor',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2025.7.1","/srv/acme"]},"git":{"command":"uvx","args":["mcp-server-git==2026.1.14","--repository","/srv/acme"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem","/srv/acme"]}}}',
      also: ['unpinned-package'],
    },
    // Nothing limits this server, so nothing is broken; that the version is weak is another rule.
    {
      host: 'cursor',
      text: '{"mcpServers":{"git":{"command":"uvx","args":["mcp-server-git==2025.11.1"]}}}',
      also: ['git-unscoped-repository', 'known-vulnerable-version'],
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"k8s":{"command":"npx","args":["-y","«mcp-server-kubernetes@3.2.0»"],"env":{"ALLOW_ONLY_READONLY_TOOLS":"true","KUBECONFIG":"/srv/agents/triage-ro.kubeconfig"}}}}',
      message:
        '"mcp-server-kubernetes" 3.2.0 does not keep the limit "ALLOW_ONLY_READONLY_TOOLS" of server "k8s" (GHSA-cr22-wjx7-2w6m, CVE-2026-46519: ALLOW_ONLY_READONLY_TOOLS / ALLOW_ONLY_NON_DESTRUCTIVE_TOOLS / ALLOWED_TOOLS enforced only in tools/list). Use 3.9.0 or later.',
      severity: 'critical',
      confidence: 'high',
      fixed:
        '{"mcpServers":{"k8s":{"command":"npx","args":["-y","mcp-server-kubernetes@3.9.0"],"env":{"ALLOW_ONLY_READONLY_TOOLS":"true","KUBECONFIG":"/srv/agents/triage-ro.kubeconfig"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","«@modelcontextprotocol/server-filesystem@2025.3.28»","/srv/acme/reports"]}}}',
      message:
        '"@modelcontextprotocol/server-filesystem" 2025.3.28 does not keep the limit "/srv/acme/reports" of server "files" (GHSA-q66q-fx2p-7w4m, CVE-2025-53109: symlink escape from allowed directories). Use 2025.7.1 or later.',
      severity: 'critical',
      fixed:
        '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2025.7.1","/srv/acme/reports"]}}}',
    },
    // The older line has its own repair.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","«@modelcontextprotocol/server-filesystem@0.6.2»","/srv/acme/reports"]}}}',
      message:
        '"@modelcontextprotocol/server-filesystem" 0.6.2 does not keep the limit "/srv/acme/reports" of server "files" (GHSA-q66q-fx2p-7w4m, CVE-2025-53109: symlink escape from allowed directories). Use 0.6.3 or later.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"git":{"command":"uvx","args":["«mcp-server-git==2025.11.1»","--repository","/srv/acme"]}}}',
      message:
        '"mcp-server-git" 2025.11.1 does not keep the limit "--repository" of server "git" (GHSA-j22h-9j4x-23w5, CVE-2025-68145: --repository restriction not validated in tool calls). Use 2026.1.14 or later.',
      severity: 'critical',
      fixed: '{"mcpServers":{"git":{"command":"uvx","args":["mcp-server-git==2026.1.14","--repository","/srv/acme"]}}}',
    },
  ],
} satisfies Examples
