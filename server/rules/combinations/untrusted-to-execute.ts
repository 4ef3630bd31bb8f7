import { combine, type Legs, legsOf } from '../legs.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'untrusted-to-execute',
    group: 'combinations',
    title: 'Untrusted input plus code execution',
    tier: 1,
    severity: 'high',
    confidence: 'medium',
    persona: 'regular',
    where: 'all enabled servers of one file, as the server table knows them',
    when: 'one brings in text that strangers wrote, and another runs commands or code. Medium where what runs does not run freely on this machine: in a cluster, in a sandbox, in a container without mounts and network, or as SQL that the entry lets run without asking. Other SQL and scripts within a page do not count. One finding per file, on the entry that completes the pair.',
    why: 'Text from outside can become code that runs.',
    fix: undefined,
    standards: ['ASI01', 'ASI05', 'MCP05', 'MCP06'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const all = legsOf(config)
    const found =
      combine(all, [isUntrusted, ({ executes }) => executes === 'free']) ??
      combine(all, [isUntrusted, ({ executes }) => executes !== undefined])
    const [other] = found?.others ?? []
    if (!found || !other) return
    const [runner, source] = runsFor(found.last, other)
    yield {
      at: found.last.entry.nameAt,
      severity: runner.executes === 'free' ? 'high' : 'medium',
      message: `Text from outside reaches the agent through "${source.entry.name}", and "${runner.entry.name}" runs what the agent is talked into. Give one of them to another agent.`,
      related: [
        {
          span: other.entry.nameAt.span,
          message: `Server "${other.entry.name}" ${other === runner ? 'runs commands, code or SQL' : 'brings in text from outside'}.`,
        },
      ],
    }
  },
})

function isUntrusted({ untrusted }: Legs): boolean {
  return untrusted
}

/** Who runs, and who brings the text in: a server may do both. */
function runsFor(last: Legs, other: Legs): readonly [Legs, Legs] {
  const isRunner = last.executes === 'free' || (last.executes !== undefined && other.executes !== 'free')
  return isRunner && other.untrusted ? [last, other] : [other, last]
}

const FETCH = '{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]}'
const FETCHES = ['private-network-reachable', 'unrestricted-egress']

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"fetch":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]}}}',
      also: FETCHES,
    },
    // SQL, and scripts within a page: they run, but no commands.
    {
      host: 'cursor',
      text: `{"mcpServers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.31"]},"web":{"command":"npx","args":["-y","@playwright/mcp@0.0.56","--isolated"]},"pg":{"command":"npx","args":["-y","@bytebase/dbhub@0.11.1","--readonly"]}}}`,
      also: ['lethal-trifecta', 'unrestricted-egress'],
    },
    // SQL that is asked about, that only reads, that changes rows of a demonstration, or scripts of a page.
    {
      host: 'roo',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.31"]},"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--project-ref=abc"],"alwaysAllow":["list_tables"]}}}',
      also: ['missing-read-only-mode'],
    },
    {
      host: 'roo',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.31"]},"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only","--project-ref=abc"],"alwaysAllow":["execute_sql"]}}}',
      also: ['write-tool-auto-approved'],
    },
    {
      host: 'roo',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.31"]},"web":{"command":"npx","args":["-y","@playwright/mcp@0.0.56","--isolated"],"alwaysAllow":["browser_evaluate"]},"db":{"command":"npx","args":["-y","@bytebase/dbhub@0.12.0","--demo"],"alwaysAllow":["execute_sql"]}}}',
      also: ['unrestricted-egress', 'write-tool-auto-approved'],
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"fetch":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]},"«shell»":{"command":"npx","args":["-y","@wonderwhy-er/desktop-commander@0.2.20"]}}}',
      message:
        'Text from outside reaches the agent through "fetch", and "shell" runs what the agent is talked into. Give one of them to another agent.',
      severity: 'high',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"shell":{"command":"npx","args":["-y","mcp-server-commands@0.5.0"]},"«fetch»":${FETCH}}}`,
      message:
        'Text from outside reaches the agent through "fetch", and "shell" runs what the agent is talked into. Give one of them to another agent.',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"fetch":${FETCH},"«k8s»":{"command":"npx","args":["-y","mcp-server-kubernetes@3.9.0"]}}}`,
      message:
        'Text from outside reaches the agent through "fetch", and "k8s" runs what the agent is talked into. Give one of them to another agent.',
      severity: 'medium',
    },
    // SQL on data that stays, and nobody is asked.
    {
      host: 'roo',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.31"]},"«supabase»":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--project-ref=abc"],"alwaysAllow":["execute_sql"]}}}',
      message:
        'Text from outside reaches the agent through "docs", and "supabase" runs what the agent is talked into. Give one of them to another agent.',
      severity: 'medium',
    },
  ],
} satisfies Examples
