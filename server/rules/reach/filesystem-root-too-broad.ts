import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import type { Patch } from '../../syntax/patch.ts'
import { removeOption } from '../argumentPatches.ts'
import { breadthOf } from '../broadPath.ts'
import { type Reach, reachesOf } from '../reaches.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'filesystem-root-too-broad',
    group: 'reach',
    title: 'Filesystem server rooted at / , home or a drive',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where:
      'positional paths and path flags of file-serving servers (server table), container bind sources, `allowWrite` of a sandbox',
    when: 'the normalised path is a root of the system, a home, a drive, or a broad child of a home (Documents, Desktop, …); never the script argument of a runtime. Medium when the server has reading tools only, or the mount is read-only. All such paths of one entry are one finding.',
    why: 'Reading there finds secrets, and writing there survives the task.',
    fix: { safety: 'review', does: 'replaces the path by the workspace folder in this host’s syntax' },
    standards: ['MCP02', 'MCP10', 'ASI02', 'CWE-732', 'CWE-22', 'SAFE-T1502'],
    guards: ['script-path', 'project-dirs'],
    absorbs: ['agent-can-write-own-config', 'filesystem-outside-workspace'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { known } = entry.launch
    const onlyReads = known !== undefined && known.tools.length > 0 && known.tools.every(({ action }) => action === 'read')
    const reaches = broadReaches(entry, config)
    const [first, ...others] = reaches
    if (!first) return
    const fix = narrow(reaches, entry, config)
    yield {
      at: { span: first.span, path: first.path.path },
      severity: onlyReads || reaches.every(({ writable }) => !writable) ? 'medium' : 'high',
      message: `Server "${entry.name}" can reach "${first.path.text}": ${first.breadth}, and the secrets in it. Give it the folder of one project.`,
      related: others.map(({ span, path, breadth }) => ({ span, message: `It can also reach "${path.text}": ${breadth}.` })),
      fixes: fix ? [fix] : [],
    }
  },
})

interface BroadReach extends Reach {
  readonly breadth: string
}

function broadReaches(entry: ServerEntry, config: McpConfig): readonly BroadReach[] {
  return reachesOf(entry, config).flatMap((reach) => {
    const breadth = breadthOf(reach.path.text)
    return breadth === undefined ? [] : [{ ...reach, breadth }]
  })
}

/** The first path becomes the folder of the workspace; further ones of the argument list would be the same and go. */
function narrow(reaches: readonly BroadReach[], entry: ServerEntry, { host }: McpConfig): Fix | undefined {
  const { workspaceFolder, interpolation } = host
  if (workspaceFolder === undefined || !interpolation.expandedIn.includes('args')) return undefined
  const patches: Patch[] = []
  for (const [index, { path, by }] of reaches.entries()) {
    const removed = index > 0 && by === 'argument' ? removeOption(path.path, entry) : undefined
    patches.push(...(removed ?? [{ op: 'text' as const, span: path.span, text: workspaceFolder }]))
  }
  return { title: `Give it ${workspaceFolder} only`, safety: 'review', patches }
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","/home/alice/src/acme-api/docs"]}}}',
    },
    // script-path: code, not data
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"node","args":["/Users/alice/server.js"]},"b":{"command":"python","args":["/home/bob/s.py"]}}}',
    },
    // project-dirs
    {
      host: 'cursor',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","/Users/alice/acme","C:\\\\Users\\\\alice\\\\acme","${workspaceFolder}","."]}}}',
      also: ['agent-can-write-own-config'],
    },
    // A path of a server that is not known to serve files.
    { host: 'cursor', text: '{"mcpServers":{"a":{"command":"/opt/a","args":["/home/alice"]}}}' },
    // What a sandbox forbids, and one folder it lets be written.
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"/opt/a","sandboxEnabled":true,"sandbox":{"filesystem":{"denyRead":["~"],"allowWrite":["${workspaceFolder}/out"]},"network":{"allowedDomains":["api.acme.example"]}}}}}',
    },
    // A volume with a name, and one project.
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"docker","args":["run","-i","--rm","-v","data:/data","-v","/home/alice/src/acme:/src","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«/home/alice»"]}}}',
      message:
        'Server "files" can reach "/home/alice": a whole home folder, and the secrets in it. Give it the folder of one project.',
      severity: 'high',
      fixed:
        '{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","${CLAUDE_PROJECT_DIR:-.}"]}}}',
    },
    {
      host: 'cursor',
      text: '{\n  "mcpServers": {\n    "files": {\n      "command": "npx",\n      "args": ["-y", "@modelcontextprotocol/server-filesystem@2026.7.10", "«/»", "/etc", "/home/alice/src/acme"]\n    }\n  }\n}\n',
      message: 'Server "files" can reach "/": the whole file system, and the secrets in it. Give it the folder of one project.',
      fixed:
        '{\n  "mcpServers": {\n    "files": {\n      "command": "npx",\n      "args": ["-y", "@modelcontextprotocol/server-filesystem@2026.7.10", "${workspaceFolder}", "/home/alice/src/acme"]\n    }\n  }\n}\n',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"files":{"command":"cmd","args":["/c","npx","-y","@modelcontextprotocol/server-filesystem@2026.7.10","«C:\\\\Users\\\\alice\\\\Desktop»"]}}}',
      message:
        'Server "files" can reach "C:\\Users\\alice\\Desktop": everything a person keeps there, and the secrets in it. Give it the folder of one project.',
    },
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"docker","args":["run","-i","--rm","-v","«${userHome}:/data»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "a" can reach "${userHome}": a whole home folder, and the secrets in it. Give it the folder of one project.',
      fixed:
        '{"servers":{"a":{"command":"docker","args":["run","-i","--rm","-v","${workspaceFolder}:/data","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"docker","args":["run","-i","--rm","--mount","«type=bind,source=/home/alice/../bob/,target=/data,readonly»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "a" can reach "/home/alice/../bob/": a whole home folder, and the secrets in it. Give it the folder of one project.',
      severity: 'medium',
    },
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"/opt/a","sandboxEnabled":true,"sandbox":{"filesystem":{"allowWrite":["«~»"]},"network":{"allowedDomains":["api.acme.example"]}}}}}',
      message: 'Server "a" can reach "~": a whole home folder, and the secrets in it. Give it the folder of one project.',
      severity: 'high',
      fixed:
        '{"servers":{"a":{"command":"/opt/a","sandboxEnabled":true,"sandbox":{"filesystem":{"allowWrite":["${workspaceFolder}"]},"network":{"allowedDomains":["api.acme.example"]}}}}}',
    },
    ...['c:/users/bob', '/mnt/c/Users/bob'].map((path) => ({
      host: 'cursor',
      text: `{"mcpServers":{"files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2026.7.10","«${path}»"]}}}`,
      message: `Server "files" can reach "${path}": a whole home folder, and the secrets in it. Give it the folder of one project.`,
    })),
  ],
} satisfies Examples
