import path from 'node:path'
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { ARTIFACTS } from './workbench.ts'

const GESTURE = { timeout: 8000 }

/**
 * On a busy machine a key can arrive before the workbench listens, and a menu can close under the mouse: one gesture
 * (open it, wait for the entry, click the entry) is tried again as a whole. It ends in its click, so nothing is done twice.
 */
async function attempt(page: Page, what: string, gesture: () => Promise<void>): Promise<void> {
  let last: unknown
  for (let count = 0; count < 6; count++) {
    try {
      return await gesture()
    } catch (error) {
      last = error
    }
    await page.keyboard.press('Escape')
  }
  throw new Error(`${what}: 6 attempts failed`, { cause: last })
}

/** The list shows its old order for a moment after the text is in, and a click then hits a neighbour: it must be at rest first. */
async function quickInput(page: Page, key: string, text: string, pick: (rows: Locator) => Locator): Promise<void> {
  await attempt(page, `${key} ${text}`, async () => {
    await page.keyboard.press(key)
    const input = page.locator('.quick-input-widget:visible input.input')
    await input.waitFor(GESTURE)
    await input.fill(text, GESTURE)
    const rows = page.locator('.quick-input-list .monaco-list-row')
    const labels = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')).join('\n'))
    for (let before: string | undefined, now = await labels(); now !== before; ) {
      before = now
      await page.waitForTimeout(200)
      now = await labels()
    }
    await pick(rows).first().click(GESTURE)
  })
}

/** F1, the title, a click on it: `Scopelight: Record Servers…`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await quickInput(page, 'F1', `>${title}`, (rows) => rows.filter({ hasText: title }))
}

/** Titles the command palette offers for a text. */
export async function offeredCommands(page: Page, text: string): Promise<readonly string[]> {
  let titles: readonly string[] = []
  await attempt(page, `commands of ${text}`, async () => {
    await page.keyboard.press('F1')
    const input = page.locator('.quick-input-widget:visible input.input')
    await input.waitFor(GESTURE)
    await input.fill(`>${text}`, GESTURE)
    await page.waitForTimeout(600)
    titles = await page.locator('.quick-input-list .monaco-list-row .label-name').allInnerTexts()
  })
  await page.keyboard.press('Escape')
  return titles.map((title) => title.replaceAll('\u00a0', ' '))
}

/** Opens a file of the workspace in the explorer, as `.vscode/mcp.json`; waits until it is the active editor. */
export async function openFile(page: Page, name: string): Promise<void> {
  const segments = name.split('/')
  const row = (level: number) =>
    page
      .locator(`.explorer-folders-view .monaco-list-row[aria-level="${level + 1}"]`)
      .filter({ has: page.getByText(segments[level] ?? '', { exact: true }) })
      .first()
  const last = segments.length - 1
  await attempt(page, `open ${name}`, async () => {
    for (let level = 0; level < last; level++) {
      await row(level).waitFor(GESTURE)
      if ((await row(level).getAttribute('aria-expanded')) !== 'true') await row(level).click(GESTURE)
    }
    await row(last).dblclick(GESTURE)
    await page
      .locator('.editor-group-container.active .tab.active')
      .filter({ hasText: segments[last] ?? '' })
      .waitFor(GESTURE)
  })
}

/** Entries of the Problems panel, which it shows first. */
export async function problems(page: Page): Promise<Locator> {
  const panel = page.locator('.markers-panel')
  await attempt(page, 'Problems panel', async () => {
    if (!(await panel.isVisible())) await page.keyboard.press('Control+Shift+M')
    await panel.waitFor(GESTURE)
  })
  return panel.locator('.monaco-list-row')
}

/** A piece of editor text. Monaco shows spaces as U+00A0. */
export function editorText(page: Page, text: string): Locator {
  return page
    .locator('.monaco-editor .view-line span span')
    .filter({ hasText: text.replaceAll(' ', '\u00a0') })
    .first()
}

/** The hover over a piece of text that contains the expected words. */
export async function hover(page: Page, at: string, expected: string): Promise<Locator> {
  const box = page.locator('.monaco-hover:visible').filter({ hasText: expected })
  await attempt(page, `hover on ${at}`, async () => {
    await page.mouse.move(5, 5)
    await editorText(page, at).hover(GESTURE)
    await box.waitFor(GESTURE)
  })
  return box
}

/** Ctrl+. at a place in the text, then the action with this title. */
export async function quickFix(page: Page, at: string, title: string): Promise<void> {
  await attempt(page, `quick fix ${title}`, async () => {
    await editorText(page, at).click(GESTURE)
    await page.locator('.monaco-editor.focused').waitFor(GESTURE)
    await page.keyboard.press('Control+.')
    await page.locator('.action-widget .monaco-list-row').filter({ hasText: title }).click(GESTURE)
  })
}

export async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+S')
  await page.locator('.tab.dirty').waitFor({ state: 'detached' })
}

/**
 * Names a file in the editor's own dialog, which has a button of this name. The dialog writes its own folder into the box
 * once it has read it, over what was typed meanwhile, so the box must be at rest before and after.
 */
export async function chooseFile(page: Page, file: string, button: string): Promise<void> {
  const dialog = page.locator('.quick-input-widget:visible')
  const box = dialog.locator('input.input')
  const row = dialog.locator('.monaco-list-row').filter({ hasText: path.basename(file) })
  await dialog.locator('.monaco-list-row').first().waitFor()
  for (let count = 0; count < 6; count++) {
    await box.fill(file)
    await row.waitFor(GESTURE).catch(() => undefined) // Filled too early: once more.
    await page.waitForTimeout(500)
    if ((await row.isVisible()) && (await box.inputValue()) === file) break
  }
  await dialog.getByRole('button', { name: button }).click()
}

/** A code lens by its words, the nth of several. */
export function lens(page: Page, words: string, nth = 0): Locator {
  return page.locator('.monaco-editor .codelens-decoration a').filter({ hasText: words }).nth(nth)
}

/** The workbench drops its question for lenses when the editor loses the focus, and asks again when it is back. */
export async function focusEditor(page: Page): Promise<void> {
  await page.keyboard.press('Control+1')
  await page.locator('.monaco-editor.focused').first().waitFor(GESTURE)
}

/** Answers a question of the workbench by a button of its message. */
export async function answer(page: Page, question: string, button: string): Promise<void> {
  await message(page, question).getByRole('button', { name: button, exact: true }).click()
}

/** A button above the active editor. */
export async function titleAction(page: Page, name: string): Promise<void> {
  await page.locator('.editor-group-container.active .editor-actions').getByRole('button', { name }).click()
}

/** A message of the workbench that contains these words. */
export function message(page: Page, words: string): Locator {
  return page.locator('.notifications-toasts .notification-list-item').filter({ hasText: words }).first()
}

/** The document of the trace view: page > iframe.webview.ready > iframe#active-frame. */
export function traceView(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame')
}

export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`) })
}
