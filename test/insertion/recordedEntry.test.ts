import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { launcherText } from '../../server/insertion/launcher.ts'
import { planRecording } from '../../server/insertion/planRecording.ts'
import { applied, read, undoOf } from './recordFixture.ts'

const TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const ECHO =
  'process.stdin.on("data", (line) => { process.stdout.write(line); process.stderr.write(process.env.ELECTRON_RUN_AS_NODE ?? "plain") })'
const MESSAGE = `${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`

/** What the editor lays out in the state directory, in a home with a blank, and the recorded entry run as a host would. */
function runRecorded(entryEnv: Readonly<Record<string, string>>) {
  const home = mkdtempSync(path.join(tmpdir(), 'scopelight recorded '))
  folders.push(home)
  const state = path.join(home, 'state')
  for (const folder of ['bin', 'entries']) mkdirSync(path.join(state, folder), { recursive: true, mode: 0o700 })
  const proxy = path.join(state, 'bin/proxy.cjs')
  const launcher = path.join(state, 'bin/scopelight-proxy')
  copyFileSync(fileURLToPath(new URL('../../dist/proxy.cjs', import.meta.url)), proxy)
  writeFileSync(launcher, launcherText('linux', { proxy, editor: process.execPath }))
  chmodSync(launcher, 0o755)

  const text = JSON.stringify({
    servers: { 'my server': { command: process.execPath, args: ['-e', ECHO], env: entryEnv } },
  })
  const plan = planRecording(read(text), { server: 'my server', launcher, entry: '3f9c', file: '/w/.vscode/mcp.json' })
  const recorded = JSON.parse(applied(text, plan)).servers['my server']
  writeFileSync(path.join(state, 'entries/3f9c.json'), JSON.stringify(undoOf(plan)), { mode: 0o600 })

  const env = { PATH: process.env.PATH, HOME: home, SCOPELIGHT_HOME: state, ...recorded.env }
  const { status, stdout, stderr } = spawnSync(recorded.command, recorded.args, {
    cwd: home,
    env,
    input: MESSAGE,
    encoding: 'utf8',
  })
  const [day = ''] = readdirSync(path.join(state, 'traces'))
  const [file = ''] = readdirSync(path.join(state, 'traces', day))
  return { ended: { status, stdout, stderr }, trace: readFileSync(path.join(state, 'traces', day, file), 'utf8') }
}

describe('a recorded entry', () => {
  it('starts the server through launcher and proxy as a host would, and its trace names the entry', () => {
    const { ended, trace } = runRecorded({ GITHUB_TOKEN: TOKEN })
    expect(ended).toEqual({ status: 0, stdout: MESSAGE, stderr: 'plain' })
    expect(JSON.parse(trace.split('\n')[0] ?? '')).toMatchObject({
      k: 'open',
      server: { name: 'my server', env: ['GITHUB_TOKEN'] },
      entry: { host: 'vscode', file: '/w/.vscode/mcp.json', path: ['servers', 'my server'], id: '3f9c' },
    })
    expect(trace).not.toContain(TOKEN.slice(4))
  })

  it('runs what its NODE_OPTIONS load in the server alone, and keeps its own ELECTRON_RUN_AS_NODE', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'scopelight-hook-'))
    folders.push(folder)
    const hook = path.join(folder, 'hook.cjs')
    writeFileSync(hook, 'process.stdout.write("hooked\\n")')
    const { ended } = runRecorded({ NODE_OPTIONS: `--require ${hook}`, ELECTRON_RUN_AS_NODE: 'own' })
    expect(ended).toEqual({ status: 0, stdout: `hooked\n${MESSAGE}`, stderr: 'own' })
  })
})
