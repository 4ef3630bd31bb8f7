import { actionOf } from '../../knowledge/toolActions.ts'
import { type Approval, type Coverage, coversName, type Ignored } from '../../model/approvals/approval.ts'
import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { entryApprovals } from '../../model/approvals/entryApprovals.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { actionWords } from '../../rules/actionWords.ts'
import { hostName } from '../../rules/hostName.ts'
import type { Markup } from '../markup.ts'
import { contains } from '../positions.ts'
import { GROUP_WORDS } from './plainWords.ts'
import { groupTools } from './toolGroups.ts'
import { toolName } from './toolName.ts'

const MOST_TOOLS = 4
const MOST_SERVERS = 3
const MOST_READ = 200

/** The line of a list of permissions that an offset touches. */
export function permissionAt(config: McpConfig, entry: ServerEntry | undefined, offset: number): Approval | undefined {
  const isHere = ({ at, value }: Approval): boolean =>
    contains(at.span, offset) || (value !== undefined && contains(value.span, offset))
  return approvalsOf(config).find(isHere) ?? (entry && entryApprovals(entry, config).find(isHere))
}

const EFFECTS = {
  allow: 'Runs without asking you',
  ask: 'Asks you each time',
  deny: 'Is refused',
} satisfies Record<Approval['effect'], string>

const SKIPPED = {
  wildcard: 'a wildcard does not work here',
  parentheses: 'a rule about tools of a server takes nothing in parentheses',
  'write-path': 'rules about "Edit" decide on writing',
} satisfies Record<Ignored, string>

/** What a line lets pass, asks about or refuses: server, tool, and what the tools do. */
export function describePermission({ effect, at, covers, ignored, list }: Approval, config: McpConfig, markup: Markup): string {
  const program = hostName(config)
  const items =
    ignored === undefined
      ? [`${markup.strong(EFFECTS[effect])}: ${coverWords(covers, markup)}`, ...toolItems(covers, config, markup)]
      : [markup.text(`${program} skips this line: ${SKIPPED[ignored]}`)]
  return `${markup.strong('Permission')} ${markup.code(at.text)} in ${markup.code(list)}\n\n${markup.list(items)}`
}

function coverWords(covers: Coverage, markup: Markup): string {
  switch (covers.kind) {
    case 'everything':
      return 'any call at all'
    case 'other':
      return 'something that is built into the program'
    case 'web':
      return covers.address === '*' ? 'any address of the web' : `addresses ${markup.code(covers.address)}`
    case 'shell': {
      const { form, text } = covers.command
      if (form === 'everything') return 'any command of the shell'
      if (form === 'regex') return `commands of the shell that match ${markup.code(text)}`
      return form === 'prefix' ? `commands of the shell that begin with ${markup.code(text)}` : `the command ${markup.code(text)}`
    }
    case 'tools': {
      const { server, tool } = covers
      const tools =
        tool === '*'
          ? 'every tool'
          : tool.includes('*')
            ? `tools that match ${toolName(tool, markup)}`
            : `the tool ${toolName(tool, markup)}`
      const servers =
        server === '*'
          ? 'every server'
          : server.includes('*')
            ? `servers that match ${markup.code(server)}`
            : `server ${markup.code(server)}`
      return `${tools} of ${servers}`
    }
  }
}

/** By the servers of this file where there are some of that name; else a tool by the words of its name. */
function toolItems(covers: Coverage, config: McpConfig, markup: Markup): readonly string[] {
  if (covers.kind !== 'tools') return []
  const { server, tool } = covers
  const entries = config.servers.slice(0, MOST_READ).filter(({ name }) => coversName(server, name))
  const items = entries.slice(0, MOST_SERVERS).flatMap((entry) =>
    (groupTools(entry, config)?.groups ?? []).flatMap(({ action, tools }): readonly string[] => {
      const names = tools.filter(({ name }) => coversName(tool, name)).map(({ name }) => name)
      if (names.length === 0) return []
      const more = names.length - MOST_TOOLS
      const shown = names
        .slice(0, MOST_TOOLS)
        .map((name) => toolName(name, markup))
        .join(', ')
      return [`${GROUP_WORDS[action]} (${names.length}): ${shown}${more > 0 ? ` and ${more} more` : ''}`]
    }),
  )
  if (items.length > 0 || tool.includes('*')) return items
  const { action } = actionOf(tool)
  return [action ? `By its name it ${actionWords(action, tool)}` : 'Its name does not tell what it does']
}
