import type { CredentialUse } from '../../model/launch.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'secret-config-permissions',
    group: 'secrets',
    title: 'User config with secrets readable by others',
    tier: 2,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'permissions of a configuration of the user',
    when: 'the system has permissions, the file holds a literal credential, and its group or others may do anything with it.',
    why: 'Other users and processes of the machine can read the credential.',
    fix: undefined,
    standards: ['CWE-732'],
    guards: [],
    absorbs: [],
    note: 'No patch of the text changes permissions, so the message says how.',
    since: '0.1.0',
  },

  *file(config, { workspace }) {
    const mode = workspace.facts.get(config.file)?.mode
    if (mode === undefined || (mode & 0o077) === 0 || !isOfUser(config)) return
    const first = firstLiteral(config)
    if (!first) return
    yield {
      at: first.at,
      message: `Other users of this machine can ${mode & 0o022 ? 'change' : mode & 0o044 ? 'read' : 'use'} this file, which holds a credential. Run "chmod 600" on it.`,
    }
  },
})

/** A file of the user lies outside of the workspace. */
function isOfUser({ scope, file }: McpConfig): boolean {
  return scope === 'user' || (scope === undefined && /^(?:~\/|\/|[A-Za-z]:\/)/.test(file))
}

function firstLiteral({ servers, credentials }: McpConfig): CredentialUse | undefined {
  const literals = [...credentials, ...servers.flatMap(({ launch }) => launch.credentials)].filter(
    ({ evidence }) => evidence === 'literal',
  )
  return literals.sort((a, b) => a.at.span.start - b.at.span.start)[0]
}

export const examples = {
  good: [
    // Nobody else may; nothing is known; nothing is held; a file of the workspace is in the repository anyway.
    {
      host: 'claude-code',
      file: '~/.claude.json',
      facts: { '~/.claude.json': { mode: 0o600 } },
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2"}}}}',
    },
    {
      host: 'claude-code',
      file: '~/.claude.json',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2"}}}}',
    },
    {
      host: 'claude-code',
      file: '~/.claude.json',
      facts: { '~/.claude.json': { mode: 0o644 } },
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"${A_TOKEN}"}}}}',
    },
    {
      host: 'claude-code',
      file: '.mcp.json',
      facts: { '.mcp.json': { mode: 0o644 } },
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '~/.claude.json',
      facts: { '~/.claude.json': { mode: 0o644 } },
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"«xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2»"}}}}',
      message: 'Other users of this machine can read this file, which holds a credential. Run "chmod 600" on it.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      file: '~/.cursor/mcp.json',
      facts: { '~/.cursor/mcp.json': { mode: 0o666 } },
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--token","«EXAMPLE0NOTREAL1EXAMPLE2»"]}}}',
      message: 'Other users of this machine can change this file, which holds a credential. Run "chmod 600" on it.',
    },
  ],
} satisfies Examples
