import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CONFIG_OF_CURSOR } from './fixtures.ts'
import { openFile, problems, runCommand, screenshot, traceView } from './gestures.ts'
import { startWorkbench, until, type Workbench } from './workbench.ts'

/** A workspace that has nothing to do with MCP. */
describe('a workspace without MCP', () => {
  let workbench: Workbench

  beforeAll(async () => {
    workbench = await startWorkbench({ files: { 'README.md': '# Nothing here\n', 'package.json': '{ "name": "plain" }\n' } })
  })
  afterAll(() => workbench?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.saveArtifacts(`lazy-${task.name}`)
  })

  const hostLog = () => Object.entries(workbench.logs()).find(([name]) => /exthost\d*\/remoteexthost\.log$/.test(name))?.[1] ?? ''
  const isActive = () => /_doActivateExtension scopelight\.scopelight/.test(hostLog())
  const languageServers = () => workbench.processes().filter((line) => line.includes('language.cjs'))

  it('does not wake the extension, whatever JSON is opened', async () => {
    await openFile(workbench.page, 'README.md')
    await openFile(workbench.page, 'package.json')
    // The host log names every extension it wakes; one of the editor's own proves that it was written.
    await until(
      () => (/_doActivateExtension vscode\.json-language-features/.test(hostLog()) ? true : undefined),
      'JSON support to wake',
    )
    await workbench.page.waitForTimeout(2000)
    expect(isActive()).toBe(false)
    expect(languageServers()).toEqual([])
  })

  it('shows in the panel what to do first', async () => {
    const { page } = workbench
    await runCommand(page, 'Scopelight: Show MCP Trace')
    const view = traceView(page)
    await view.getByRole('heading', { name: 'No MCP calls yet' }).waitFor()
    await view.getByText('Put the proxy in front of a server.').waitFor()
    await screenshot(page, 'lazy-empty-panel')
    expect(languageServers()).toEqual([])
  })

  it('wakes for a configuration that turns up later, and checks it', async () => {
    const { page } = workbench
    mkdirSync(path.join(workbench.workspace, '.cursor'))
    writeFileSync(path.join(workbench.workspace, '.cursor', 'mcp.json'), CONFIG_OF_CURSOR)
    await openFile(page, '.cursor/mcp.json')
    await (await problems(page)).filter({ hasText: 'hardcoded-secret' }).waitFor()
    expect(languageServers()).toHaveLength(1)
  })
})
