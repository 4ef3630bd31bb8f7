import { defineRule, type Examples } from '../rule.ts'

const GENERIC = new Set(['server', 'mcp', 'test', 'default', 'local'])

export default defineRule({
  meta: {
    id: 'generic-server-name',
    group: 'structure',
    title: 'Server name says nothing, or differs from another only by case',
    tier: 3,
    severity: 'info',
    confidence: 'medium',
    persona: 'pedantic',
    where: 'server key',
    when: 'the name is server, mcp, test, default or local, holds spaces or characters outside A-Za-z0-9_-, or equals another but for case.',
    why: 'Permission rules and traces name servers, and a vague name is easy to mistake.',
    fix: undefined,
    standards: ['CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file({ servers }) {
    const byLower = new Map<string, string>()
    for (const { name, nameAt } of servers) {
      const lower = name.toLowerCase()
      const other = byLower.get(lower)
      byLower.set(lower, other ?? name)
      if (GENERIC.has(lower)) {
        yield { at: nameAt, message: `"${name}" does not say what this server does. Choose a name that tells servers apart.` }
      } else if (other !== undefined && other !== name) {
        yield {
          at: nameAt,
          message: `"${name}" differs from the server "${other}" only by case. Choose names that nobody confuses.`,
        }
      } else if (/[^\w-]/.test(name)) {
        yield {
          at: nameAt,
          message: `The server name "${name}" holds characters besides letters, digits, "_" and "-". Some hosts refuse such a name, and permission rules are easily written wrong.`,
        }
      }
    }
  },
})

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme-docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    // The same name for two projects.
    {
      host: 'claude-code',
      text: '{"projects":{"/a":{"mcpServers":{"docs":{"command":"/opt/docs"}}},"/b":{"mcpServers":{"docs":{"command":"/opt/docs"}}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"«server»":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
      message: '"server" does not say what this server does. Choose a name that tells servers apart.',
      severity: 'info',
      persona: 'pedantic',
    },
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"command":"/opt/docs"},"«Docs»":{"command":"/opt/docs"}}}',
      message: '"Docs" differs from the server "docs" only by case. Choose names that nobody confuses.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«my docs»":{"command":"/opt/docs"}}}',
      message:
        'The server name "my docs" holds characters besides letters, digits, "_" and "-". Some hosts refuse such a name, and permission rules are easily written wrong.',
    },
  ],
} satisfies Examples
