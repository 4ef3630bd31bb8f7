import { nodeAt } from '../../syntax/find.ts'
import type { Path } from '../../syntax/tree.ts'
import type { McpConfig } from '../mcpConfig.ts'
import { textOf } from '../place.ts'
import type { Approval, Coverage, Effect, ShellPattern } from './approval.ts'
import { entriesAt, type MapEntry, splitJoined } from './lists.ts'

/** Tools of the host itself: a name that is none of them belongs to a server, `<server>_<tool>`. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'bash',
  'edit',
  'write',
  'read',
  'grep',
  'glob',
  'list',
  'patch',
  'lsp',
  'skill',
  'task',
  'todowrite',
  'todoread',
  'question',
  'webfetch',
  'websearch',
  'codesearch',
  'external_directory',
  'doom_loop',
])

/** `permission` of the file and of each agent in it. The last matching line wins. https://opencode.ai/docs/permissions, 2026-11. */
export function opencodeApprovals(config: McpConfig): readonly Approval[] {
  const agents = ['agent', 'mode'].flatMap((key) => entriesAt(config, [key]).map(({ path }) => [...path, 'permission']))
  return [['permission'], ...agents].flatMap((path) => permissionAt(config, path))
}

function permissionAt(config: McpConfig, path: Path): readonly Approval[] {
  const node = nodeAt(config.tree, path)
  const whole = textOf(config.tree, node, path)
  if (whole) return line(whole, whole.text, whole, path, path.join('.'), { kind: 'everything' })
  return entriesAt(config, path).flatMap((entry) => toolLines(config, entry, path.join('.')))
}

/** `"bash": "allow"`, or `"bash": { "git *": "allow" }`. */
function toolLines(config: McpConfig, { key, path, member }: MapEntry, list: string): readonly Approval[] {
  const value = textOf(config.tree, member.value, path)
  if (value) return line(key, value.text, value, path, list, coverageOf(config, key.text, '*'))
  return entriesAt(config, path).flatMap((inner) => {
    const effect = textOf(config.tree, inner.member.value, inner.path)
    if (!effect) return []
    return line(inner.key, effect.text, effect, inner.path, `${list}.${key.text}`, coverageOf(config, key.text, inner.key.text))
  })
}

function line(
  at: Approval['at'],
  effect: string,
  value: Approval['value'],
  entry: Path,
  list: string,
  covers: Coverage,
): readonly Approval[] {
  return isEffect(effect) ? [{ effect, at, value, entry, list, covers }] : []
}

function isEffect(text: string): text is Effect {
  return text === 'allow' || text === 'ask' || text === 'deny'
}

function coverageOf(config: McpConfig, tool: string, pattern: string): Coverage {
  if (tool === '*') return { kind: 'everything' }
  if (tool === 'bash') return { kind: 'shell', command: shellPattern(pattern) }
  if (tool === 'webfetch') return { kind: 'web', address: pattern, response: true }
  if (BUILT_IN.has(tool)) return { kind: 'other' }
  if (!tool.includes('_')) return { kind: 'other' }
  if (tool.endsWith('_*')) return { kind: 'tools', server: tool.slice(0, -2), tool: '*' }
  return { kind: 'tools', ...splitJoined(tool, config) }
}

function shellPattern(pattern: string): ShellPattern {
  let end = pattern.length
  while (pattern[end - 1] === '*') end--
  if (end === pattern.length) return { form: 'exact', text: pattern }
  const text = pattern.slice(0, end).trimEnd()
  return text === '' ? { form: 'everything', text: '*' } : { form: 'prefix', text }
}
