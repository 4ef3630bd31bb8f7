import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CONFIG_OF_CURSOR } from './fixtures.ts'
import { openFile, problems } from './gestures.ts'
import { startWorkbench, type Workbench } from './workbench.ts'

const SETTINGS = 'hosts:\n  - { files: "agents/*.json", host: claude-code }\n'
const BROKEN = '{ "mcpServers": { "docs": { "command": "/opt/docs" }, } }\n'

/** What was written before the workbench began to watch its folders, it never hears of: it is written again. */
async function writeUntilSeen(file: string, seen: Locator): Promise<void> {
  for (let attempt = 0; attempt < 4; attempt++) {
    rmSync(file, { force: true })
    writeFileSync(file, SETTINGS)
    if (
      await seen.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      )
    )
      return
  }
  await seen.waitFor()
}

describe('a workspace whose configurations have names of their own', () => {
  let workbench: Workbench

  beforeAll(async () => {
    workbench = await startWorkbench({
      files: {
        'agents/release.json': CONFIG_OF_CURSOR,
        'agents/broken.json': BROKEN,
        'other.json': CONFIG_OF_CURSOR,
        '.mcp.json': CONFIG_OF_CURSOR,
      },
    })
  })
  afterAll(() => workbench?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.saveArtifacts(`listedFiles-${task.name}`)
  })

  it('has a file of one of them checked as soon as ".scopelight.yaml" lists it, and no other', async () => {
    const { page } = workbench
    await openFile(page, '.mcp.json')
    await openFile(page, 'other.json')
    await openFile(page, 'agents/release.json')
    const found = (await problems(page)).filter({ hasText: 'hardcoded-secret' })
    await found.first().waitFor()
    expect(await found.count()).toBe(1)

    await writeUntilSeen(path.join(workbench.workspace, '.scopelight.yaml'), found.nth(1))
    expect(await found.count()).toBe(2)
  })

  it('is told a syntax error once', async () => {
    const { page } = workbench
    await openFile(page, 'agents/broken.json')
    const rows = await problems(page)
    await rows.filter({ hasText: 'Trailing comma' }).waitFor()
    // While it was closed nobody but us could tell of it.
    await expect.poll(() => rows.filter({ hasText: 'config-parse-error' }).count(), { timeout: 10_000 }).toBe(0)
  })
})

describe('a workspace that lists its configurations from the start', () => {
  let workbench: Workbench

  beforeAll(async () => {
    workbench = await startWorkbench({ files: { '.scopelight.yaml': SETTINGS, 'agents/release.json': CONFIG_OF_CURSOR } })
  })
  afterAll(() => workbench?.close())

  it('wakes the extension, and the server with the first file that may be one', async () => {
    const servers = () => workbench.processes().filter((line) => line.includes('language.cjs'))
    expect(servers()).toEqual([])
    await openFile(workbench.page, 'agents/release.json')
    await (await problems(workbench.page)).filter({ hasText: 'hardcoded-secret' }).waitFor()
    expect(servers()).toHaveLength(1)
  })
})
