import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readWorkspaceSettings } from '../../server/model/workspaceSettings.ts'
import { RULES } from '../../server/rules/index.ts'

it('shows settings that hold as they stand', () => {
  const page = readFileSync('docs/settings.md', 'utf8')
  const [, example = ''] = /```yaml\n(persona:[^`]*)```/.exec(page) ?? []
  const settings = readWorkspaceSettings(
    example,
    RULES.map(({ meta }) => meta.id),
  )
  expect(settings.problems).toEqual([])
  expect(settings.ignore).toHaveLength(1)
  expect(settings).toMatchObject({ baseline: expect.any(String), hosts: [{ host: 'claude-code' }] })
})
