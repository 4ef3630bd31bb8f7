import { expect, it } from 'vitest'
import { NO_CONTEXT } from '../../server/lint/lint.ts'
import type { McpConfig } from '../../server/model/mcpConfig.ts'
import { configuredServers } from '../../server/rules/approvedServers.ts'
import { read } from '../model/config.ts'

it('servers in reach are those of whoever asks, though the file that is asked about stays the same', () => {
  const settings = read('{ "permissions": {} }', 'claude-code-settings', '.claude/settings.json')
  const beside = (name: string) => read(`{ "mcpServers": { "${name}": { "command": "/opt/x" } } }`)
  const namesAmong = (configs: readonly McpConfig[]) => [
    ...configuredServers(settings, { ...NO_CONTEXT, workspace: { configs, facts: new Map() } }).keys(),
  ]
  expect(namesAmong([])).toEqual([])
  expect(namesAmong([beside('github')])).toEqual(['github'])
  expect(namesAmong([beside('docs')])).toEqual(['docs'])
})
