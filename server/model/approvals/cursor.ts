import type { McpConfig } from '../mcpConfig.ts'
import type { Text } from '../place.ts'
import type { Approval, Coverage, Effect, ShellPattern } from './approval.ts'
import { stringsAt } from './lists.ts'

/**
 * `permissions.json` of the editor (`mcpAllowlist`, `terminalAllowlist`) and `cli.json` of the command line
 * (`permissions.allow`, `permissions.deny`). https://cursor.com/docs/reference/permissions, read 2026-11.
 */
export function cursorApprovals(config: McpConfig): readonly Approval[] {
  const inList = (list: string, path: readonly string[], effect: Effect, covers: (text: string) => Coverage) =>
    stringsAt(config, path).map((at): Approval => approval(at, effect, list, covers(at.text)))
  return [
    ...inList('mcpAllowlist', ['mcpAllowlist'], 'allow', toolPattern),
    ...inList('terminalAllowlist', ['terminalAllowlist'], 'allow', (text) => ({ kind: 'shell', command: shellPattern(text) })),
    ...inList('permissions.allow', ['permissions', 'allow'], 'allow', cliRule),
    ...inList('permissions.deny', ['permissions', 'deny'], 'deny', cliRule),
  ]
}

function approval(at: Text, effect: Effect, list: string, covers: Coverage): Approval {
  return { effect, at, value: undefined, entry: at.path, list, covers }
}

/** `server:tool`, with `*` for any of either; a tool's name may hold no colon, a server's may. */
function toolPattern(text: string): Coverage {
  const at = text.lastIndexOf(':')
  return at < 0
    ? { kind: 'tools', server: text, tool: '*' }
    : { kind: 'tools', server: text.slice(0, at), tool: text.slice(at + 1) }
}

/** `Shell(…)`, `Mcp(server:tool)`, `WebFetch(domain)`; `Read(…)` and `Write(…)` are about files. */
function cliRule(text: string): Coverage {
  const open = text.indexOf('(')
  const tool = open < 0 ? text : text.slice(0, open)
  const argument = open < 0 ? '*' : text.slice(open + 1).replace(/\)$/, '')
  if (tool === 'Mcp') return toolPattern(argument)
  if (tool === 'Shell') return { kind: 'shell', command: shellPattern(argument) }
  if (tool === 'WebFetch') return { kind: 'web', address: argument, response: true }
  return { kind: 'other' }
}

/** A command allows all its arguments: the list compares the beginning. */
function shellPattern(text: string): ShellPattern {
  const clean = text.replace(/[: ]?\*$/, '').trim()
  return clean === '' ? { form: 'everything', text: '*' } : { form: 'prefix', text: clean }
}
