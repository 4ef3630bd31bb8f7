import { breadthOf, homeSegments } from '../broadPath.ts'
import { reachesOf } from '../reaches.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'filesystem-outside-workspace',
    group: 'reach',
    title: 'Path outside the workspace',
    tier: 3,
    severity: 'info',
    confidence: 'medium',
    persona: 'pedantic',
    where:
      'positional paths and path flags of file-serving servers (server table), container bind sources, `allowWrite` of a sandbox',
    when: 'a configuration of a workspace gives a server an absolute path, or one of a home, that is no root of the system and no home.',
    why: 'A reviewer of the repository cannot see what lies there.',
    fix: undefined,
    standards: ['CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    if (isAbsolute(config.file)) return
    const outside = reachesOf(entry, config).filter(({ path }) => isAbsolute(path.text) && breadthOf(path.text) === undefined)
    const [first, ...others] = outside
    if (!first) return
    yield {
      at: { span: first.span, path: first.path.path },
      message: `Server "${entry.name}" can reach "${first.path.text}", an absolute path: nobody who reads this file can see what lies there. Write a path that starts at the folder of the workspace.`,
      related: others.map(({ span, path }) => ({ span, message: `It can also reach "${path.text}".` })),
    }
  },
})

/** Of the system, of a drive, of a share of Windows, or of a home. Where a reference leads is not known. */
function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:(?:[/\\]|$))/.test(path) || homeSegments(path) !== undefined
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","./docs"]}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","${workspaceFolder}/docs","${config:acme.folder}","docs"]}}}',
    },
    // A file of the user has no workspace, and what reaches further is another rule's.
    {
      host: 'cursor',
      file: '~/.cursor/mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","/srv/shared"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","/home/alice"]}}}',
      also: ['filesystem-root-too-broad'],
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«/srv/shared»"]}}}',
      message:
        'Server "files" can reach "/srv/shared", an absolute path: nobody who reads this file can see what lies there. Write a path that starts at the folder of the workspace.',
      severity: 'info',
      persona: 'pedantic',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«~/src/other»","D:\\\\data\\\\acme"]}}}',
      message:
        'Server "files" can reach "~/src/other", an absolute path: nobody who reads this file can see what lies there. Write a path that starts at the folder of the workspace.',
    },
  ],
} satisfies Examples
