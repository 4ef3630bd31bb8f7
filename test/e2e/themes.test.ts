import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chooseFile, openFile, runCommand, screenshot, traceView } from './gestures.ts'
import { recordedTrace } from './traceFixture.ts'
import { startWorkbench, type Workbench } from './workbench.ts'

const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  hc: 'Default High Contrast',
  hcl: 'Default High Contrast Light',
} as const

/** Older than what the view reads by itself. */
const OLD_TRACE = 'traces/2026-11-01/091403-github-oldoldoldoldoldoldoldoldol.mcptrace'

describe('the panel in each kind of theme', () => {
  let workbench: Workbench

  beforeAll(async () => {
    workbench = await startWorkbench({
      viewport: { width: 1440, height: 900 }, // `panel-dark.png` is the picture of the README.
      files: { '.vscode/mcp.json': readFileSync('examples/first-look/.vscode/mcp.json', 'utf8') },
      // The pid is of this test, so the proxy counts as running.
      stateFiles: {
        'traces/2026-11-24/091403-github-abcdefghijklmnopqrstuvwxyz.mcptrace': recordedTrace(process.pid),
        'traces/2026-11-23/180000-files-zyxwvutsrqponmlkjihgfedcba.mcptrace': '',
        [OLD_TRACE]: recordedTrace(1).replaceAll('add_issue_comment', 'old_tool'),
      },
    })
    await openFile(workbench.page, '.vscode/mcp.json')
    await workbench.page.keyboard.press('Control+B')
    await runCommand(workbench.page, 'Scopelight: Show MCP Trace')
  })
  afterAll(() => workbench?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.saveArtifacts(`themes-${task.name}`)
  })

  it.each(Object.entries(THEMES))('is drawn in %s', async (name, theme) => {
    const { page } = workbench
    workbench.setSettings({ 'workbench.colorTheme': theme })
    const view = traceView(page)
    const kind =
      { dark: 'vscode-dark', light: 'vscode-light', hc: 'vscode-high-contrast', hcl: 'vscode-high-contrast-light' }[name] ?? ''
    await view.locator(`body.${kind}`).waitFor()
    await view.locator('[role=row]').filter({ hasText: 'add_issue_comment' }).click()
    await page.keyboard.press('Enter')
    await view.getByRole('complementary', { name: 'Details of the call' }).getByText('FILES_API_TOKEN').first().waitFor()
    await page.mouse.move(5, 5)
    await page.waitForTimeout(300)
    await screenshot(page, `panel-${name}`)
    // Classes of access have a colour of their own, from the manifest of the extension.
    const style = "getComputedStyle(document.documentElement).getPropertyValue('--vscode-scopelight-writeForeground').trim()"
    const colour = await view.locator('body').evaluate(style)
    expect(colour).toBe({ dark: '#f2b53a', light: '#8a5a06', hc: '#fcb342', hcl: '#735303' }[name])
  })

  it('shows every call of a trace that was recorded before, and hides protocol messages', async () => {
    const view = traceView(workbench.page)
    const tools = await view.locator('[role=row] .c-tool .name').allTextContents()
    expect(tools).not.toContain('initialize')
    await view.getByText('12 calls').waitFor()
  })

  it('takes away the rows with Clear View and brings them back with Undo', async () => {
    const { page } = workbench
    const view = traceView(page)
    await runCommand(page, 'Scopelight: Clear View')
    await view.locator('[role=row]').filter({ hasText: 'add_issue_comment' }).waitFor({ state: 'hidden' })
    await view.getByRole('button', { name: /undo/i }).click()
    await view.locator('[role=row]').filter({ hasText: 'add_issue_comment' }).waitFor()
  })

  it('keeps the filter over a hidden panel, and gets nothing of the trace wrong', async () => {
    const { page } = workbench
    const view = traceView(page)
    await runCommand(page, 'Scopelight: Focus Filter')
    await view.getByRole('textbox', { name: 'Filter' }).fill('issue')
    await view.locator('[role=row]').filter({ hasText: 'create_branch' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+J')
    await page.locator('.part.panel').waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+J')
    await view.locator('[role=row]').filter({ hasText: 'get_issue' }).waitFor()
    expect(await view.getByRole('textbox', { name: 'Filter' }).inputValue()).toBe('issue')
    expect(await view.locator('[role=row]:visible').filter({ hasText: 'create_branch' }).count()).toBe(0)
  })

  it('opens a trace of another day in the place of the live ones, and goes back', async () => {
    const { page, state } = workbench
    const view = traceView(page)
    await view.getByRole('textbox', { name: 'Filter' }).fill('')
    await runCommand(page, 'Scopelight: Open Trace…')
    await chooseFile(page, path.join(state, OLD_TRACE), 'Open Trace')
    await view.locator('[role=row]').filter({ hasText: 'old_tool' }).waitFor()
    expect(await view.locator('[role=row]:visible').filter({ hasText: 'add_issue_comment' }).count()).toBe(0)
    await view.getByText(`This is "${path.basename(OLD_TRACE)}", opened by you.`).waitFor()
    await screenshot(page, 'panel-opened-trace')
    await runCommand(page, 'Scopelight: Show Live Traces')
    await view.locator('[role=row]').filter({ hasText: 'add_issue_comment' }).waitFor()
    expect(await view.locator('[role=row]:visible').filter({ hasText: 'old_tool' }).count()).toBe(0)
  })
})
