import { afterEach, expect, it } from 'vitest'
import type { IgnorePlan } from '../../server/protocol/languageRequests.ts'
import { startClient, stopClients } from './client.ts'

afterEach(stopClients)

const FOLDER = 'file:///work/my%20app'

it('puts a comment before the line where the host takes comments', async () => {
  const client = await startClient({ folders: [FOLDER] })
  const uri = `${FOLDER}/.vscode/mcp.json`
  client.open(uri, '{\n  "servers": {\n\t"docs": {\n\t\t"command": "npx",\n\t\t"args": ["acme-docs"] } } }\n')
  const plan = await client.request<IgnorePlan>('scopelight/planIgnore', { uri, rule: 'unpinned-package', line: 4 })
  expect(plan).toEqual({ ok: true, where: 'comment', version: 1, line: 4, before: '\t\t// ', rule: 'unpinned-package' })
})

it('names the settings file of the open folder where the host refuses comments', async () => {
  const client = await startClient({ folders: [FOLDER] })
  const uri = `${FOLDER}/a%20b/.mcp.json`
  client.open(uri, '{ "mcpServers": { "docs": { "command": "npx", "args": ["acme-docs"] } } }\n')
  expect(await client.request('scopelight/planIgnore', { uri, rule: 'unpinned-package', line: 0 })).toEqual({
    ok: true,
    where: 'settings',
    settings: `${FOLDER}/.scopelight.yaml`,
    file: 'a b/.mcp.json',
    rule: 'unpinned-package',
    server: 'docs',
  })
})

it('says why it cannot', async () => {
  const client = await startClient()
  const uri = `${FOLDER}/.mcp.json`
  expect(await client.request('scopelight/planIgnore', { uri, rule: 'unpinned-package', line: 0 })).toMatchObject({ ok: false })
  client.open(uri, '{}')
  expect(await client.request('scopelight/planIgnore', { uri, rule: 'unpinned-package', line: 0 })).toEqual({
    ok: false,
    reason: 'The file has changed, and the finding is no longer there.',
  })
})

it('adds the waiver to the settings file', async () => {
  const client = await startClient()
  const waiver = { rule: 'unpinned-package', file: '.mcp.json', server: 'docs', reason: 'ours', expires: '2027-01-31' }
  expect(await client.request('scopelight/addWaiver', { text: 'persona: auditor\n', ...waiver })).toEqual({
    text: 'persona: auditor\nignore:\n  - rule: unpinned-package\n    file: .mcp.json\n    server: docs\n    reason: ours\n    expires: 2027-01-31\n',
  })
  expect(await client.request('scopelight/addWaiver', { text: '', ...waiver, reason: ' ' })).toBeNull()
  expect(await client.request('scopelight/addWaiver', { text: '', ...waiver, expires: 'soon' })).toBeNull()
})
