import { expect } from 'vitest'
import { GITHUB_TOKEN } from './fixtures.ts'
import { quickFix, save } from './gestures.ts'
import type { Workbench } from './workbench.ts'

/** Applies the quick fix of the token in `.vscode/mcp.json` and saves. Returns the file, which asks for the token from now on. */
export async function fixToken({ page, readFile }: Workbench): Promise<string> {
  await quickFix(page, GITHUB_TOKEN, 'input')
  await page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'hardcoded-secret' }).waitFor({ state: 'detached' })
  await save(page)
  const text = readFile('.vscode/mcp.json')
  expect(text).not.toContain(GITHUB_TOKEN)
  expect(text).toMatch(/"GITHUB_PERSONAL_ACCESS_TOKEN": "\$\{input:[\w-]+\}"/)
  expect(text).toMatch(/"password": true/)
  return text
}
