import { describe, expect, it } from 'vitest'
import { TraceText } from '../trace/traceText.ts'
import { github } from './traces.ts'
import { useView } from './useView.ts'
import { example, filter, manyCalls, rows, seen, tools } from './viewParts.ts'

const open = useView()

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
