import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CONFIG_WITH_SECRET, GITHUB_TOKEN } from './fixtures.ts'
import { focusEditor, hover, lens, message, offeredCommands, openFile, problems, screenshot } from './gestures.ts'
import { fixToken } from './tokenFix.ts'
import { readAll, startWorkbench, type Workbench } from './workbench.ts'

describe('Restricted Mode', () => {
  let workbench: Workbench

  beforeAll(async () => {
    workbench = await startWorkbench({ files: { '.vscode/mcp.json': CONFIG_WITH_SECRET }, trust: false })
  })
  afterAll(() => workbench?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.saveArtifacts(`restricted-${task.name}`)
  })

  it('underlines the token as in a trusted workspace', async () => {
    const { page } = workbench
    await page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor()
    await openFile(page, '.vscode/mcp.json')
    await page.locator('.monaco-editor .squiggly-error').first().waitFor()
    await (await problems(page)).filter({ hasText: 'hardcoded-secret' }).waitFor()
  })

  it('refuses to record with a sentence, and changes nothing', async () => {
    const { page } = workbench
    await focusEditor(page)
    await lens(page, 'Record calls…').click()
    await message(page, 'This workspace is in Restricted Mode: servers are not recorded or changed.').waitFor()
    await screenshot(page, 'restricted-refused')
    expect(workbench.readFile('.vscode/mcp.json')).toBe(CONFIG_WITH_SECRET)
    expect(readAll(workbench.state)).toEqual({})
  })

  it('does not offer the commands that would change a server', async () => {
    expect(await offeredCommands(workbench.page, 'Scopelight: Record')).not.toContain('Scopelight: Record Servers…')
  })

  it('says in the hover why the token is wrong', async () => {
    const box = await hover(workbench.page, GITHUB_TOKEN, 'a static secret does not expire by itself')
    expect(await box.textContent()).toContain('hardcoded-secret')
    await workbench.page.mouse.move(5, 5)
  })

  it('loses the token to the quick fix, on disk too', async () => {
    await fixToken(workbench)
  })
})
