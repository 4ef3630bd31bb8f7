import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openFile, runCommand, screenshot, traceView } from './gestures.ts'
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

  it('does not wake the extension', async () => {
    await openFile(workbench.page, 'README.md')
    // The host log names every extension it wakes; some of the editor's own prove that it was written.
    await until(() => (/_doActivateExtension vscode\./.test(hostLog()) ? true : undefined), 'the first extension to wake')
    expect(isActive()).toBe(false)
  })

  it('starts no process for a JSON file of no host', async () => {
    await openFile(workbench.page, 'package.json')
    await until(() => (isActive() ? true : undefined), 'the extension to wake')
    await workbench.page.waitForTimeout(1500)
    expect(languageServers()).toEqual([])
  })

  it('shows in the panel what to do first', async () => {
    const { page } = workbench
    await runCommand(page, 'Scopelight: Show MCP Trace')
    const view = traceView(page)
    await view.getByText('No MCP calls yet.').waitFor()
    await view.getByText('Put the proxy in front of a server.').waitFor()
    await screenshot(page, 'lazy-empty-panel')
    expect(languageServers()).toEqual([])
  })
})
