import { describe, expect, it } from 'vitest'
import { TraceText } from '../trace/traceText.ts'
import { useView } from './useView.ts'
import { example, filter, manyCalls, rows, seen } from './viewParts.ts'

const open = useView()

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
