import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { TraceText } from '../trace/traceText.ts'
import { type Rig, startRig, THEMES, type Theme, type View } from './rig.ts'
import { filesystem, github, HOSTILE_TEXTS, hostile, payments } from './traces.ts'

let rig: Rig
let view: View | undefined

beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())
afterEach(async () => {
  const trouble = view?.trouble ?? []
  await view?.page.close()
  view = undefined
  expect(trouble).toEqual([])
})

const example = () => ({ github: github().bytes, filesystem: filesystem().bytes, payments: payments().bytes })

async function open(options: Parameters<Rig['open']>[0] = {}): Promise<View> {
  view = await rig.open(options)
  return view
}

/** The text a person sees: with line breaks, without what is hidden. */
// biome-ignore lint/performance/useDomNodeTextContent: only this one knows the layout.
const seen = (place: Locator) => place.innerText()
const rows = (at: View) => at.page.locator('.sizer [role=row]:visible')
const tools = (at: View) => rows(at).locator('.c-tool .name').allTextContents()
const filter = (at: View) => at.page.getByRole('textbox', { name: 'Filter' })

describe('the list', () => {
  it('shows the calls of all traces in the order of their start, without protocol messages', async () => {
    const at = await open({ traces: example() })
    expect(await tools(at)).toEqual([
      'read_text_file',
      'search_code',
      'create_issue',
      'write_file',
      'read_text_file',
      'delete_branch',
      'list_charges',
      'create_refund',
      'resources/read',
      'export_ledger',
    ])
    const row = rows(at).nth(2)
    expect(await row.locator('.c-time').textContent()).toBe('14:03:05.768')
    expect(await row.locator('.c-tool').textContent()).toBe('githubcreate_issue')
    expect(await row.locator('.c-workload').textContent()).toBe('coder')
    expect(await row.locator('.c-credential').textContent()).toBe('GitHub PAT, JWT')
    expect(await row.locator('.c-credential').getAttribute('title')).toBe(
      'GITHUB_TOKEN (GitHub personal access token (classic))\nPAYMENTS_JWT (JSON Web Token)',
    )
    expect(await row.locator('.c-effect .name').textContent()).toBe('https://github.com/acme/web/issues/412')
    expect(await row.locator('.c-duration').textContent()).toBe('312 ms')
  })

  it('marks both scopes of the JWT as unverified, and the other credential as unknown', async () => {
    const at = await open({ traces: { github: github().bytes } })
    const chips = rows(at).first().locator('.chip:visible')
    expect(
      await chips.evaluateAll((all) =>
        all.map((chip) => [(chip as HTMLElement).dataset.mark, chip.querySelector('.n')?.textContent]),
      ),
    ).toEqual([
      ['unknown', 'unknown'],
      ['unverified', 'repo:read'],
      ['unverified', 'issues:write'],
    ])
    expect(await chips.nth(1).getAttribute('title')).toBe('repo:read, unverified: the token says so itself')
    expect(await rows(at).first().getAttribute('aria-label')).toBe(
      'search_code on github, by coder, with GITHUB_TOKEN (GitHub personal access token (classic)), PAYMENTS_JWT (JSON Web Token), scopes unknown, repo:read (unverified), issues:write (unverified), effect retry in:file repo:acme/web · total_count: 14, 204 milliseconds',
    )
  })

  it('shows calls as they come, and patches a row when its answer arrives', async () => {
    const at = await open({ traces: { github: github().bytes } })
    const trace = new TraceText(Date.now())
      .open({ session: 'L'.repeat(26), server: { name: 'live' } })
      .call(1, 'slow_thing', { path: 'a.txt' })
    await at.grow('live', trace.bytes)
    await at.settle()
    expect(await tools(at)).toContain('slow_thing')
    const last = rows(at).last()
    expect(await last.locator('.c-status .codicon').getAttribute('class')).toContain('s-running')
    const before = trace.text.length
    await at.grow(
      'live',
      new TextEncoder().encode(
        trace
          .wait(1_500)
          .server({ id: 1, error: { code: -1, message: 'no luck' } })
          .text.slice(before),
      ),
    )
    await at.settle()
    expect(await last.locator('.c-effect .name').textContent()).toBe('-1 no luck')
    expect(await last.locator('.c-duration').textContent()).toBe('1.5 s')
  })

  it('keeps few elements for many rows', async () => {
    const at = await open({ traces: { many: manyCalls(5_000) } })
    expect(await at.page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('5001')
    expect(await at.page.locator('.sizer [role=row]').count()).toBeLessThan(40)
  })

  it('shows protocol messages on demand', async () => {
    const at = await open({ traces: { github: github().bytes } })
    await at.page.getByRole('button', { name: 'Protocol' }).click()
    await at.settle()
    expect(await tools(at)).toEqual([
      'initialize',
      'notifications/initialized',
      'tools/list',
      'search_code',
      'create_issue',
      'delete_branch',
    ])
    await at.page.getByRole('button', { name: 'Protocol' }).click()
    await at.settle()
    expect(await tools(at)).toHaveLength(3)
  })
})

describe('follow, pause and clear', () => {
  it('follows until the person scrolls up, counts what came since, and follows again at the end', async () => {
    const at = await open({ traces: { many: manyCalls(500) } })
    const follow = at.page.getByRole('button', { name: 'Follow' })
    expect(await tools(at)).toContain('tool_499')
    await at.page.locator('[data-scroller]').evaluate((box) => {
      box.scrollTop = 100
    })
    await at.settle()
    expect(await follow.getAttribute('aria-pressed')).toBe('false')
    await at.grow(
      'more',
      new TraceText(Date.now())
        .open({ session: 'M'.repeat(26) })
        .call(1, 'new_one')
        .call(2, 'new_two').bytes,
    )
    await at.settle()
    expect(await at.page.locator('.unseen').textContent()).toBe('↓ 2 new calls')
    await at.page.locator('.unseen').click()
    await at.settle()
    expect(await tools(at)).toContain('new_two')
    expect(await follow.getAttribute('aria-pressed')).toBe('true')
  })

  it('says how many calls came since it was paused, and shows them when it goes on', async () => {
    const at = await open({ traces: { github: github().bytes } })
    at.feed.pause()
    await at.grow('more', new TraceText(Date.now()).open({ session: 'M'.repeat(26) }).call(1, 'new_one').bytes)
    await at.page.waitForFunction(() => document.querySelector('.banner')?.textContent?.includes('1 new call'))
    expect(await at.page.locator('.banner .say').textContent()).toMatch(/^Paused\. 1 new call since \d\d:\d\d:\d\d\.$/)
    expect(await tools(at)).not.toContain('new_one')
    await at.page.getByRole('button', { name: 'Resume' }).click()
    await at.settle()
    expect(await tools(at)).toContain('new_one')
    expect(await at.page.locator('.banner').count()).toBe(0)
  })

  it('clears the view and takes that back', async () => {
    const at = await open({ traces: example() })
    await at.post({ v: 1, type: 'command', command: 'clear' })
    await at.settle()
    expect(await rows(at).count()).toBe(0)
    expect(await at.page.locator('.banner .say').textContent()).toBe('10 calls cleared from the view. The trace file keeps them.')
    await at.page.getByRole('button', { name: 'Undo' }).click()
    await at.settle()
    expect(await rows(at).count()).toBe(10)
    expect(at.said.filter(({ type }) => type === 'command')).toMatchObject([{ command: 'clear' }, { command: 'undoClear' }])
  })
})

describe('the filter', () => {
  it('narrows the list while typing and says how many of how many', async () => {
    const at = await open({ traces: example() })
    await filter(at).fill('github -delete')
    await at.settle()
    expect(await tools(at)).toEqual(['search_code', 'create_issue'])
    expect(await at.page.locator('.hits').textContent()).toBe('2 of 10')
  })

  it('names the word whose removal helps most when nothing matches', async () => {
    const at = await open({ traces: example() })
    await filter(at).fill('create zzz')
    await at.settle()
    expect(await seen(at.page.locator('.empty'))).toContain('10 calls are hidden. 2 match without zzz.')
    await at.page.getByRole('button', { name: 'Remove zzz' }).click()
    await at.settle()
    expect(await filter(at).inputValue()).toBe('create')
    expect(await tools(at)).toEqual(['create_issue', 'create_refund'])
  })

  it('keeps what is being typed while rows stream in', async () => {
    const at = await open({ traces: { github: github().bytes } })
    const trace = new TraceText(Date.now()).open({ session: 'M'.repeat(26) })
    await filter(at).focus()
    let before = 0
    for (const letter of 'create') {
      await at.page.keyboard.type(letter)
      await at.grow('more', new TextEncoder().encode(trace.call(letter, `tool_${letter}`).text.slice(before)))
      before = trace.text.length
      await at.page.waitForTimeout(30)
    }
    await at.settle()
    expect(await filter(at).inputValue()).toBe('create')
    expect(await tools(at)).toEqual(['create_issue'])
  })

  it('does not apply a filter that is too long, and keeps the last good one', async () => {
    const at = await open({ traces: example() })
    await filter(at).fill('github')
    await at.settle()
    await filter(at).fill('x '.repeat(70))
    await at.settle()
    expect(await filter(at).getAttribute('aria-invalid')).toBe('true')
    expect(await at.page.locator('#filter-error').textContent()).toBe('The filter has more than 64 words. Not applied.')
    expect(await tools(at)).toHaveLength(3)
  })
})

describe('details', () => {
  it('show who called with which credential, what was asked and what came back', async () => {
    const at = await open({ traces: example(), height: 700 })
    await rows(at).nth(2).click()
    await at.page.waitForSelector('.chain')
    const access = await seen(at.page.locator('.chain'))
    for (const text of [
      'coder known by how the proxy was launched',
      'The client says it is Claude Code 2.1.4.',
      'GitHub personal access token (classic) 9f3a12c0',
      'Kind github-pat-classic',
      'JSON Web Token 01c4e8aa',
      'PAYMENTS_JWT, from https://login.example.test',
    ]) {
      expect(access).toContain(text)
    }
    expect(access).toContain('What this credential can do is not known.')
    expect(access).toContain('The token says so itself. Nobody checked its signature.')

    await at.page.getByRole('tab', { name: 'Request' }).click()
    expect(await seen(at.page.getByRole('tree', { name: 'Request' }))).toContain('"Flaky checkout test"')
    await at.page.getByRole('tab', { name: 'Response' }).click()
    const response = await seen(at.page.getByRole('tree', { name: 'Response' }))
    expect(response).toContain('412')
    await at.page.getByRole('tab', { name: 'Records' }).click()
    expect(await at.page.locator('.records pre').count()).toBe(2)
  })

  it('keep every digit of a number', async () => {
    const at = await open({ height: 700 })
    const trace = new TraceText().open().call(1, 'big')
    await at.grow('one', trace.bytes)
    const answer =
      '{"v":1,"n":3,"t":1795442580000000,"k":"frame","dir":"s2c","conn":0,"type":"response","id":1,"bytes":9,"msg":{"jsonrpc":"2.0","id":1,"result":{"big":12345678901234567890.10}}}\n'
    await at.grow('one', new TextEncoder().encode(answer))
    await at.settle()
    await rows(at).first().click()
    await at.page.getByRole('tab', { name: 'Response' }).click()
    await at.page.waitForSelector('.tree')
    expect(await seen(at.page.locator('.tree'))).toContain('12345678901234567890.10')
  })

  it('show what the proxy replaced as redacted, by its own record and not by the text', async () => {
    const at = await open({ height: 700 })
    const trace = new TraceText().open().client(
      {
        id: 1,
        method: 'tools/call',
        params: { name: 'login', arguments: { token: '[redacted:key]', note: '[redacted:key]' } },
      },
      { redacted: [['/params/arguments/token', 'key']] },
    )
    await at.grow('one', trace.bytes)
    await at.settle()
    await rows(at).first().click()
    await at.page.getByRole('tab', { name: 'Request' }).click()
    await at.page.waitForSelector('.tree')
    const lines = await at.page.locator('.line').allInnerTexts()
    expect(lines.find((line) => line.includes('token'))).toContain('‹redacted: key›')
    expect(lines.find((line) => line.includes('note'))).toContain('"[redacted:key]"')
  })
})

describe('by keyboard alone', () => {
  it('reaches every call, its details, the tabs and the tree, and comes back', async () => {
    const at = await open({ traces: example(), height: 700 })
    const { keyboard } = at.page
    await keyboard.press('/')
    expect(await filter(at).evaluate((input) => document.activeElement === input)).toBe(true)
    await keyboard.type('github')
    await at.settle()
    await keyboard.press('ArrowDown')
    expect(await at.page.locator('[role=grid]').evaluate((grid) => document.activeElement === grid)).toBe(true)
    await keyboard.press('Home')
    await keyboard.press('j')
    await at.settle()
    const active = at.page.locator(`#${await at.page.locator('[role=grid]').getAttribute('aria-activedescendant')}`)
    expect(await active.getAttribute('aria-selected')).toBe('true')
    expect(await active.getAttribute('aria-label')).toMatch(/^create_issue on github/)
    await keyboard.press('Enter')
    await at.settle()
    expect(await at.page.evaluate(() => document.activeElement?.textContent)).toBe('Access')
    await keyboard.press('ArrowRight')
    await at.page.waitForSelector('[role=tree]')
    await keyboard.press('Tab')
    expect(await at.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tree')
    await keyboard.press('Home')
    await keyboard.press('ArrowLeft')
    await at.settle()
    expect(await at.page.locator('[role=treeitem]').count()).toBe(1)
    await keyboard.press('ArrowRight')
    await at.settle()
    expect(await at.page.locator('[role=treeitem]').count()).toBeGreaterThan(3)
    await keyboard.press('Escape')
    await at.settle()
    expect(await at.page.locator('.details').count()).toBe(0)
    expect(await at.page.locator('[role=grid]').evaluate((grid) => document.activeElement === grid)).toBe(true)
    await keyboard.press('Escape')
    await keyboard.press('Escape')
    await at.settle()
    expect(await filter(at).inputValue()).toBe('')
    await keyboard.press('?')
    expect(await seen(at.page.getByRole('dialog', { name: 'Keys' }))).toContain('Newest call, and follow')
  })

  it('keeps the selected row in the document when it is scrolled away', async () => {
    const at = await open({ traces: { many: manyCalls(500) } })
    await at.page.locator('[role=grid]').focus()
    await at.page.keyboard.press('Home')
    await at.page.locator('[data-scroller]').evaluate((box) => {
      box.scrollTop = 6_000
    })
    await at.settle()
    expect(await at.page.locator('#active-row').getAttribute('aria-label')).toMatch(/^tool_0 on/)
  })
})

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

function manyCalls(count: number): Uint8Array {
  const trace = new TraceText().open()
  for (let index = 0; index < count; index += 1)
    trace
      .wait(3)
      .call(index, `tool_${index}`, { path: `/file/${index}` })
      .wait(2)
      .result(index)
  return trace.bytes
}
