import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { GITHUB_TOKEN } from './fixtures.ts'
import { editorText, focusEditor, lens, openFile, problems, quickFix, runCommand, save, screenshot } from './gestures.ts'
import { startWorkbench, until, type Workbench } from './workbench.ts'

const GITHUB = '@modelcontextprotocol/server-github@2025.4.8'

/** One project whose people use different clients. Nobody opens the file of Kiro. */
const FILES = {
  'README.md': '# Agent\n',
  '.mcp.json': `{
  "mcpServers": {
    "github": {
      "type": "http",
      "url": "https://api.githubcopilot.com/mcp/",
      "headers": { "Authorization": "Bearer ${GITHUB_TOKEN}" }
    }
  }
}
`,
  '.codex/config.toml': `# What the release agent may use.
[mcp_servers.github]
command = "npx"
args = ["-y", "${GITHUB}"] # reviewed

[mcp_servers.github.env]
GITHUB_PERSONAL_ACCESS_TOKEN = "${GITHUB_TOKEN}"
`,
  '.continue/mcpServers/github.yaml': `name: github
version: 0.0.1
schema: v1
mcpServers:
  # Issues of the team.
  - name: github
    command: npx
    args: ["-y", "${GITHUB}"]
    env:
      GITHUB_PERSONAL_ACCESS_TOKEN: ${GITHUB_TOKEN}
`,
  '.github/agents/release.agent.md': `---
name: release
description: Writes the notes of a release.
tools: ["github/list_commits"]
mcp-servers:
  github:
    type: local
    command: npx
    args: ["-y", "${GITHUB}"]
    env:
      GITHUB_PERSONAL_ACCESS_TOKEN: ${GITHUB_TOKEN}
---

You write the notes of a release.
`,
  '.cursor/mcp.json': `{
  "mcpServers": {
    "web": {
      "command": "uvx",
      "args": ["mcp-server-fetch==2025.4.7"],
      "env": { "NODE_TLS_REJECT_UNAUTHORIZED": "0", "REGION": "{env:REGION}" }
    }
  }
}
`,
  '.kiro/settings/mcp.json': `{ "mcpServers": { "box": { "command": "docker", "args": ["run", "-i", "--privileged", "acme/box:1.0.0"] } } }\n`,
}

