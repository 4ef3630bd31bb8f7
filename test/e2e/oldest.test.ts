import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CONFIG_WITH_SECRET, GITHUB_TOKEN } from './fixtures.ts'
import { hover, openFile, problems, screenshot, traceView } from './gestures.ts'
import { recordedTrace } from './traceFixture.ts'
import { startWorkbench, type Workbench } from './workbench.ts'

/** The oldest relative of the editors we support: what Cursor, Windsurf and VSCodium may be built on. */
describe('VS Code 1.103', () => {
  let workbench: Workbench

  beforeAll(async () => {
    workbench = await startWorkbench({
      version: 'oldest',
      files: { '.vscode/mcp.json': CONFIG_WITH_SECRET },
      stateFiles: { 'traces/2026-11-24/091403-github-abcdefghijklmnopqrstuvwxyz.mcptrace': recordedTrace(process.pid) },
    })
  })
  afterAll(() => workbench?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.saveArtifacts(`oldest-${task.name}`)
  })

  it('underlines the token and lists it', async () => {
    const { page } = workbench
    await openFile(page, '.vscode/mcp.json')
    await page.locator('.monaco-editor .squiggly-error').first().waitFor()
    await (await problems(page)).filter({ hasText: 'hardcoded-secret' }).waitFor()
  })

  it('says in the hover why', async () => {
    await hover(workbench.page, GITHUB_TOKEN, 'a static secret does not expire by itself')
    await screenshot(workbench.page, 'oldest-1-hover')
    await workbench.page.mouse.move(5, 5)
  })

  it('draws the trace view', async () => {
    const { page } = workbench
    await page.locator('.part.panel').getByRole('tab', { name: 'MCP Trace' }).click()
    await traceView(page).locator('[role=row]').filter({ hasText: 'create_pull_request' }).waitFor()
    await screenshot(page, 'oldest-2-panel')
    expect(workbench.outside).toEqual([])
  })
})
