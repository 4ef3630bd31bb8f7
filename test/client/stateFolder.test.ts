import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepProgram } from '../../client/insertion/keepProgram.ts'
import { makeStateFolder } from '../../client/insertion/stateFolder.ts'
import {
  countRecordedEntries,
  newEntryId,
  readUndoRecord,
  removeUndoRecord,
  writeUndoRecord,
} from '../../client/insertion/undoRecords.ts'
import { isUnderVersionControl } from '../../client/insertion/versionControl.ts'
import { writePrivateFile } from '../../client/insertion/writePrivateFile.ts'
import type { UndoRecord } from '../../server/protocol/languageRequests.ts'

let root: string
let state: string
const before = process.env.SCOPELIGHT_HOME

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'state-'))
  state = path.join(root, 'scopelight')
  process.env.SCOPELIGHT_HOME = state
})
afterEach(() => {
  if (before === undefined) delete process.env.SCOPELIGHT_HOME
  else process.env.SCOPELIGHT_HOME = before
  rmSync(root, { recursive: true })
})

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8)

const record: UndoRecord = {
  v: 1,
  id: '3f9c00aa',
  host: 'vscode',
  file: '/home/alice/agent/.vscode/mcp.json',
  path: ['servers', 'github'],
  server: 'github',
  env: ['GITHUB_TOKEN'],
  edits: [{ before: '"npx"', after: '"/launcher"' }],
}

describe('the state folder', () => {
  it('is for its owner alone', async () => {
    expect(await makeStateFolder('entries')).toBe(path.join(state, 'entries'))
    expect([mode(state), mode(path.join(state, 'entries'))]).toEqual(['700', '700'])
  })

  it('is closed again when it was open to others', async () => {
    mkdirSync(path.join(state, 'bin'), { recursive: true, mode: 0o755 })
    await makeStateFolder('bin')
    expect([mode(state), mode(path.join(state, 'bin'))]).toEqual(['700', '700'])
  })

  it.runIf(process.getuid?.() === 0)("is refused when it is another user's", async () => {
    mkdirSync(path.join(state, 'bin'), { recursive: true })
    chownSync(path.join(state, 'bin'), 12_345, 12_345)
    await expect(makeStateFolder('bin')).rejects.toThrow(`"${path.join(state, 'bin')}" belongs to another user, and`)
  })

  it('is refused, and not waited for, where none can be made', async () => {
    process.env.SCOPELIGHT_HOME = '/proc/scopelight/state'
    await expect(makeStateFolder('bin')).rejects.toThrow('/proc/scopelight')
  })

  it('is not followed to where a link leads', async () => {
    mkdirSync(path.join(root, 'elsewhere'))
    mkdirSync(state)
    symlinkSync(path.join(root, 'elsewhere'), path.join(state, 'bin'))
    await expect(makeStateFolder('bin')).rejects.toThrow(
      `"${path.join(state, 'bin')}" is a symbolic link, and Scopelight keeps its state there. Move it away, or name another place in SCOPELIGHT_HOME.`,
    )
  })
})

describe('a file of the state folder', () => {
  it('replaces a link in its place and leaves its target alone', async () => {
    writeFileSync(path.join(root, 'target'), 'mine')
    symlinkSync(path.join(root, 'target'), path.join(root, 'link'))
    await writePrivateFile(path.join(root, 'link'), 'new', 0o600)
    expect(readFileSync(path.join(root, 'target'), 'utf8')).toBe('mine')
    expect(readFileSync(path.join(root, 'link'), 'utf8')).toBe('new')
  })

  it('leaves nothing behind when it cannot be written', async () => {
    mkdirSync(path.join(root, 'place'))
    await expect(writePrivateFile(path.join(root, 'place'), 'new', 0o600)).rejects.toThrow()
    expect(readdirSync(root)).toEqual(['place'])
  })
})

