import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DiagnosticSeverity } from 'vscode-languageserver/node'
import { type WorkspaceProblemSources, WorkspaceProblems } from '../../server/language/workspaceProblems.ts'
import { host } from '../model/config.ts'

const COUNT = 300
const PROBLEM = {
  message: 'x',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  severity: DiagnosticSeverity.Error,
}

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'scopelight-problems-')))
  for (let at = 0; at < COUNT; at++) {
    mkdirSync(path.join(folder, `many/p${at}`), { recursive: true })
    writeFileSync(path.join(folder, `many/p${at}/.mcp.json`), '{ "mcpServers": { "a": { "command": "/opt/a" } } }')
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href

/** Longer than a piece of work may take at a time. */
function takeAMillisecond(): void {
  const until = performance.now() + 1
  while (performance.now() < until);
}

function start(change: Partial<WorkspaceProblemSources>) {
  const problems = new WorkspaceProblems({
    isOn: () => true,
    folders: () => [{ uri: uriOf(''), path: folder }].map((one) => ({ ...one, uri: one.uri.replace(/\/$/, '') })),
    locate: (file) =>
      file.endsWith('/.mcp.json')
        ? { hosts: [host('claude-code')], file: path.relative(folder, file), workspace: undefined, waivers: [] }
        : undefined,
    isOpen: () => false,
    look: () => new Map(),
    *check() {
      yield
      return [PROBLEM]
    },
    changedAround: () => undefined,
    note: () => undefined,
    failed: (error) => {
      throw error
    },
    ...change,
  })
  problems.start()
  return problems
}

function settled(problems: WorkspaceProblems): Promise<void> {
  return new Promise((resolve) => {
    const end = problems.onNews(() => {
      if (!problems.isSettled) return
      end()
      resolve()
    })
  })
}

describe('work on files that are not open, broken off by something new', () => {
  it('goes on where it stopped', async () => {
    const checked: string[] = []
    const problems = start({
      *check({ uri }) {
        yield
        takeAMillisecond()
        checked.push(uri)
        if (checked.length === COUNT / 2) problems.touch(uriOf('many/p0/.mcp.json'))
        return [PROBLEM]
      },
    })
    await settled(problems)
    expect(new Set(checked).size).toBe(COUNT)
    // What is checked again is at most one batch and the file that was touched.
    expect(checked.length).toBeLessThan(COUNT * 1.25)
  })

  it('takes back what was said of every file of a folder that is gone', async () => {
    let isSlow = false
    const problems = start({
      locate: (file) => {
        if (isSlow) takeAMillisecond()
        return file.endsWith('/.mcp.json')
          ? { hosts: [host('claude-code')], file: path.relative(folder, file), workspace: undefined, waivers: [] }
          : undefined
      },
    })
    await settled(problems)
    const said = () => [...problems.all().values()].filter(({ items }) => items.length > 0).length
    expect(said()).toBe(COUNT)
    rmSync(path.join(folder, 'many'), { recursive: true })
    isSlow = true
    problems.touch(uriOf('many'))
    // Comes while the files of the folder are looked at.
    setTimeout(() => problems.touch(uriOf('other/.mcp.json')), 150)
    await settled(problems)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(said()).toBe(0)
  })

  it('checks again only what lies around a file that has changed', async () => {
    const checked: string[] = []
    const problems = start({
      *check({ uri }) {
        yield
        checked.push(uri)
        return [PROBLEM]
      },
    })
    await settled(problems)
    checked.length = 0
    writeFileSync(path.join(folder, 'many/p7/.mcp.json'), '{ "mcpServers": {} }')
    problems.touch(uriOf('many/p7/.mcp.json'))
    await settled(problems)
    expect(checked).toEqual([uriOf('many/p7/.mcp.json')])
  })
})
