import type { Launch, Mount } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { partOf } from '../../model/place.ts'
import type { Patch } from '../../syntax/patch.ts'
import { argumentAt } from '../argumentPatches.ts'
import { isBind } from '../reaches.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'docker-writable-mount',
    group: 'reach',
    title: 'Bind mount writable though only reads are granted',
    tier: 1,
    severity: 'low',
    confidence: 'medium',
    persona: 'regular',
    where: '`-v source:target` and `--mount` without `ro`',
    when: 'a folder of this machine is mounted without `ro` into the container of a server that is switched to reading, or of a server that serves files and has no switch of its own: there the mount is the switch.',
    why: 'The mount is the one limit that really holds, and it allows writing.',
    fix: { safety: 'safe', does: 'appends :ro' },
    standards: ['MCP02', 'CWE-732'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { launch, name } = entry
    if (!isLimitedBySwitch(launch) && !isLimitedByMount(launch)) return
    const mounts = launch.mounts.filter((mount) => mount.writable && isBind(mount))
    const [first, ...others] = mounts
    if (!first) return
    const patches = mounts.map((mount) => makeReadOnly(mount, entry, config))
    yield {
      at: first,
      message: isLimitedBySwitch(launch)
        ? `Server "${name}" is switched to reading, and its container can still write "${first.source.text}". Mount it read-only.`
        : `The container of server "${name}" can write "${first.source.text}". Mount it read-only if the agent only reads.`,
      related: others.map(({ span, source }) => ({ span, message: `It can write "${source.text}" too.` })),
      fixes: patches.every((patch) => patch !== undefined) ? [{ title: 'Mount it read-only', safety: 'safe', patches }] : [],
    }
  },
})

function isLimitedBySwitch({ restrictions }: Launch): boolean {
  return restrictions.some(({ kind }) => kind === 'readOnly')
}

function isLimitedByMount({ known }: Launch): boolean {
  if (!known?.dataClasses.includes('files') || !known.tools.some(({ action }) => action === 'write')) return false
  return (
    known.restrictions.some(({ kind }) => kind === 'allowPaths') && known.restrictions.every(({ kind }) => kind !== 'readOnly')
  )
}

/** `:ro` behind the target, with the options that stand there; `readonly` in `--mount`, which has fields. */
function makeReadOnly(mount: Mount, entry: ServerEntry, { tree }: McpConfig): Patch | undefined {
  const argument = argumentAt(mount.path, entry)
  if (!argument) return undefined
  const end = { start: mount.span.end, end: mount.span.end }
  if (argument.flag === '--mount') return { op: 'text', span: end, text: ',readonly' }
  const { text } = argument.value
  const target = mount.source.text.length + 1 + mount.target.length
  if (target >= text.length) return { op: 'text', span: end, text: ':ro' }
  const options = text
    .slice(target + 1)
    .split(',')
    .filter((option) => option !== 'rw' && option !== '')
  return { op: 'text', span: partOf(tree, argument.value, target, text.length).span, text: `:${[...options, 'ro'].join(',')}` }
}

const DIGEST = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{"files":{"command":"docker","args":["run","-i","--rm","--network","none","-v","/home/alice/src/acme/docs:/data:ro","mcp/filesystem@${DIGEST}","/data"]}}}`,
    },
    // A volume of the runtime, a server nobody knows, and one that is not switched to reading.
    {
      host: 'cursor',
      text: `{"mcpServers":{"files":{"command":"docker","args":["run","-i","-v","data:/data","mcp/filesystem@${DIGEST}","/data"]},"a":{"command":"docker","args":["run","-i","-v","./out:/out","acme/a@${DIGEST}"]},"github":{"command":"docker","args":["run","-i","-v","./out:/out","-e","GITHUB_READ_ONLY=0","ghcr.io/github/github-mcp-server@${DIGEST}"]}}}`,
      also: ['missing-read-only-mode'],
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{"files":{"command":"docker","args":["run","-i","--rm","--network","none","-v","«/home/alice/src/acme/docs:/data»","mcp/filesystem@${DIGEST}","/data"]}}}`,
      message:
        'The container of server "files" can write "/home/alice/src/acme/docs". Mount it read-only if the agent only reads.',
      severity: 'low',
      confidence: 'medium',
      fixed: `{"mcpServers":{"files":{"command":"docker","args":["run","-i","--rm","--network","none","-v","/home/alice/src/acme/docs:/data:ro","mcp/filesystem@${DIGEST}","/data"]}}}`,
    },
    {
      host: 'vscode',
      text: `{"servers":{"github":{"command":"docker","args":["run","-i","--mount","«type=bind,source=/srv/acme,target=/work»","-v","./out:/out:rw,z","-v","C:\\\\acme:/acme:z","-e","GITHUB_READ_ONLY=1","ghcr.io/github/github-mcp-server@${DIGEST}"]}}}`,
      message: 'Server "github" is switched to reading, and its container can still write "/srv/acme". Mount it read-only.',
      fixed: `{"servers":{"github":{"command":"docker","args":["run","-i","--mount","type=bind,source=/srv/acme,target=/work,readonly","-v","./out:/out:z,ro","-v","C:\\\\acme:/acme:z,ro","-e","GITHUB_READ_ONLY=1","ghcr.io/github/github-mcp-server@${DIGEST}"]}}}`,
    },
  ],
} satisfies Examples
