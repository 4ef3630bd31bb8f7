import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'debug-server-configured',
    group: 'supply-chain',
    title: 'Test or debugging server is configured',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where: 'the server that is started',
    when: 'it is the reference server that tests every feature, or the inspector, and the entry is not disabled.',
    why: 'Test servers print the environment and were never meant to face a model.',
    fix: { safety: 'safe', does: 'removes the entry' },
    standards: ['CWE-489', 'SAFE-T1109'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, nameAt, launch, path, enabled }) {
    const { known, source } = launch
    if (!known || !DEBUG_SERVERS.has(known.id) || !enabled) return
    yield {
      at: source ?? nameAt,
      message: `Server "${name}" is "${known.name}", made for tests: its tools print what a model should not see. Remove it once you are done.`,
      fixes: [{ title: `Remove server "${name}"`, safety: 'safe', patches: [{ op: 'remove', path }] }],
    }
  },
})

/** Ids of the server table. */
const DEBUG_SERVERS = new Set(['everything', 'inspector'])

export const examples = {
  good: [
    { host: 'claude-code', file: '.mcp.json', text: '{"mcpServers":{}}' },
    {
      host: 'cline',
      text: '{"mcpServers":{"everything":{"command":"npx","args":["-y","@modelcontextprotocol/server-everything@2026.7.10"],"disabled":true}}}',
    },
    // A name says nothing about what is started.
    { host: 'cursor', text: '{"mcpServers":{"everything":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}' },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"everything":{"command":"npx","args":["-y","«@modelcontextprotocol/server-everything@2026.7.10»"]}}}',
      message:
        'Server "everything" is "Everything (test server)", made for tests: its tools print what a model should not see. Remove it once you are done.',
      severity: 'low',
      confidence: 'high',
      fixed: '{"mcpServers":{}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]},"look":{"command":"npx","args":["«@modelcontextprotocol/inspector@0.17.0»"]}}}',
      message:
        'Server "look" is "MCP Inspector", made for tests: its tools print what a model should not see. Remove it once you are done.',
      fixed: '{"servers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
  ],
} satisfies Examples
