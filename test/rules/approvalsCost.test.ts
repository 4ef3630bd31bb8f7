import { describe, expect, it } from 'vitest'
import { lint, NO_CONTEXT } from '../../server/lint/lint.ts'
import { hostForFile } from '../../server/model/hostOf.ts'
import { RULES } from '../../server/rules/index.ts'

const MANY = 20_000
const names = (line: (at: number) => string) => Array.from({ length: MANY }, (_, at) => line(at))

/** Settings that somebody made long on purpose. A quadratic rule takes minutes here; the limit of a test is seconds. */
const LONG: readonly (readonly [string, string, object])[] = [
  [
    'claude-code-settings',
    '.claude/settings.json',
    { permissions: { allow: names((at) => `mcp__github__a${at}*`), deny: names((at) => `mcp__github__b${at}*`) } },
  ],
  [
    'claude-code-settings',
    '.claude/settings.json',
    { permissions: { allow: names((at) => `mcp__*${at}`), deny: names((at) => `Write(${at})`) } },
  ],
  [
    'claude-code-settings',
    '.claude/settings.json',
    { permissions: { allow: names((at) => `Bash(curl:${'*'.repeat(at % 3)})`), ask: names(() => 'Bash') } },
  ],
  [
    'cursor',
    '.cursor/permissions.json',
    { mcpAllowlist: names((at) => `github:delete_${at}`), terminalAllowlist: names(() => 'curl') },
  ],
  [
    'opencode',
    'opencode.json',
    { permission: { bash: Object.fromEntries(names((at) => `${at} *`).map((key, at) => [key, at % 2 ? 'deny' : 'allow'])) } },
  ],
  [
    'opencode',
    'opencode.json',
    { permission: { bash: { [`${' '.repeat(500_000)}x`]: 'allow', [`${'*'.repeat(500_000)}x*`]: 'allow' } } },
  ],
  [
    'vscode',
    '.vscode/settings.json',
    {
      'chat.tools.terminal.autoApprove': Object.fromEntries(
        names((at) => `/${'('.repeat(at % 50)}a+${at}/`).map((key) => [key, true]),
      ),
    },
  ],
  [
    'amazonq',
    '.amazonq/cli-agents/dev.json',
    {
      allowedTools: names((at) => `fs_*${at}`),
      toolsSettings: Object.fromEntries(names((at) => `fs_${at}`).map((key) => [key, { allowedPaths: ['a'] }])),
    },
  ],
]

describe('all rules', () => {
  it.each(LONG)('read long settings of %s (%s) in one pass', (id, file, settings) => {
    const host = hostForFile(id, file)
    if (!host) throw new Error(`no host ${id}`)
    const { failures } = lint({ file, text: JSON.stringify(settings) }, host, RULES, undefined, undefined, NO_CONTEXT)
    expect(failures).toEqual([])
  })
})