describe('a project with the files of many clients', () => {
  let workbench: Workbench

  beforeAll(async () => {
    workbench = await startWorkbench({ files: FILES })
  })
  afterAll(() => workbench?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.saveArtifacts(`clients-${task.name}`)
  })

  const onDisk = (file: string) => readFileSync(path.join(workbench.workspace, file), 'utf8')
  /** Opens the file, lets go of the token by the fix with this title, saves, and gives the text. */
  async function withoutToken(file: string, title: string): Promise<string> {
    const { page } = workbench
    await openFile(page, file)
    await (await problems(page)).filter({ hasText: 'hardcoded-secret' }).first().waitFor()
    await quickFix(page, GITHUB_TOKEN.slice(0, 12), title)
    // The editor applies it a moment after the click; what is saved before that is the old text.
    await editorText(page, GITHUB_TOKEN.slice(0, 12)).waitFor({ state: 'detached' })
    await save(page)
    return onDisk(file)
  }

  /** Answers what is asked when a finding is ignored. */
  async function sayWhy(reason: string, expiry: string): Promise<void> {
    const { page } = workbench
    await page.locator('.quick-input-widget:visible input.input').fill(reason)
    await page.keyboard.press('Enter')
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: expiry }).click()
  }

  it('lists the problems of files nobody has opened', async () => {
    const { page } = workbench
    await openFile(page, 'README.md')
    const rows = await problems(page)
    await rows.filter({ hasText: 'config.toml' }).first().waitFor()
    await screenshot(page, 'clients-1-workspace')
    // The list draws what is in sight.
    const filter = page.locator('.viewpane-filter input')
    await filter.fill('docker-privileged')
    await rows.filter({ hasText: 'docker-privileged' }).first().waitFor()
    await filter.fill('')
  })

  it('moves the token out of the file of Claude Code', async () => {
    const text = await withoutToken('.mcp.json', 'Write ${GITHUB_PERSONAL_ACCESS_TOKEN} instead')
    expect(text).toBe(FILES['.mcp.json'].replace(GITHUB_TOKEN, '${GITHUB_PERSONAL_ACCESS_TOKEN}'))
    await screenshot(workbench.page, 'clients-2-claude')
  })

  it('names the variable in the file of Codex, and keeps its comments', async () => {
    const text = await withoutToken('.codex/config.toml', 'Name "GITHUB_PERSONAL_ACCESS_TOKEN" in "env_vars" instead')
    expect(text).toBe(`# What the release agent may use.
[mcp_servers.github]
command = "npx"
args = ["-y", "${GITHUB}"] # reviewed
env_vars = ["GITHUB_PERSONAL_ACCESS_TOKEN"]
`)
    // What stands above the server follows.
    await lens(workbench.page, 'worst critical').waitFor({ state: 'detached' })
    await lens(workbench.page, 'worst medium').waitFor()
    await screenshot(workbench.page, 'clients-3-codex')
  })

  it('moves the token out of a YAML file, and keeps its comments', async () => {
    const file = '.continue/mcpServers/github.yaml'
    const text = await withoutToken(file, 'Write ${{ secrets.GITHUB_PERSONAL_ACCESS_TOKEN }} instead')
    expect(text).toBe(FILES[file].replace(GITHUB_TOKEN, '${{ secrets.GITHUB_PERSONAL_ACCESS_TOKEN }}'))
  })

  it('moves the token out of the head of an agent, and leaves what it is told', async () => {
    const file = '.github/agents/release.agent.md'
    const text = await withoutToken(file, 'Write ${{ secrets.COPILOT_MCP_GITHUB_PERSONAL_ACCESS_TOKEN }} instead')
    expect(text).toBe(FILES[file].replace(GITHUB_TOKEN, '${{ secrets.COPILOT_MCP_GITHUB_PERSONAL_ACCESS_TOKEN }}'))
    await screenshot(workbench.page, 'clients-4-agent')
  })

  it('fixes all that is safe at once', async () => {
    const { page } = workbench
    await openFile(page, '.cursor/mcp.json')
    await (await problems(page)).filter({ hasText: 'tls-verification-disabled' }).first().waitFor()
    await focusEditor(page)
    await runCommand(page, 'Fix All')
    await editorText(page, '${env:REGION}').waitFor()
    await save(page)
    expect(onDisk('.cursor/mcp.json')).toBe(
      FILES['.cursor/mcp.json'].replace(
        '"NODE_TLS_REJECT_UNAUTHORIZED": "0", "REGION": "{env:REGION}"',
        '"REGION": "${env:REGION}"',
      ),
    )
  })

  it('ignores a finding with a reason, in a comment where the format has comments', async () => {
    const { page } = workbench
    await openFile(page, '.codex/config.toml')
    await quickFix(page, '@modelcontextprotocol', 'Ignore "archived-server"')
    await sayWhy('Replaced in January.', 'For 90 days')
    await editorText(page, 'scopelight-ignore archived-server').waitFor()
    await save(page)
    expect(onDisk('.codex/config.toml')).toMatch(
      /\n# scopelight-ignore archived-server: Replaced in January\. \(expires \d{4}-\d\d-\d\d\)\nargs = /,
    )
    await screenshot(page, 'clients-5-ignored')
  })

  it('writes it into the settings of the workspace where the format has none', async () => {
    const { page } = workbench
    await openFile(page, '.kiro/settings/mcp.json')
    await quickFix(page, '--privileged', 'Ignore "docker-privileged"')
    await sayWhy('A machine that is thrown away after each run.', 'Until somebody removes it')
    const settings = path.join(workbench.workspace, '.scopelight.yaml')
    await until(
      () => (existsSync(settings) && /docker-privileged/.test(readFileSync(settings, 'utf8')) ? true : undefined),
      'the settings',
    )
    await expect.poll(async () => (await problems(page)).filter({ hasText: 'docker-privileged' }).count()).toBe(0)
  })

  it('completes a server, with what keeps it small', async () => {
    const { page } = workbench
    await openFile(page, '.cursor/mcp.json')
    await editorText(page, '"mcpServers"').click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('"github')
    const offer = page
      .locator('.suggest-widget:visible .monaco-list-row')
      .filter({ hasText: /github/i })
      .first()
    await offer.waitFor()
    await screenshot(page, 'clients-6-completion')
    await page.keyboard.press('Enter')
    await editorText(page, 'api.githubcopilot.com').waitFor()
    await page.keyboard.press('Escape')
    await screenshot(page, 'clients-7-completed')
  })

  it('asks nothing of the network, and shows the token nowhere else', () => {
    expect(workbench.outside).toEqual([])
    for (const [name, text] of Object.entries(workbench.logs())) expect(text.includes(GITHUB_TOKEN), name).toBe(false)
  })
})
