import { holdsReference } from '../../knowledge/references.ts'
import type { Host } from '../../model/host.ts'
import type { Launch, Source } from '../../model/launch.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import { memberOf } from '../../syntax/find.ts'
import { kindName, withArticle } from '../credentialWords.ts'
import { graveCredential } from '../impact.ts'
import { isBind } from '../reaches.ts'
import { defineRule, type Examples } from '../rule.ts'
import { foreignReferences } from '../variableSyntax.ts'

export default defineRule({
  meta: {
    id: 'mutable-image-tag',
    group: 'supply-chain',
    title: 'Container image by tag, not digest',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where: 'docker/podman run image argument',
    when: 'a container image without `@sha256`. Medium when the tag is latest or absent and the entry holds a credential of impact high or critical, or mounts a writable path of this machine; pedantic for a version tag. Silent about what Docker builds for its catalogue from a commit that is given.',
    why: 'The image behind the tag can change between the review and the next start.',
    fix: undefined,
    standards: ['MCP04', 'CWE-494'],
    guards: [],
    absorbs: [],
    note: 'The digest is not in the file, so there is no fix: the rule asks no registry.',
    since: '0.1.0',
  },

  *server(entry, { host }) {
    const { name, launch } = entry
    const { source } = launch
    if (source?.ecosystem !== 'oci' || source.digest !== undefined || holdsReference(source.name)) return
    const built = host.id === 'docker' ? builtByDocker(source, entry) : undefined
    if (built?.commit) return
    if (built) {
      yield {
        at: source,
        message: `Docker builds the image of server "${name}" from whatever stands in its repository that day. Write the commit you reviewed as "commit" under "source".`,
      }
      return
    }
    const floats = isLatest(source)
    const why = floats ? reasonToWorry(launch, host) : undefined
    yield {
      at: source,
      severity: why === undefined ? 'low' : 'medium',
      persona: floats ? 'regular' : 'pedantic',
      message: `Nothing fixes the image that server "${name}" runs: each machine runs what was ${tagWords(source)} when it fetched it${why ?? ''}. Write the digest of the one you reviewed, "${source.name}@sha256:…".`,
    }
  },
})

/**
 * The recipe of an image of Docker's own catalogue, which is built from a commit and pushed by that name: a digest has no place
 * there. docker/mcp-registry@818bf169 CONTRIBUTING.md and cmd/build, read 2026-11.
 */
function builtByDocker({ name }: Source, { node }: ServerEntry): { readonly commit: boolean } | undefined {
  const source = memberOf(node, 'source')?.value
  if (!name.startsWith('mcp/') || source?.kind !== 'object') return undefined
  const commit = memberOf(source, 'commit')?.value
  return { commit: commit?.kind === 'string' && /^[0-9a-f]{7,64}$/i.test(commit.value) }
}

function isLatest({ version }: Source): boolean {
  return version === undefined || version.text === 'latest'
}

function tagWords({ name, version }: Source): string {
  return version === undefined ? `the newest "${name}"` : `tagged "${name}:${version.text}"`
}

