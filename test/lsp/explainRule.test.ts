import { afterEach, expect, it } from 'vitest'
import type { RuleSummary, RuleText } from '../../server/protocol/languageRequests.ts'
import { startClient, stopClients } from './client.ts'
import { FILE, SECRET_FILE } from './fixtures.ts'

afterEach(stopClients)

it('gives the page of a rule, and nothing for a name that is none', async () => {
  const client = await startClient()
  const page = await client.request<RuleText>('scopelight/explainRule', { rule: 'hardcoded-secret' })
  for (const words of ['# hardcoded-secret', '## When it reports', 'scopelight-ignore hardcoded-secret: reason'])
    expect(page.markdown).toContain(words)
  expect(await client.request('scopelight/explainRule', { rule: 'no-such' })).toBeNull()
  expect(await client.request('scopelight/explainRule', null)).toBeNull()
})

it('lists the rules to choose from', async () => {
  const client = await startClient()
  const rules = await client.request<readonly RuleSummary[]>('scopelight/rules', {})
  expect(rules).toContainEqual(expect.objectContaining({ id: 'hardcoded-secret', severity: 'critical' }))
})

it('is offered behind the fixes of a finding, to a client that has the command', async () => {
  for (const explaining of [true, false]) {
    const client = await startClient({ initializationOptions: { explaining } })
    client.open(FILE, SECRET_FILE)
    const diagnostic = (await client.pull(FILE)).find(({ code }) => code === 'hardcoded-secret')
    if (!diagnostic) throw new Error('Nothing is reported.')
    const titles = (await client.codeActions(FILE, diagnostic.range, [diagnostic])).map(({ title }) => title)
    expect(titles.at(-1) === 'Explain "hardcoded-secret"').toBe(explaining)
  }
})

it('has the way to ignore a finding with a reason before it', async () => {
  const client = await startClient({ initializationOptions: { explaining: true } })
  client.open(FILE, SECRET_FILE)
  const diagnostic = (await client.pull(FILE)).find(({ code }) => code === 'hardcoded-secret')
  if (!diagnostic) throw new Error('Nothing is reported.')
  const actions = await client.codeActions(FILE, diagnostic.range, [diagnostic])
  expect(actions.at(-2)?.command).toEqual({
    title: 'Ignore "hardcoded-secret" here with a reason…',
    command: 'scopelight.ignoreFinding',
    arguments: [FILE, 'hardcoded-secret', diagnostic.range.start.line],
  })
})
