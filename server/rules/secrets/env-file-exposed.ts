import { type EnvironmentFile, environmentFilesOf } from '../../model/pathsOfInterest.ts'
import { perEntry } from '../../model/perEntry.ts'
import type { FileFacts } from '../../model/workspace.ts'
import { defineRule, type Examples, type Persona, type Severity } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'env-file-exposed',
    group: 'secrets',
    title: '`envFile`/`--env-file` is git-tracked or world readable',
    tier: 2,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`envFile`, and `--env-file` of containers, Node and uv',
    when: 'the file lies in the workspace and git tracks it, or does not ignore it; low and pedantic where it is only readable by other users of the machine, which is how most systems make files.',
    why: 'The leak only moves one file further.',
    fix: undefined,
    standards: ['CWE-538', 'CWE-732', 'NHI2'],
    guards: [],
    absorbs: [],
    note: 'The fix belongs to another file, so the message says it.',
    since: '0.1.0',
  },

  *file(config, { workspace }) {
    for (const entry of config.servers) {
      for (const [index, { path, inWorkspace }] of filesOf(entry, config).entries()) {
        const facts = path === undefined ? undefined : workspace.facts.get(path)
        const exposure = facts && exposureOf(facts, inWorkspace)
        const at = exposure && environmentFilesOf(entry, config)[index]?.at
        if (!at) continue
        yield {
          at,
          severity: exposure.severity,
          persona: exposure.persona,
          message: `Server "${entry.name}" takes its variables from "${at.text}", which ${exposure.words}.`,
        }
        break
      }
    }
  },
})

const NONE: readonly Pick<EnvironmentFile, 'path' | 'inWorkspace'>[] = []

const filesOf = perEntry((entry, config) => {
  const files = environmentFilesOf(entry, config)
  return files.length === 0 ? NONE : files.map(({ path, inWorkspace }) => ({ path, inWorkspace }))
})

interface Exposure {
  readonly severity: Severity
  readonly persona: Persona
  readonly words: string
}

const READABLE_BY_OTHERS = 0o004

function exposureOf({ exists, tracked, ignored, mode }: FileFacts, isInside: boolean): Exposure | undefined {
  if (!exists) return undefined
  if (isInside && tracked)
    return {
      severity: 'medium',
      persona: 'regular',
      words: `git tracks, so everybody with the repository has what it holds. Run "git rm --cached" on it, add it to ".gitignore", and change its secrets`,
    }
  if (isInside && ignored === false)
    return {
      severity: 'medium',
      persona: 'regular',
      words: 'git does not ignore, so the next commit may take it along. Add it to ".gitignore"',
    }
  if (mode === undefined || (mode & READABLE_BY_OTHERS) === 0) return undefined
  return {
    severity: 'low',
    persona: 'pedantic',
    words: 'every user of this machine can read. Take that right away with "chmod 600"',
  }
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      facts: { '.env': { exists: true, tracked: false, ignored: true, mode: 0o600 } },
      text: '{"servers":{"api":{"type":"stdio","command":"node","args":["server.js"],"envFile":"${workspaceFolder}/.env"}}}',
    },
    // Of a file that is not there, or of which nobody knows, nothing is said.
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      facts: { '.env': { exists: false, tracked: false, ignored: false } },
      text: '{"servers":{"a":{"type":"stdio","command":"/opt/a","envFile":"${workspaceFolder}/.env"},"b":{"type":"stdio","command":"/opt/b","envFile":"${workspaceFolder}/b.env"},"c":{"type":"stdio","command":"/opt/c","envFile":"${env:DIR}/.env"}}}',
    },
    // Outside of the workspace git has no say.
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      facts: { '~/.acme/a.env': { tracked: false, ignored: false, mode: 0o600 } },
      text: '{"servers":{"a":{"type":"stdio","command":"/opt/a","envFile":"${userHome}/.acme/a.env"}}}',
    },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      facts: { '.env': { exists: true, tracked: true, ignored: false, mode: 0o644 } },
      text: '{"servers":{"api":{"type":"stdio","command":"node","args":["server.js"],"envFile":"«${workspaceFolder}/.env»"}}}',
      message:
        'Server "api" takes its variables from "${workspaceFolder}/.env", which git tracks, so everybody with the repository has what it holds. Run "git rm --cached" on it, add it to ".gitignore", and change its secrets.',
      severity: 'medium',
      persona: 'regular',
    },
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      facts: { 'a.env': { tracked: false, ignored: false } },
      text: '{"mcpServers":{"a":{"command":"docker","args":["run","-i","--rm","--env-file","«a.env»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "a" takes its variables from "a.env", which git does not ignore, so the next commit may take it along. Add it to ".gitignore".',
      severity: 'medium',
    },
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      facts: { '/srv/a.env': { mode: 0o644 } },
      text: '{"servers":{"a":{"type":"stdio","command":"/opt/a","envFile":"«/srv/a.env»"}}}',
      message:
        'Server "a" takes its variables from "/srv/a.env", which every user of this machine can read. Take that right away with "chmod 600".',
      severity: 'low',
      persona: 'pedantic',
    },
  ],
} satisfies Examples