function reasonToWorry(launch: Launch, host: Host): string | undefined {
  const grave = graveCredential(launch)
  if (grave?.kind) return `, and hands it ${withArticle(kindName(grave.kind))}`
  const mount = launch.mounts.find((one) => one.writable && isBind(one))
  if (!mount) return undefined
  // What this host leaves as it stands is no folder anybody has.
  const isNamed = foreignReferences(mount.source.text, host).length === 0
  return isNamed ? `, and lets it write to "${mount.source.text}"` : ', and lets it write to a folder of the machine'
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","-e","GITHUB_READ_ONLY=1","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${GITHUB_TOKEN}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"docker","args":["compose","up"]},"b":{"command":"docker","args":["exec","-i","acme","serve"]}}}',
    },
    // Docker builds it from that commit.
    {
      host: 'docker',
      file: 'servers/acme-docs/server.yaml',
      text: 'name: acme-docs\nimage: mcp/acme-docs\ntype: server\nmeta:\n  category: search\nabout:\n  title: Docs\nsource:\n  project: https://github.com/acme/docs-mcp\n  commit: 0123456789abcdef0123456789abcdef01234567\n',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","-e","GITHUB_READ_ONLY=1","«ghcr.io/github/github-mcp-server:latest»"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${GITHUB_TOKEN}"}}}}',
      message:
        'Nothing fixes the image that server "github" runs: each machine runs what was tagged "ghcr.io/github/github-mcp-server:latest" when it fetched it. Write the digest of the one you reviewed, "ghcr.io/github/github-mcp-server@sha256:…".',
      severity: 'low',
      persona: 'regular',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"files":{"command":"docker","args":["run","-i","--rm","-v","/home/alice/src/acme:/src","«mcp/filesystem»","/src"]}}}',
      message:
        'Nothing fixes the image that server "files" runs: each machine runs what was the newest "mcp/filesystem" when it fetched it, and lets it write to "/home/alice/src/acme". Write the digest of the one you reviewed, "mcp/filesystem@sha256:…".',
      severity: 'medium',
    },
    // What the host leaves as it stands is no folder to name.
    {
      host: 'copilot-cloud-agent',
      text: '---\nname: port\ndescription: ports\ntools: [arm/scan]\nmcp-servers:\n  arm:\n    type: local\n    command: docker\n    args: [run, --rm, -i, -v, "${{ github.workspace }}:/workspace", "«acme/arm:latest»"]\n    tools: [scan]\n---\nPort.\n',
      message:
        'Nothing fixes the image that server "arm" runs: each machine runs what was tagged "acme/arm:latest" when it fetched it, and lets it write to a folder of the machine. Write the digest of the one you reviewed, "acme/arm@sha256:…".',
      severity: 'medium',
      also: ['unsupported-variable-syntax'],
    },
    // A volume that the runtime keeps is no path of this machine, and one that is read-only is not written.
    {
      host: 'cursor',
      text: '{"mcpServers":{"memory":{"command":"docker","args":["run","-i","--rm","-v","memory:/app/dist","-v","/srv/acme:/acme:ro","«mcp/memory»"]}}}',
      message:
        'Nothing fixes the image that server "memory" runs: each machine runs what was the newest "mcp/memory" when it fetched it. Write the digest of the one you reviewed, "mcp/memory@sha256:…".',
      severity: 'low',
      persona: 'regular',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"slack":{"command":"docker","args":["run","-i","--rm","-e","SLACK_MCP_XOXP_TOKEN","«acme/slack:latest»"],"env":{"SLACK_MCP_XOXP_TOKEN":"${env:SLACK_MCP_XOXP_TOKEN}"}}}}',
      message:
        'Nothing fixes the image that server "slack" runs: each machine runs what was tagged "acme/slack:latest" when it fetched it, and hands it a Slack user token. Write the digest of the one you reviewed, "acme/slack@sha256:…".',
      severity: 'medium',
    },
    {
      host: 'docker',
      file: 'servers/acme-docs/server.yaml',
      text: 'name: acme-docs\nimage: «mcp/acme-docs»\ntype: server\nmeta:\n  category: search\nabout:\n  title: Docs\nsource:\n  project: https://github.com/acme/docs-mcp\n  branch: main\n',
      message:
        'Docker builds the image of server "acme-docs" from whatever stands in its repository that day. Write the commit you reviewed as "commit" under "source".',
      severity: 'low',
    },
    // What is not built there is fetched as it is.
    {
      host: 'docker',
      file: 'servers/acme-docs/server.yaml',
      text: 'name: acme-docs\nimage: «ghcr.io/acme/docs-mcp»\ntype: server\nmeta:\n  category: search\nabout:\n  title: Docs\nsource:\n  project: https://github.com/acme/docs-mcp\n  commit: 0123456789abcdef0123456789abcdef01234567\n',
      message:
        'Nothing fixes the image that server "acme-docs" runs: each machine runs what was the newest "ghcr.io/acme/docs-mcp" when it fetched it. Write the digest of the one you reviewed, "ghcr.io/acme/docs-mcp@sha256:…".',
      severity: 'low',
    },
    {
      host: 'vscode',
      text: '{"servers":{"files":{"command":"docker","args":["run","-i","--rm","-v","/home/alice/src/acme:/src","«registry.acme.example:5000/files:1.2.3»","/src"]}}}',
      message:
        'Nothing fixes the image that server "files" runs: each machine runs what was tagged "registry.acme.example:5000/files:1.2.3" when it fetched it. Write the digest of the one you reviewed, "registry.acme.example:5000/files@sha256:…".',
      severity: 'low',
      persona: 'pedantic',
    },
  ],
} satisfies Examples
