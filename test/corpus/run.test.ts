import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const RUN = fileURLToPath(new URL('run.mjs', import.meta.url))
const TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
/** Each file has one finding that a reviewer would be asked about; `clean` has none of medium or above. */
const FILES = {
  '.scopelight.yaml':
    'hosts:\n  - { files: "vscode/*", host: vscode }\n  - { files: "claude/*", host: claude-code }\n  - { files: "codex/*", host: codex }\n',
  'vscode/wrong-root.json': '{\n  "mcpServers": { "a": { "command": "/opt/a" } }\n}\n',
  'claude/url.json': '{ "mcpServers": {\n "a": { "url": "https://a.example/mcp" } } }\n',
  'claude/clean.json': '{ "mcpServers": { "a": { "command": "/opt/a" } } }\n',
  'codex/config.toml': '[mcp_servers.a]\ncommand = "/opt/a"\n',
}
const REVIEW = [
  row('vscode/wrong-root.json', 'wrong-root-key', 2, 'high', 'right'),
  row('claude/url.json', 'url-without-type', 2, 'medium', 'right'),
]

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'scopelight-corpus-'))
  for (const [file, text] of Object.entries(FILES)) put(file, text)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}

function row(file: keyof typeof FILES, rule: string, line: number, severity: string, verdict: string) {
  const sha256 = createHash('sha256').update(FILES[file]).digest('hex')
  return { file, sha256, rule, line, severity, verdict, reason: 'Read with the documentation of the host.' }
}

function run(review: unknown, ...more: readonly string[]) {
  writeFileSync(`${folder}.review`, JSON.stringify(review))
  const { status, stdout } = spawnSync(process.execPath, [RUN, folder, '--review', `${folder}.review`, ...more], {
    encoding: 'utf8',
  })
  rmSync(`${folder}.review`)
  return { status, stdout }
}

describe('the corpus run', () => {
  it('holds when every finding is judged right, and counts', () => {
    const { status, stdout } = run(REVIEW)
    expect(stdout).toContain('The corpus holds.')
    expect(stdout).toContain('2 judged right, 0 judged wrong, 0 without a verdict, 0 stale rows')
    expect(stdout).toMatch(/wrong-root-key\s+–\s+1\s+–\s+–\s+–/)
    expect(stdout).toContain('4 files, 2 findings (0.50 a file), 2 of medium or above (0.50 a file)')
    expect(status).toBe(0)
  })

  it('fails on a finding of medium or above that nobody judged', () => {
    const { status, stdout } = run(REVIEW.slice(0, 1))
    expect(stdout).toMatch(/FAILED claude\/url\.json:2 url-without-type \(medium\) has no verdict: /)
    expect(status).toBe(1)
  })

  it('fails on a finding at high that is judged wrong', () => {
    const { status, stdout } = run([{ ...REVIEW[0], verdict: 'wrong', reason: 'It is read.' }, REVIEW[1]])
    expect(stdout).toContain('FAILED vscode/wrong-root.json:2 wrong-root-key (high) is wrong: It is read.')
    expect(status).toBe(1)
  })

  it('allows one wrong finding at medium in up to a hundred files, and no second', () => {
    const wrong = { ...REVIEW[1], verdict: 'wrong' }
    expect(run([REVIEW[0], wrong]).status).toBe(0)
    const second = '{ "mcpServers": {\n "b": { "url": "https://b.example/mcp" } } }\n'
    put('claude/second.json', second)
    const other = { ...wrong, file: 'claude/second.json', sha256: createHash('sha256').update(second).digest('hex') }
    const { status, stdout } = run([REVIEW[0], wrong, other])
    expect(stdout).toContain('FAILED 2 findings at medium are wrong in 5 files')
    expect(status).toBe(1)
  })

  it('ties a verdict to the bytes of the file, and reports the stale row', () => {
    put('claude/url.json', `${FILES['claude/url.json']}\n`)
    const { status, stdout } = run(REVIEW)
    expect(stdout).toContain('stale: claude/url.json:2 url-without-type')
    expect(stdout).toContain('FAILED claude/url.json:2 url-without-type (medium) has no verdict')
    expect(status).toBe(1)
  })

  it('ties a verdict to the severity that was judged', () => {
    const { status, stdout } = run([REVIEW[0], { ...REVIEW[1], severity: 'low' }])
    expect(stdout).toContain('stale: claude/url.json:2 url-without-type')
    expect(stdout).toContain('FAILED claude/url.json:2 url-without-type (medium) has no verdict')
    expect(status).toBe(1)
  })

  it.each([
    [{ ...REVIEW[0], severity: 'grave' }, 'has no severity'],
    [{ ...REVIEW[0], verdict: 'maybe' }, 'has no verdict "right" or "wrong"'],
    [{ ...REVIEW[0], reason: ' ' }, 'gives no reason'],
    [{ ...REVIEW[0], sha256: 'x' }, 'has no SHA-256 of the file'],
    [null, 'is not an object'],
  ])('fails on a row that is none: %j', (broken, why) => {
    const { status, stdout } = run([broken, REVIEW[1]])
    expect(stdout).toContain(why)
    expect(status).toBe(1)
  })

  it('writes what is left to judge, with the line and without a secret', () => {
    put('claude/secret.json', `{ "mcpServers": { "a": { "command": "/opt/a",\n "env": { "GITHUB_TOKEN": "${TOKEN}" } } } }\n`)
    const missing = path.join(folder, 'missing.json')
    const { status, stdout } = run(REVIEW, '--missing', missing)
    const text = readFileSync(missing, 'utf8')
    expect(JSON.parse(text)).toContainEqual(
      expect.objectContaining({
        file: 'claude/secret.json',
        line: 2,
        rule: 'hardcoded-secret',
        text: expect.stringContaining('"GITHUB_TOKEN": "ghp_EX…(40 characters)"'),
      }),
    )
    expect(text + stdout).not.toContain(TOKEN)
    expect(status).toBe(1)
  })

  it('fails when the command line fails, and says how it is used', () => {
    put('.scopelight.yaml', 'hosts:\n  - { files: "vscode/*", host: nobody }\n')
    expect(run(REVIEW)).toMatchObject({ status: 1, stdout: expect.stringContaining('FAILED "scopelight lint" ended with 2') })
    expect(spawnSync(process.execPath, [RUN], { encoding: 'utf8' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Usage: '),
    })
  })
})
