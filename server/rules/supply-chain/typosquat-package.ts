import { holdsReference } from '../../knowledge/references.ts'
import { findServer } from '../../knowledge/servers.ts'
import { type NameSpace, type SimilarName, similarName } from '../../knowledge/similarNames.ts'
import type { Launch, LaunchUrl, Source } from '../../model/launch.ts'
import { partOf, type Text } from '../../model/place.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import { defineRule, type Examples, type Severity } from '../rule.ts'
import { isTrustedPackage } from '../trustedNames.ts'

export default defineRule({
  meta: {
    id: 'typosquat-package',
    group: 'supply-chain',
    title: 'Name is one edit from a well-known server',
    tier: 1,
    severity: 'high',
    confidence: 'medium',
    persona: 'regular',
    where: 'the package or image that is started, and the host of the address',
    when: 'the name is not known itself and looks like one of the server table in the same registry: letters one cannot tell apart, or one of its longer words with one letter missing, doubled, exchanged or another (two in long names). Medium where no stranger can own the name, since it lies below the same scope. Low for a name without its scope, and for the same words in another order, which others use as well. Not for names in `trustedPackages`.',
    why: 'A name one letter away from a well-known one is a common disguise.',
    fix: { safety: 'review', does: 'replaces the name' },
    standards: ['MCP04', 'CWE-1007', 'SAFE-T1004'],
    guards: [],
    absorbs: ['unpinned-package'],
    since: '0.1.0',
  },

  *server({ name, launch }, { tree }, { trusted }) {
    for (const called of calledNames(launch, tree)) {
      const { space } = called
      const given = called.name.text
      const isOwn = space === 'hosts' ? trusted.hosts.includes(given) : isTrustedPackage(given, trusted)
      const similar = isOwn || holdsReference(given) || isKnown(given) ? undefined : similarName(given, space)
      if (!similar) continue
      yield {
        at: called.at,
        severity: severityOf(similar),
        confidence: similar.by === 'scope' || similar.by === 'order' ? 'low' : 'medium',
        message: `Server "${name}" ${space === 'hosts' ? 'is reached at' : 'runs'} "${given}", which is not "${similar.name}" but ${HOW[similar.by]}. Write "${similar.name}" if that is what you mean, else list the name as trusted.`,
        fixes: [
          {
            title: `Use "${similar.name}"`,
            safety: 'review',
            patches: [{ op: 'text', span: called.name.span, text: similar.name }],
          },
        ],
      }
      return
    }
  },
})

const HOW: Readonly<Record<SimilarName['by'], string>> = {
  lookalike: 'looks the same',
  typo: 'is spelt almost alike',
  scope: 'is the same without its scope',
  order: 'has the same words in another order',
}

function severityOf({ by, sameOwner }: SimilarName): Severity {
  if (by === 'scope' || by === 'order') return 'low'
  return sameOwner ? 'medium' : 'high'
}

interface Called {
  readonly space: NameSpace
  readonly name: Text
  /** What is marked: all of the specification, or the host alone. */
  readonly at: Text
}

const SPACES: Readonly<Record<string, NameSpace>> = { npm: 'npm', pypi: 'pypi', oci: 'images' }

/** What is started and where it leads, as the names stand in the file; none that cannot be found there. */
function calledNames({ source, url, bridged }: Launch, tree: SyntaxTree): readonly Called[] {
  return [source && packageName(source, tree), networkName(url ?? bridged?.url, tree)].filter((one) => one !== undefined)
}

function packageName({ ecosystem, name, span, path }: Source, tree: SyntaxTree): Called | undefined {
  const space = SPACES[ecosystem]
  const at = { text: tree.text.slice(span.start, span.end), span, path }
  const start = at.text.indexOf(name)
  if (!space || start < 0) return undefined
  const place = { start: span.start + start, end: span.start + start + name.length }
  return { space, name: { text: name, span: place, path }, at }
}

function networkName(url: LaunchUrl | undefined, tree: SyntaxTree): Called | undefined {
  const start = url ? url.text.toLowerCase().indexOf(url.hostname, url.text.indexOf('://')) : -1
  if (!url || start < 0) return undefined
  const host = partOf(tree, url, start, start + url.hostname.length)
  return { space: 'hosts', name: { ...host, text: url.hostname }, at: host }
}

/** Also in the registry it is not in: that is another rule. */
function isKnown(name: string): boolean {
  return findServer({ npm: name, pypi: name, image: name }) !== undefined
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"memory":{"command":"npx","args":["-y","@modelcontextprotocol/server-memory@2026.7.10"]}}}',
    },
    // unknown-is-not-unsafe, and names that differ in a word
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","linear-mcp-server@1.0.0"]},"b":{"command":"uvx","args":["awslabs.ecs-mcp-server==1.0.0"]},"c":{"command":"npx","args":["-y","stack-mcp-server@1.0.0"]},"d":{"url":"https://mcp.motion.example/mcp"}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","mcp-remotes@1.0.0"]}}}',
      trusted: { packages: ['mcp-remotes'] },
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"memory":{"command":"npx","args":["-y","«@modelcontextprotocoI/server-memory@2026.7.10»"]}}}',
      message:
        'Server "memory" runs "@modelcontextprotocoI/server-memory", which is not "@modelcontextprotocol/server-memory" but looks the same. Write "@modelcontextprotocol/server-memory" if that is what you mean, else list the name as trusted.',
      severity: 'high',
      confidence: 'medium',
      fixed: '{"mcpServers":{"memory":{"command":"npx","args":["-y","@modelcontextprotocol/server-memory@2026.7.10"]}}}',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["«mcp-atlasian==0.22.0»"]}}}',
      message:
        'Server "jira" runs "mcp-atlasian", which is not "mcp-atlassian" but is spelt almost alike. Write "mcp-atlassian" if that is what you mean, else list the name as trusted.',
      severity: 'high',
      fixed: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.22.0"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"linear":{"url":"https://«mcp.1inear.app»/mcp"}}}',
      message:
        'Server "linear" is reached at "mcp.1inear.app", which is not "mcp.linear.app" but looks the same. Write "mcp.linear.app" if that is what you mean, else list the name as trusted.',
      severity: 'high',
      fixed: '{"mcpServers":{"linear":{"url":"https://mcp.linear.app/mcp"}}}',
    },
    // Behind a bridge.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"linear":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://«mcp.1inear.app»/sse"]}}}',
      message:
        'Server "linear" is reached at "mcp.1inear.app", which is not "mcp.linear.app" but looks the same. Write "mcp.linear.app" if that is what you mean, else list the name as trusted.',
      severity: 'high',
    },
    // Nobody else can publish below that scope.
    {
      host: 'cursor',
      text: '{"mcpServers":{"files":{"command":"npx","args":["-y","«@modelcontextprotocol/server-filesytem@2026.7.10»","./docs"]}}}',
      message:
        'Server "files" runs "@modelcontextprotocol/server-filesytem", which is not "@modelcontextprotocol/server-filesystem" but is spelt almost alike. Write "@modelcontextprotocol/server-filesystem" if that is what you mean, else list the name as trusted.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"memory":{"command":"npx","args":["-y","«server-memory@1.0.0»"]}}}',
      message:
        'Server "memory" runs "server-memory", which is not "@modelcontextprotocol/server-memory" but is the same without its scope. Write "@modelcontextprotocol/server-memory" if that is what you mean, else list the name as trusted.',
      severity: 'low',
      confidence: 'low',
    },
  ],
} satisfies Examples
