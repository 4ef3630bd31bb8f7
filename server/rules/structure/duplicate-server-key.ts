import { contentSpan, nodeAt } from '../../syntax/find.ts'
import type { Member } from '../../syntax/tree.ts'
import { defineRule, type Examples } from '../rule.ts'
import { serverMapPaths } from '../serverMapPaths.ts'

export default defineRule({
  meta: {
    id: 'duplicate-server-key',
    group: 'structure',
    title: 'Same server key twice in one file',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'keys of the map of servers',
    when: 'the same property stands twice at one level of the server map: JSON parsers keep the last, TOML and YAML refuse the file.',
    why: 'A reviewer reads the first entry and the host runs the last.',
    fix: undefined,
    standards: ['CWE-694', 'SAFE-T1004'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const isJson = config.tree.format === 'json' || config.tree.format === 'jsonc'
    for (const path of serverMapPaths(config)) {
      const map = nodeAt(config.tree, path)
      if (map?.kind !== 'object') continue
      for (const [key, members] of repeated(map.members)) {
        const [first, ...others] = members.map(({ keySpan }) => contentSpan(config.tree, keySpan))
        if (!first) continue
        const times = members.length === 2 ? 'twice' : `${members.length} times`
        yield {
          at: { span: first, path: [...path, key] },
          message: `Server "${key}" stands ${times} in this file, and ${config.host.name} ${isJson ? 'reads only the last' : 'refuses such a file'}. Delete or rename the others.`,
          related: others.map((span, at) => ({
            span,
            message: !isJson ? 'The same name.' : at === others.length - 1 ? 'This one is read.' : 'This one is ignored too.',
          })),
        }
      }
    }
  },
})

function repeated(members: readonly Member[]): Iterable<[string, readonly Member[]]> {
  if (new Set(members.map(({ key }) => key)).size === members.length) return []
  const byKey = new Map<string, Member[]>()
  for (const member of members) {
    const same = byKey.get(member.key)
    if (same) same.push(member)
    else byKey.set(member.key, [member])
  }
  return [...byKey].filter(([, same]) => same.length > 1)
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"gh-read":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_READ_ONLY=1","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
    // The same name for one project and for another is no repetition.
    {
      host: 'claude-code',
      text: '{"projects":{"/a":{"mcpServers":{"docs":{"command":"/opt/docs"}}},"/b":{"mcpServers":{"docs":{"command":"/opt/docs"}}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers": {"«gh»": {"command": "docker", "args": ["run", "-i", "--rm", "-e", "GITHUB_READ_ONLY=1", "ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}, "gh": {"command": "docker", "args": ["run", "-i", "--rm", "ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message: 'Server "gh" stands twice in this file, and Claude Code reads only the last. Delete or rename the others.',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«a»":{"command":"/opt/a"},"a":{"command":"/opt/b"},"b":{"command":"/opt/b"},"a":{"command":"/opt/c"}}}',
      message: 'Server "a" stands 3 times in this file, and Cursor reads only the last. Delete or rename the others.',
    },
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.«a»]\ncommand = "/opt/a"\n\n[mcp_servers.a]\ncommand = "/opt/b"\n',
      message: 'Server "a" stands twice in this file, and Codex refuses such a file. Delete or rename the others.',
      severity: 'high',
    },
  ],
} satisfies Examples
