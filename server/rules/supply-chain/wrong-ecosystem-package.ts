import { findServer, type KnownServer } from '../../knowledge/servers.ts'
import type { Argument, Launch, Source } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { nodeAt } from '../../syntax/find.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'
import { isTrustedPackage } from '../trustedNames.ts'

export default defineRule({
  meta: {
    id: 'wrong-ecosystem-package',
    group: 'supply-chain',
    title: 'Official server launched from the wrong registry',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'runner and package name',
    when: 'the name is that of an official server of the table which its provider publishes in the other ecosystem only: `npx mcp-server-time`, `uvx @modelcontextprotocol/server-memory`. Medium for `npx @modelcontextprotocol/server-time` and its kin: no stranger can own that name, but what is meant is on PyPI only.',
    why: 'The name in the other registry belongs to somebody else.',
    fix: { safety: 'safe', does: 'switches the runner' },
    standards: ['MCP04', 'CWE-427', 'SAFE-T1004'],
    guards: ['ecosystem'],
    absorbs: ['unpinned-package', 'typosquat-package'],
    since: '0.1.0',
  },

  *server(entry, config, { trusted }) {
    const { name, launch } = entry
    const { source } = launch
    const wrong = source && wrongEcosystem(source)
    if (!wrong || isTrustedPackage(wrong.name, trusted)) return
    const isAbsent = wrong.meant !== wrong.name
    yield {
      at: source,
      severity: isAbsent ? 'medium' : 'high',
      message: isAbsent
        ? `"${wrong.name}", which server "${name}" runs, is not published: on ${wrong.right} it is called "${wrong.meant}". Start that with "${wrong.runner}".`
        : `"${wrong.name}" is published for ${wrong.right}, not for ${wrong.given}: what server "${name}" runs is somebody else's. Start it with "${wrong.runner}".`,
      fixes: switched(wrong, source, entry, config),
    }
  },
})

interface Wrong {
  readonly name: string
  /** What it is called in the right ecosystem. */
  readonly meant: string
  readonly given: string
  readonly right: string
  readonly runner: 'npx' | 'uvx'
}

function wrongEcosystem(source: Source): Wrong | undefined {
  // Python's tools do not know scopes, so the version is still part of what they call the name.
  const name = source.name.startsWith('@') ? `@${source.name.slice(1).split('@')[0]}` : source.name
  if (source.ecosystem === 'npm' && !findServer({ npm: name })) {
    const meant = name.replace(REFERENCE_SCOPE, 'mcp-server-')
    return isOfficial(findServer({ pypi: meant })) ? { name, meant, given: 'npm', right: 'PyPI', runner: 'uvx' } : undefined
  }
  if (source.ecosystem === 'pypi' && isOfficial(findServer({ npm: name })) && !findServer({ pypi: name }))
    return { name, meant: name, given: 'PyPI', right: 'npm', runner: 'npx' }
  return undefined
}

/** How the reference servers are called on npm; those for Python are called `mcp-server-…`. */
const REFERENCE_SCOPE = /^@modelcontextprotocol\/server-/

/** Of servers of other people, namesakes in other registries are common and nobody's fault. */
function isOfficial(server: KnownServer | undefined): boolean {
  return server?.official === true
}

/**
 * The other runner in place of the one that stands there, without the options and the version that only that one knows.
 * Only where nothing else is told to it.
 */
function switched({ meant, runner }: Wrong, source: Source, { launch }: ServerEntry, { tree }: McpConfig): readonly Fix[] {
  const { program, args } = launch
  const own = args.filter(({ of }) => of === 'runner')
  const options = own.filter(({ kind }) => kind === 'flag')
  if (!program || !PLAIN.test(program.text) || !own.every((one) => one.kind === 'package' || isYes(one))) return []
  const elements = [source, ...options].map(({ path }) => nodeAt(tree, path))
  if (!elements.every((node) => node?.kind === 'string') || hasSharedElement(launch)) return []
  return [
    {
      title: `Start "${meant}" with ${runner}`,
      safety: 'safe',
      patches: [
        { op: 'text', span: program.span, text: runner },
        { op: 'text', span: source.span, text: meant },
        ...options.map(({ path }) => ({ op: 'remove' as const, path })),
      ],
    },
  ]
}

const PLAIN = /^(?:npx|bunx|uvx)$/

function isYes({ text }: Argument): boolean {
  return text === '-y' || text === '--yes'
}

/** Several words in one string, as in `sh -c "npx …"`: taking one out would take all. */
function hasSharedElement({ program, args }: Launch): boolean {
  const paths = [...(program ? [program] : []), ...args].map(({ path }) => JSON.stringify(path))
  return new Set(paths).size < paths.length
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"time":{"command":"uvx","args":["mcp-server-time==2026.1.26","--local-timezone=UTC"]}}}',
    },
    // ecosystem: published in both, or by other people in one of them
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"uvx","args":["mcp-server-git==2026.7.10","--repository","/srv/acme"]},"b":{"command":"npx","args":["-y","mcp-proxy@1.0.0"]}}}',
    },
    // One's own, by the settings of the workspace.
    {
      host: 'cursor',
      text: '{"mcpServers":{"time":{"command":"npx","args":["-y","mcp-server-time@1.0.0"]}}}',
      trusted: { packages: ['mcp-server-time'] },
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"time":{"command":"npx","args":["-y","«mcp-server-time»"]}}}',
      message:
        '"mcp-server-time" is published for PyPI, not for npm: what server "time" runs is somebody else\'s. Start it with "uvx".',
      severity: 'high',
      confidence: 'high',
      fixed: '{"mcpServers":{"time":{"command":"uvx","args":["mcp-server-time"]}}}',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"time":{"command":"cmd","args":["/c","npx","-y","«mcp-server-time@0.6.2»","--local-timezone=UTC"]}}}',
      message:
        '"mcp-server-time" is published for PyPI, not for npm: what server "time" runs is somebody else\'s. Start it with "uvx".',
      fixed: '{"mcpServers":{"time":{"command":"cmd","args":["/c","uvx","mcp-server-time","--local-timezone=UTC"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"memory":{"command":"uvx","args":["«@modelcontextprotocol/server-memory@2026.7.10»"]}}}',
      message:
        '"@modelcontextprotocol/server-memory" is published for npm, not for PyPI: what server "memory" runs is somebody else\'s. Start it with "npx".',
      severity: 'high',
      fixed: '{"mcpServers":{"memory":{"command":"npx","args":["@modelcontextprotocol/server-memory"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"web":{"command":"npx","args":["-y","«@modelcontextprotocol/server-fetch»"]}}}',
      message:
        '"@modelcontextprotocol/server-fetch", which server "web" runs, is not published: on PyPI it is called "mcp-server-fetch". Start that with "uvx".',
      severity: 'medium',
      fixed: '{"mcpServers":{"web":{"command":"uvx","args":["mcp-server-fetch"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"time":{"command":"sh","args":["-c","npx -y «mcp-server-time»"]}}}',
      message:
        '"mcp-server-time" is published for PyPI, not for npm: what server "time" runs is somebody else\'s. Start it with "uvx".',
    },
  ],
} satisfies Examples
