import { inWords } from '../inWords.ts'
import { combine, type Legs, legsOf, namesOf } from '../legs.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'lethal-trifecta',
    group: 'combinations',
    title: 'Private data + untrusted content + external channel in one agent',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: 'all enabled servers of one file, as the server table knows them',
    when: 'one reads private data (mail, messages, customers, databases, payments, people, infrastructure; not a database of this machine or of a demonstration, nor the rare tool that returns a secret), one brings in text that strangers wrote, and one can send data out, from at least two servers. Switches that limit a server count. One finding per file, on the entry that completes the set, with the fewest servers that make it up.',
    why: 'Text from outside can make the agent send private data out, and no single tool is at fault.',
    fix: undefined,
    standards: ['ASI01', 'ASI02', 'MCP10', 'LLM01', 'LLM02', 'SAFE-T1914', 'AML.T0086'],
    guards: ['one-per-file'],
    absorbs: [],
    note: 'Property of a task, so the proxy also decides it at request time through flows.',
    since: '0.1.0',
  },

  *file(config) {
    const found = combine(legsOf(config), [reads, ({ untrusted }) => untrusted, ({ sends }) => sends])
    if (!found) return
    const all = [found.last, ...found.others]
    const data = all.map((legs) => legs.reads).find((words) => words !== undefined)
    yield {
      at: found.last.entry.nameAt,
      message: `Together, ${namesOf(all)} let text from outside make the agent send private data (${data}) out. Give one of them to another agent, or turn off what the task does not need.`,
      related: found.others.map((legs) => ({ span: legs.entry.nameAt.span, message: roleOf(legs) })),
    }
  },
})

function reads(legs: Legs): boolean {
  return legs.reads !== undefined
}

function roleOf({ entry, reads: data, untrusted, sends }: Legs): string {
  const roles = [
    ...(data ? [`reads private data (${data})`] : []),
    ...(untrusted ? ['brings in text from outside'] : []),
    ...(sends ? ['can send data out'] : []),
  ]
  return `Server "${entry.name}" ${inWords(roles)}.`
}

export const examples = {
  good: [
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"fetch":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]}}}',
      also: ['private-network-reachable', 'unrestricted-egress'],
    },
    // All three from one server: nothing can be taken apart.
    {
      host: 'cursor',
      text: '{"mcpServers":{"mail":{"command":"npx","args":["-y","@gongrzhe/server-gmail-autoauth-mcp@1.1.11"]},"time":{"command":"uvx","args":["mcp-server-time==2025.9.25"]}}}',
    },
    // Code and files of a project are internal; documentation of a vendor reads nothing private.
    {
      host: 'vscode',
      text: '{"servers":{"fetch":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]},"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","/home/alice/src/acme-api/docs"]},"supabase":{"type":"http","url":"https://mcp.supabase.com/mcp?project_ref=abcdefghijkl&read_only=true&features=docs"}}}',
      also: ['private-network-reachable', 'unrestricted-egress'],
    },
    // A database of this machine, and one to try things with.
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","@upstash/context7-mcp@1.0.31"]},"web":{"command":"npx","args":["-y","@playwright/mcp@0.0.56","--isolated"]},"pg":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"],"env":{"DATABASE_URI":"postgresql://app@localhost:5432/app"}},"demo":{"command":"npx","args":["-y","@bytebase/dbhub@0.11.1","--demo","--readonly"]}}}',
      also: ['unrestricted-egress'],
    },
  ],
  bad: [
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"mail":{"command":"npx","args":["-y","@gongrzhe/server-gmail-autoauth-mcp@1.1.11"]},"«fetch»":{"command":"uvx","args":["mcp-server-fetch==2025.4.7"]},"slack":{"command":"npx","args":["-y","@acme/slack-mcp@1.0.0"],"env":{"SLACK_BOT_TOKEN":"${env:SLACK_BOT_TOKEN}"}}}}',
      message:
        'Together, "mail" and "fetch" let text from outside make the agent send private data (mail) out. Give one of them to another agent, or turn off what the task does not need.',
      severity: 'medium',
      confidence: 'medium',
    },
    // Three servers, one leg each: a database, a search, and a mailer.
    {
      host: 'cursor',
      text: '{"mcpServers":{"mailer":{"command":"npx","args":["-y","resend-mcp@1.0.0"]},"search":{"command":"npx","args":["-y","tavily-mcp@0.2.10"]},"«pg»":{"command":"uvx","args":["postgres-mcp==0.3.0","--access-mode=restricted"]}}}',
      message:
        'Together, "mailer", "search" and "pg" let text from outside make the agent send private data (a database) out. Give one of them to another agent, or turn off what the task does not need.',
    },
    // Behind a bridge counts the server at the other end.
    {
      host: 'gemini',
      text: '{"mcpServers":{"web":{"command":"npx","args":["-y","@playwright/mcp@0.0.56","--isolated"]},"«prisma»":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.prisma.io/mcp"]}}}',
      message:
        'Together, "web" and "prisma" let text from outside make the agent send private data (a database) out. Give one of them to another agent, or turn off what the task does not need.',
      severity: 'medium',
    },
  ],
} satisfies Examples
