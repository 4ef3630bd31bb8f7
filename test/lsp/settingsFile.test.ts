import { afterEach, expect, it } from 'vitest'
import { startClient, stopClients } from './client.ts'

afterEach(stopClients)

const FILE = 'file:///work/app/.scopelight.yaml'

it('is told what has no effect in it, at the place', async () => {
  const client = await startClient()
  client.open(FILE, 'personna: auditor\nignore:\n  - { rule: unpinned-package, file: .mcp.json }\n')
  expect(await client.pull(FILE)).toEqual([
    expect.objectContaining({
      message: '"personna" is not a setting and has no effect. Did you mean "persona"?',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 8 } },
    }),
    expect.objectContaining({
      code: 'suppression-without-reason',
      range: { start: { line: 2, character: 4 }, end: { line: 2, character: 47 } },
    }),
  ])
})

it.each([
  ['|', 'ignore'],
  ['per|', 'persona'],
  ['persona: |', 'pedantic'],
  ['severities:\n  |', 'unpinned-package'],
  ['severities:\n  unpinned-package: |', 'off'],
  ['severities: { |', 'unpinned-package'],
  ['hosts:\n  - |', 'files'],
  ['hosts:\n  - { files: a, host: |', 'claude-code'],
  ['hosts:\n  - files: a\n    host: cla|', 'claude-code'],
  ['ignore:\n  - rule: |', 'unpinned-package'],
  ['ignore:\n  - { rule: x, |', 'reason'],
])('is completed at %j with %s', async (text, label) => {
  const client = await startClient()
  client.open(FILE, text.replace('|', ''))
  const items = await client.completion(FILE, text.indexOf('|'))
  expect(items.map((item) => item.label)).toContain(label)
})

it("is not completed where a text of one's own is wanted", async () => {
  const client = await startClient()
  client.open(FILE, 'ignore:\n  - reason: ')
  expect(await client.completion(FILE, 20)).toEqual([])
})
