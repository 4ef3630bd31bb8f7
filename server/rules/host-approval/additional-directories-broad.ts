import { SENSITIVE } from '../../knowledge/sensitive.ts'
import { stringsAt } from '../../model/approvals/lists.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import type { Place, Text } from '../../model/place.ts'
import { contentSpan, memberAt } from '../../syntax/find.ts'
import type { Path } from '../../syntax/tree.ts'
import { breadthOf, homeSegments } from '../broadPath.ts'
import { hostName } from '../hostName.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'additional-directories-broad',
    group: 'host-approval',
    title: 'Host granted directories outside the project',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where:
      '`permissions.additionalDirectories` of Claude Code, `context.includeDirectories` of Gemini, `alwaysAllowWriteOutsideWorkspace` of Roo',
    when: 'a directory is a home, a system root, a drive, or a folder that holds credentials; with Roo, when writing outside of the workspace is not asked about.',
    why: 'The built-in tools of the host reach these places too, not only MCP servers.',
    fix: undefined,
    standards: ['CWE-732', 'MCP02'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const wide = directories(config).flatMap((at) => {
      const reach = breadthOf(at.text) ?? secretsIn(at.text)
      return reach === undefined ? [] : [{ at, reach }]
    })
    const [first, ...others] = wide
    if (first) {
      yield {
        at: first.at,
        message: `"${first.at.text}" opens ${first.reach} to the tools of ${hostName(config)}. Name the one folder the project needs.`,
        related: others.map(({ at, reach }) => ({ span: at.span, message: `"${at.text}" opens ${reach}.` })),
      }
    }
    const outside = config.host.id === 'roo' && writesOutside(config)
    if (outside) {
      yield {
        at: outside,
        message: '"alwaysAllowWriteOutsideWorkspace" lets files anywhere on this machine be written unasked. Set it to false.',
      }
    }
  },
})

const LISTS: Readonly<Record<string, readonly Path[]>> = {
  'claude-code-settings': [['permissions', 'additionalDirectories']],
  // At the root before version 1 of the settings.
  gemini: [['context', 'includeDirectories'], ['includeDirectories']],
}

function directories(config: McpConfig): readonly Text[] {
  return (LISTS[config.host.id] ?? []).flatMap((path) => stringsAt(config, path))
}

const STORES = SENSITIVE.secretDirs.map((path) => path.toLowerCase().split('/'))
/** Folders of agents: a host that is told of its own folder learns nothing new. */
const AGENTS: ReadonlySet<string> = new Set(['.claude', '.cursor', '.codex', '.gemini'])

/** `~/.ssh` and what lies below it. */
function secretsIn(path: string): string | undefined {
  const below = homeSegments(path)?.map((segment) => segment.toLowerCase())
  if (!below || AGENTS.has(below[0] ?? '')) return undefined
  return STORES.some((steps) => steps.every((step, at) => below[at] === step)) ? 'a folder that holds credentials' : undefined
}

function writesOutside({ tree }: McpConfig): Place | undefined {
  for (const root of [[], ['globalSettings']]) {
    const path = [...root, 'alwaysAllowWriteOutsideWorkspace']
    const member = memberAt(tree, path)
    if (member?.value?.kind === 'boolean' && member.value.value) return { span: contentSpan(tree, member.keySpan), path }
  }
  return undefined
}

export const examples = {
  good: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"additionalDirectories":["../shared-lib"]}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"additionalDirectories":["/home/alice/src/acme","/var/scratch/acme/","~/.claude/"]}}',
    },
  ],
  bad: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"additionalDirectories":["«~»"]}}',
      message: '"~" opens a whole home folder to the tools of Claude Code. Name the one folder the project needs.',
      severity: 'high',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"additionalDirectories":["docs","«~/.ssh»","/"]}}',
      message:
        '"~/.ssh" opens a folder that holds credentials to the tools of Claude Code. Name the one folder the project needs.',
    },
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"context":{"includeDirectories":["«/etc»"]}}',
      message: '"/etc" opens a folder far beyond one project to the tools of Gemini CLI. Name the one folder the project needs.',
    },
    {
      host: 'roo',
      text: '{"«alwaysAllowWriteOutsideWorkspace»":true}',
      message: '"alwaysAllowWriteOutsideWorkspace" lets files anywhere on this machine be written unasked. Set it to false.',
    },
  ],
} satisfies Examples