describe('a program of the state folder', () => {
  const content = Buffer.from('#!/bin/sh\n')
  const file = () => path.join(root, 'scopelight-proxy')

  it('is written once, and again when it differs', async () => {
    await keepProgram(file(), content, 0o755)
    const { ino } = statSync(file())
    await keepProgram(file(), content, 0o755)
    expect(statSync(file()).ino).toBe(ino)
    await keepProgram(file(), Buffer.from('#!/bin/sh\n:\n'), 0o755)
    expect(readFileSync(file(), 'utf8')).toBe('#!/bin/sh\n:\n')
  })

  it.each([
    [0o777, 'that others could change'],
    [0o644, 'that cannot be started'],
  ])('with mode %o, %s, is written again', async (wrong) => {
    writeFileSync(file(), content)
    chmodSync(file(), wrong)
    await keepProgram(file(), content, 0o755)
    expect(statSync(file()).mode & 0o122).toBe(0o100)
  })

  it('is neither used nor replaced where a link stands in its place', async () => {
    writeFileSync(path.join(root, 'target'), content)
    symlinkSync(path.join(root, 'target'), file())
    await expect(keepProgram(file(), content, 0o755)).rejects.toThrow(
      `"${file()}" is a symbolic link, and recorded servers would start it. Move it away, then try again.`,
    )
    expect(readFileSync(path.join(root, 'target'), 'utf8')).toBe(content.toString())
  })

  it('is refused where a folder stands in its place', async () => {
    mkdirSync(file())
    await expect(keepProgram(file(), content, 0o755)).rejects.toThrow(`"${file()}" is not a file, and`)
  })

  it.runIf(process.getuid?.() === 0)("is refused when it is another user's", async () => {
    writeFileSync(file(), content, { mode: 0o755 })
    chownSync(file(), 12_345, 12_345)
    await expect(keepProgram(file(), content, 0o755)).rejects.toThrow(`"${file()}" belongs to another user, and`)
  })
})

describe('an undo record', () => {
  it('comes back as it was written, from a file only its owner can read', async () => {
    expect(await countRecordedEntries()).toBe(0)
    await writeUndoRecord(record)
    expect(mode(path.join(state, 'entries', '3f9c00aa.json'))).toBe('600')
    expect(await readUndoRecord('3f9c00aa')).toEqual(record)
    expect(await countRecordedEntries()).toBe(1)
    await removeUndoRecord('3f9c00aa')
    expect(await readUndoRecord('3f9c00aa')).toBeUndefined()
  })

  it.each([
    ['torn', '{"v":1,"id":"3f9c'],
    ['not an object', '[]'],
    ['of another id', JSON.stringify({ ...record, id: 'ffff' })],
    ['of another version', JSON.stringify({ ...record, v: 2 })],
    ['with edits that are none', JSON.stringify({ ...record, edits: [{ before: 1 }] })],
    ['without a path', JSON.stringify({ ...record, path: undefined })],
  ])('that is %s reads as none', async (_, text) => {
    const folder = await makeStateFolder('entries')
    writeFileSync(path.join(folder, '3f9c00aa.json'), text)
    expect(await readUndoRecord('3f9c00aa')).toBeUndefined()
  })

  it('is found by an id of ours only, so that a configuration cannot name another file', async () => {
    mkdirSync(state, { recursive: true })
    writeFileSync(path.join(state, 'settings.json'), JSON.stringify({ ...record, id: '../settings' }))
    expect(await readUndoRecord('../settings')).toBeUndefined()
    await removeUndoRecord('../settings')
    expect(readdirSync(state)).toEqual(['settings.json'])
  })

  it('gets an id that nobody can guess and that is a name for a file', () => {
    const ids = Array.from({ length: 100 }, newEntryId)
    expect(new Set(ids).size).toBe(100)
    expect(ids.every((id) => /^[0-9a-f]{12}$/.test(id))).toBe(true)
  })
})

describe('a file under version control', () => {
  it('has a ".git" folder or file above it', async () => {
    const file = path.join(root, 'repo', 'deep', '.vscode', 'mcp.json')
    mkdirSync(path.dirname(file), { recursive: true })
    expect(await isUnderVersionControl(file)).toBe(false)
    writeFileSync(path.join(root, 'repo', 'deep', '.git'), 'gitdir: elsewhere')
    expect(await isUnderVersionControl(file)).toBe(true)
    rmSync(path.join(root, 'repo', 'deep', '.git'))
    mkdirSync(path.join(root, 'repo', '.git'))
    expect(await isUnderVersionControl(file)).toBe(true)
  })
})
