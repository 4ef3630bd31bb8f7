import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CONFIG_TO_RECORD, SECRETS } from './fixtures.ts'
import { answer, editorText, lens, message, openFile, runCommand, screenshot, titleAction, traceView } from './gestures.ts'
import { connect } from './peers.ts'
import { readAll, startWorkbench, until, type Workbench } from './workbench.ts'

const FILE = '.vscode/mcp.json'

describe('recording a server, from the lens to the last byte restored', () => {
  let workbench: Workbench

  beforeAll(async () => {
    workbench = await startWorkbench({
      files: {
        [FILE]: CONFIG_TO_RECORD,
        'notes/release.md': '# Release 1.4\n',
        'notes/todo.md': '- changelog\n',
        '.git/HEAD': 'ref: refs/heads/main\n',
      },
    })
  })
  afterAll(() => workbench?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.saveArtifacts(`recording-${task.name}`)
  })

  const view = () => traceView(workbench.page)
  const row = (words: string) => view().locator('[role=row]').filter({ hasText: words })

  it('shows the change and a warning before anything is written', async () => {
    const { page } = workbench
    await openFile(page, FILE)
    await lens(page, 'Record calls…').click()
    await page.locator('.diff-editor, .monaco-diff-editor').first().waitFor()
    await editorText(page, path.join(workbench.state, 'bin', 'scopelight-proxy')).waitFor()
    await message(page, 'This file is under version control. Do not commit the change').waitFor()
    await screenshot(page, 'recording-1-change')
    expect(workbench.readFile(FILE)).toBe(CONFIG_TO_RECORD)
    expect(readAll(workbench.state)).toEqual({})
  })

  it('writes nothing when the person cancels', async () => {
    const { page } = workbench
    await answer(page, 'Record calls of "files"?', 'Cancel')
    await page.locator('.diff-editor, .monaco-diff-editor').first().waitFor({ state: 'detached' })
    expect(workbench.readFile(FILE)).toBe(CONFIG_TO_RECORD)
    expect(readAll(workbench.state)).toEqual({})
  })

  it('puts the proxy in front of the server when the person agrees', async () => {
    const { page } = workbench
    await openFile(page, FILE)
    await lens(page, 'Record calls…').click()
    await answer(page, 'Record calls of "files"?', 'Record')
    await lens(page, 'Stop recording…').waitFor()
    // The workbench empties the file before it writes it.
    const text = await until(() => {
      const now = workbench.readFile(FILE)
      return now === CONFIG_TO_RECORD || now === '' ? undefined : now
    }, 'the file to change')
    expect(text).toContain(`"command": "${path.join(workbench.state, 'bin', 'scopelight-proxy')}"`)
    expect(text).toMatch(/"--entry",\s*"[0-9a-f]+",\s*"--",\s*"node"/)
    expect(text).toContain('// from this repository')
    await message(page, 'Calls of "files" are recorded from its next start.').waitFor()
    await screenshot(page, 'recording-2-recorded')
  })

  it('keeps launcher, proxy and undo record for the person alone', () => {
    const mode = (...names: string[]) => (statSync(path.join(workbench.state, ...names)).mode & 0o777).toString(8)
    expect(['', 'bin', 'entries'].map((name) => mode(name))).toEqual(['700', '700', '700'])
    expect(mode('bin', 'scopelight-proxy')).toBe('755')
    const [record = ''] = readdirSync(path.join(workbench.state, 'entries'))
    expect(mode('entries', record)).toBe('600')
  })

  it('shows the messages of the editor’s own MCP client live in the panel', async () => {
    const { page } = workbench
    await runCommand(page, 'Scopelight: Show MCP Trace')
    await view().getByRole('grid', { name: 'MCP calls' }).or(view().getByRole('heading')).first().waitFor()
    await lens(page, 'Start').click()
    await answerTrust()
    await lens(page, 'Running').waitFor()
    await view().getByRole('heading', { name: 'Waiting for the first call' }).waitFor()
    await screenshot(page, 'recording-3-first-trace')
    await view().getByRole('button', { name: 'Show protocol messages' }).click()
    await row('initialize').first().waitFor()
    await row('tools/list').first().waitFor()
    await screenshot(page, 'recording-4-vscode-client')
  })

  it.each(['modern', 'legacy'] as const)('shows the calls of a %s SDK client with what each credential is', async (era) => {
    const peer = await connect(era, workbench, FILE, 'files')
    const notes = path.join(workbench.workspace, 'notes')
    await peer.call('list_directory', { path: notes })
    await peer.call('read_text_file', { path: path.join(notes, 'release.md') })
    await peer.call('write_file', { path: path.join(notes, `from-${era}.md`), content: '- done\n' })
    await peer.call('read_text_file', { path: '/etc/hostname' })
    await peer.close()
    await row('write_file')
      .nth(era === 'modern' ? 0 : 1)
      .waitFor()
    await row('list_directory').first().waitFor()
    await expectCredentials()
    await screenshot(workbench.page, `recording-5-calls-${era}`)
  })

  it('opens request and response of a call', async () => {
    const { page } = workbench
    await row('write_file').first().click()
    await page.keyboard.press('Enter')
    const details = view().getByRole('complementary', { name: 'Details of the call' })
    await details.waitFor()
    await screenshot(page, 'recording-6-details')
    await details.getByRole('tab', { name: 'Request' }).click()
    await details.getByText('from-modern.md').first().waitFor()
    await details.getByRole('tab', { name: 'Response' }).click()
    await details.getByText('Successfully wrote').first().waitFor()
    await screenshot(page, 'recording-7-response')
  })

  it('keeps every secret out of the state directory and out of the page', async () => {
    const page = (await view().locator('body').textContent()) ?? ''
    for (const [name, text] of Object.entries(readAll(workbench.state))) {
      for (const secret of SECRETS) expect(text, name).not.toContain(secret)
    }
    for (const secret of SECRETS) expect(page).not.toContain(secret)
    for (const [name, text] of Object.entries(workbench.logs()).filter(([each]) => /scopelight/i.test(each))) {
      for (const secret of SECRETS) expect(text, name).not.toContain(secret)
    }
  })

  it('brings the copy of the proxy up to date when the extension was updated', async () => {
    const { page } = workbench
    const copy = path.join(workbench.state, 'bin', 'proxy.cjs')
    const current = readFileSync(copy, 'utf8')
    writeFileSync(copy, '// of an older version\n')
    await page.reload()
    await openFile(page, FILE)
    await until(() => (readFileSync(copy, 'utf8') === current ? true : undefined), 'the copy to be current', 60_000)
  })

  it('restores the file byte for byte', async () => {
    const { page } = workbench
    await openFile(page, FILE)
    await lens(page, 'Stop recording…').click()
    await titleAction(page, 'Make the Change Shown')
    await lens(page, 'Record calls…').waitFor()
    await until(() => (workbench.readFile(FILE) === CONFIG_TO_RECORD ? true : undefined), 'the file to be as it was')
    expect(readFileSync(path.join(workbench.workspace, FILE))).toEqual(Buffer.from(CONFIG_TO_RECORD))
    const entries = path.join(workbench.state, 'entries')
    await until(() => (readdirSync(entries).length === 0 ? true : undefined), 'the undo record to go')
    await screenshot(page, 'recording-8-restored')
  })

  it('asks nothing of the network', () => {
    expect(workbench.outside).toEqual([])
    console.log('timings (ms)', JSON.stringify(workbench.timings))
  })

  /** The editor asks once whether a server of this workspace may start. */
  async function answerTrust(): Promise<void> {
    const trust = workbench.page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: /trust|yes|start/i })
      .first()
    const running = lens(workbench.page, 'Running')
    await trust.or(running).first().waitFor()
    if (await trust.isVisible()) await trust.click()
  }

  async function expectCredentials(): Promise<void> {
    const call = row('write_file').last()
    const text = (await call.textContent()) ?? ''
    expect(text).toContain('GitHub PAT, JWT')
    const hours = [0, 1].map((ago) => new Date(Date.now() - ago * 3_600_000).toTimeString().slice(0, 2))
    expect(hours).toContain(text.slice(0, 2))
    expect(await call.locator('.chip[data-mark=unverified]:visible').allTextContents()).toEqual([
      expect.stringContaining('files:read'),
      expect.stringContaining('files:write'),
    ])
    expect(await call.locator('.chip[data-mark=unknown]:visible').allTextContents()).toEqual([expect.stringContaining('unknown')])
  }
})
