import { maliciousListings } from '../knownAdvisories.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'known-malicious-package',
    group: 'supply-chain',
    title: 'Package listed as malicious',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where: 'the package that is started, in its ecosystem',
    when: 'a list of malicious packages names this package of this ecosystem, and this version where only some are malicious. Confidence is medium where the entry of the list was not confirmed at its source.',
    why: 'The package was published to steal, and it has run with the credentials in this entry.',
    fix: { safety: 'review', does: 'removes the entry; the credentials it was given have to be changed' },
    standards: ['MCP04', 'ASI04', 'CWE-506', 'SAFE-T1003'],
    guards: ['ecosystem'],
    absorbs: [
      'unpinned-package',
      'typosquat-package',
      'wrong-ecosystem-package',
      'archived-server',
      'missing-read-only-mode',
      'git-unscoped-repository',
    ],
    since: '0.1.0',
  },

  *server({ name, launch, path }) {
    const { source, credentials } = launch
    const [listed] = maliciousListings(launch)
    if (!source || !listed) return
    const given = [...new Map(credentials.map((use) => [use.name, use])).values()]
    const id = /^MAL-/.test(listed.id) ? ` (${listed.id})` : ''
    yield {
      at: source,
      confidence: listed.verified ? 'high' : 'medium',
      message: `"${source.name}" of ${listed.ecosystem} is listed as malicious${id}. Remove server "${name}"${given.length > 0 ? `, and change what it was given: ${given.map((use) => `"${use.name}"`).join(', ')}` : ''}.`,
      related: given.map((use) => ({ span: use.nameAt.span, message: 'The package was given this: change it.' })),
      fixes: [{ title: `Remove server "${name}"`, safety: 'review', patches: [{ op: 'remove', path }] }],
    }
  },
})

export const examples = {
  good: [
    { host: 'claude-code', file: '.mcp.json', text: '{"mcpServers":{}}' },
    // ecosystem: the package of PyPI is the reference server
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"git":{"command":"uvx","args":["mcp-server-git==2026.7.10","--repository","/home/alice/src/acme-api"]}}}',
    },
    // The versions before it turned.
    { host: 'cursor', text: '{"mcpServers":{"mail":{"command":"npx","args":["-y","postmark-mcp@1.0.15"]}}}' },
    // A name that only holds another one.
    { host: 'cursor', text: '{"mcpServers":{"mail":{"command":"npx","args":["-y","@acme/postmark-mcp@1.0.16"]}}}' },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"mail":{"command":"npx","args":["-y","«postmark-mcp@1.0.16»"]}}}',
      message: '"postmark-mcp" of npm is listed as malicious (MAL-2025-47604). Remove server "mail".',
      severity: 'critical',
      confidence: 'high',
      fixed: '{"mcpServers":{}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"mail":{"command":"npx","args":["-y","«postmark-mcp»"],"env":{"POSTMARK_API_KEY":"${env:POSTMARK_API_KEY}"}},"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
      message:
        '"postmark-mcp" of npm is listed as malicious (MAL-2025-47604). Remove server "mail", and change what it was given: "POSTMARK_API_KEY".',
      severity: 'critical',
      fixed: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    // ecosystem: the same name of npm is another package; its entry in the list was not confirmed
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"git":{"command":"npx","args":["-y","«mcp-server-git@0.0.2»"]}}}',
      message: '"mcp-server-git" of npm is listed as malicious (MAL-2026-5478). Remove server "git".',
      severity: 'critical',
      confidence: 'medium',
    },
    {
      host: 'vscode',
      text: '{"servers":{"env":{"command":"cmd","args":["/c","npx","«mcp-env-reader@^1.0.0»"]}}}',
      message: '"mcp-env-reader" of npm is listed as malicious. Remove server "env".',
      confidence: 'medium',
    },
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: 'model = "o3"\n\n[mcp_servers.mail]\ncommand = "npx"\nargs = ["-y", "«postmark-mcp@1.0.16»"]\n\n[mcp_servers.docs]\ncommand = "npx"\nargs = ["-y", "acme-docs@1.0.0"]\n',
      message: '"postmark-mcp" of npm is listed as malicious (MAL-2025-47604). Remove server "mail".',
      severity: 'critical',
      fixed: 'model = "o3"\n\n[mcp_servers.docs]\ncommand = "npx"\nargs = ["-y", "acme-docs@1.0.0"]\n',
    },
  ],
} satisfies Examples
