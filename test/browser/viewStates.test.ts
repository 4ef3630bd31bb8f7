import { describe, expect, it } from 'vitest'
import { TraceText } from '../trace/traceText.ts'
import { THEMES, type Theme } from './rig.ts'
import { github, HOSTILE_TEXTS, hostile } from './traces.ts'
import { useView } from './useView.ts'
import { example, filter, manyCalls, rows, seen, tools } from './viewParts.ts'

const open = useView()

describe('what a hostile server wrote', () => {
  it('is shown as text with visible escapes, runs nothing, loads nothing', async () => {
    const at = await open({ traces: { hostile: hostile().bytes }, height: 700 })
    expect(await rows(at).count()).toBe(HOSTILE_TEXTS.length)
    const text = await seen(at.page.locator('.sizer'))
    expect(text).toContain('<img src=x onerror=alert(1)>')
    expect(text).toContain('safe\\u202egnp.exe')
    expect(text).toContain('\\u001b[31mred')
    expect(text).toContain('half \\ud83d pair')
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/)
    for (let index = 0; index < HOSTILE_TEXTS.length; index += 1) {
      await rows(at).nth(index).click()
      for (const tab of ['Access', 'Request', 'Response', 'Records']) {
        await at.page.getByRole('tab', { name: tab }).click()
        await at.settle()
      }
    }
    expect(await seen(at.page.locator('.details'))).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u001b]/)
    expect(await at.page.locator('img, script:not([src]), iframe, a').count()).toBe(0)
    expect(await at.page.evaluate(() => 'polluted' in {})).toBe(false)
    await at.page.waitForFunction(() => document.querySelector('.banner')?.textContent?.includes('could not be read'))
    await at.screenshot('hostile')
  })
})

describe('states', () => {
  it('asks to record a server when there is nothing', async () => {
    const at = await open({ facts: { recorded: 0 } })
    expect(await seen(at.page.locator('.empty'))).toContain('No MCP calls yet')
    await at.page.getByRole('button', { name: 'Record calls…' }).click()
    await at.page.getByRole('button', { name: 'Open trace…' }).click()
    expect(at.said.filter(({ type }) => type === 'command')).toMatchObject([{ command: 'record' }, { command: 'openTrace' }])
    await at.screenshot('empty')
  })

  it('starts nothing in Restricted Mode', async () => {
    const at = await open({ facts: { trusted: false, recorded: 0 } })
    await at.page.waitForSelector('.banner')
    expect(await at.page.locator('.banner .say').textContent()).toBe(
      'Restricted Mode: traces open, servers are not started or changed.',
    )
    expect(await at.page.getByRole('button', { name: 'Record calls…' }).count()).toBe(0)
  })

  it('waits for the first call when only protocol messages came', async () => {
    const trace = new TraceText().open().client({ id: 0, method: 'initialize' }).result(0).client({ id: 1, method: 'tools/list' })
    const at = await open({ traces: { one: trace.bytes } })
    expect(await seen(at.page.locator('.empty'))).toContain('2 protocol messages are recorded already.')
    await at.screenshot('first-trace')
    await at.page.getByRole('button', { name: 'Show protocol messages' }).click()
    await at.settle()
    expect(await tools(at)).toEqual(['initialize', 'tools/list'])
  })

  it('says that a manifest is not enforced, and puts that away on demand', async () => {
    const at = await open({
      traces: {
        one: new TraceText().open().event('manifest', { path: 'mcp-permissions.yaml', enforced: false }).call(1, 'a').bytes,
      },
    })
    await at.page.waitForSelector('.banner')
    expect(await at.page.locator('.banner .say').textContent()).toBe(
      'This version does not enforce "mcp-permissions.yaml". Calls of "github" are recorded and not judged.',
    )
    await at.screenshot('banner')
    await at.page.getByRole('button', { name: 'Hide this' }).click()
    expect(await at.page.locator('.banner').count()).toBe(0)
  })

  it('goes on when the host says what the page does not understand, and asks again for what it missed', async () => {
    const at = await open({ traces: { github: github().bytes } })
    await at.page.evaluate(() => {
      const bad = [
        null,
        'text',
        { v: 2, type: 'status' },
        { v: 1, type: 'status', status: null },
        { v: 1, type: 'settings', view: {} },
        { v: 1, type: 'command', command: 'constructor' },
        { v: 1, type: 'detail', request: 1, id: 0, body: null },
        { v: 1, type: 'append', seq: 2, generation: 0, firstId: 6, count: 9, dict: [], buffer: new ArrayBuffer(7) },
        { v: 1, type: 'append', seq: 99, generation: 0, firstId: 6, count: 0, dict: [], buffer: new ArrayBuffer(0) },
      ]
      for (const message of bad) window.postMessage(message, '*')
    })
    await at.settle()
    expect(at.said.filter(({ type }) => type === 'resync')).toHaveLength(1)
    expect(await tools(at)).toEqual(['search_code', 'create_issue', 'delete_branch'])
  })

  it('keeps filter and selection over a reload, and nothing of the trace', async () => {
    const at = await open({ traces: example() })
    await filter(at).fill('github')
    await at.settle()
    await rows(at).nth(1).click()
    await at.settle()
    const state = await at.page.evaluate(() => sessionStorage.getItem('state'))
    expect(JSON.parse(state ?? '')).toEqual({
      filter: 'github',
      selected: 4,
      detailsOpen: true,
      detailsSize: 408,
      follow: false,
      protocol: false,
    })
    await at.page.reload()
    await at.page.waitForSelector('.chain')
    expect(await filter(at).inputValue()).toBe('github')
    expect(await seen(at.page.locator('.details h2'))).toBe('github create_issue')
  })
})

describe('pictures', () => {
  for (const theme of Object.keys(THEMES) as Theme[]) {
    it(`takes the list and details in ${theme}`, async () => {
      const at = await open({ theme, traces: example(), height: 520 })
      await rows(at).nth(2).click()
      await at.page.waitForSelector('.chain')
      await at.screenshot(`calls-${theme}`)
      await at.page.getByRole('tab', { name: 'Response' }).click()
      await at.page.waitForSelector('.tree')
      await at.screenshot(`response-${theme}`)
    })

    it(`takes a panel of 1,000 px with a banner, a failed call and details in ${theme}`, async () => {
      const facts = { notes: ['This trace was opened from a file.'] }
      const at = await open({ theme, traces: { ...example(), many: manyCalls(40) }, width: 1_000, facts })
      await rows(at).nth(3).click()
      await at.page.waitForSelector('.chain')
      await at.page.locator('[role=grid]').press('Home')
      for (let down = 0; down < 5; down += 1) await at.page.locator('[role=grid]').press('ArrowDown')
      await at.screenshot(`panel-${theme}`)
    })

    it(`takes the empty view in ${theme}`, async () => {
      const at = await open({ theme, facts: { recorded: 0 } })
      await at.page.getByRole('button', { name: 'Record calls…' }).focus()
      await at.screenshot(`empty-${theme}`)
    })

    it(`takes the view without a filter match in ${theme}`, async () => {
      const at = await open({ theme, traces: example() })
      await filter(at).fill('create zzz')
      await at.screenshot(`no-match-${theme}`)
    })
  }

  it('takes the narrow view', async () => {
    const at = await open({ traces: example(), width: 330, height: 600 })
    await at.screenshot('narrow')
    await rows(at).nth(2).click()
    await at.page.waitForSelector('.chain')
    await at.screenshot('narrow-details')
  })

  it('takes the view without a filter match', async () => {
    const at = await open({ traces: example() })
    await filter(at).fill('create zzz')
    await at.screenshot('no-match')
  })
})
