import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CONFIG_WITH_SECRET, GITHUB_TOKEN } from './fixtures.ts'
import { focusEditor, hover, lens, openFile, problems, screenshot } from './gestures.ts'
import { fixToken } from './tokenFix.ts'
import { startWorkbench, type Workbench } from './workbench.ts'

describe('a configuration with a token in it', () => {
  let workbench: Workbench

  beforeAll(async () => {
    workbench = await startWorkbench({ files: { '.vscode/mcp.json': CONFIG_WITH_SECRET, 'README.md': '# Agent\n' } })
  })
  afterAll(() => workbench?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.saveArtifacts(`editing-${task.name}`)
  })

  it('is underlined at the token, and listed in Problems with the rule', async () => {
    const { page } = workbench
    await openFile(page, '.vscode/mcp.json')
    await page.locator('.monaco-editor .squiggly-error').first().waitFor()
    workbench.mark('first squiggle')
    const row = (await problems(page)).filter({ hasText: 'hardcoded-secret' })
    await row.waitFor()
    expect(await row.textContent()).toContain('scopelight')
    expect(await row.textContent()).not.toContain(GITHUB_TOKEN)
    await screenshot(page, 'editing-1-problems')
  })

  it('says in the hover why it is wrong', async () => {
    const { page } = workbench
    const box = await hover(page, GITHUB_TOKEN, 'a static secret does not expire by itself')
    expect(await box.textContent()).toContain('hardcoded-secret')
    await screenshot(page, 'editing-2-hover')
    await page.mouse.move(5, 5)
  })

  it('offers to record the server that starts with a command, and only that one', async () => {
    const { page } = workbench
    await focusEditor(page)
    await lens(page, 'Record calls…').waitFor()
    const lenses = page.locator('.codelens-decoration a').filter({ hasText: 'Record calls…' })
    // Lenses are drawn anew when the editor has the focus again.
    await expect.poll(() => lenses.count()).toBe(1)
  })

  it('loses the token to the quick fix, on disk too, and keeps everything else', async () => {
    const { page } = workbench
    const text = await fixToken(workbench)
    expect(text).toContain('// Servers of the release agent.')
    expect(text).toContain('"url": "https://mcp.acme.example/docs"')
    await screenshot(page, 'editing-3-fixed')
  })

  it('asks nothing of the network', () => {
    expect(workbench.outside).toEqual([])
    console.log('timings (ms)', JSON.stringify(workbench.timings))
  })
})
