import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { factsOf } from '../../server/workspace/factsOf.ts'
import { trackedPaths } from '../../server/workspace/gitIndex.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'scopelight-facts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

// The person's own configuration must not change what is tested.
const ENV = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }

function git(cwd: string, ...args: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@acme.example']
  execFileSync('git', [...who, ...args], { cwd, env: ENV, stdio: 'ignore' })
}

function write(name: string, text = ''): void {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

describe('in a work tree', () => {
  it.each([2, 3, 4])('says what is tracked, by an index of version %i', (version) => {
    git(folder, 'init', '-q')
    git(folder, 'config', 'index.version', String(version))
    for (const name of ['.env', 'a/.env', 'a/b/.env', `${'long/'.repeat(30)}.env`, 'é/.env']) write(name, 'A=1\n')
    git(folder, 'add', '-A')
    // Only an entry with a flag of its own makes it version 3.
    write('intended')
    git(folder, 'add', '-N', 'intended')
    write('new')
    const facts = factsOf(
      ['.env', './a/.env', 'a/b/.env', `${'long/'.repeat(30)}.env`, 'é/.env', 'b/.env', 'new', 'v', 'env'],
      folder,
    )
    const tracked = [...facts].filter(([, one]) => one.tracked).map(([name]) => name)
    expect(tracked).toEqual(['.env', './a/.env', 'a/b/.env', `${'long/'.repeat(30)}.env`, 'é/.env'])
    expect(facts.get('b/.env')?.exists).toBe(false)
    expect(facts.get('new')?.exists).toBe(true)
  })

  it('reads the index of a repository with longer hashes', () => {
    git(folder, 'init', '-q', '--object-format=sha256')
    write('.env')
    write('other')
    git(folder, 'add', '.env')
    const facts = factsOf(['.env', 'other'], folder)
    expect(facts.get('.env')?.tracked).toBe(true)
    expect(facts.get('other')?.tracked).toBe(false)
  })

  it('reads the index of a linked work tree, and the excludes all of them share', () => {
    const main = path.join(folder, 'main')
    mkdirSync(main)
    git(main, 'init', '-q')
    writeFileSync(path.join(main, '.env'), '')
    git(main, 'add', '.env')
    git(main, 'commit', '-qm', 'a')
    git(main, 'worktree', 'add', '-q', '../linked')
    writeFileSync(path.join(main, '.git/info/exclude'), 'secret.env\n')
    const facts = factsOf(['.env', 'secret.env'], path.join(folder, 'linked'))
    expect(facts.get('.env')).toMatchObject({ exists: true, tracked: true, ignored: false })
    expect(facts.get('secret.env')).toMatchObject({ exists: false, ignored: true })
  })

  it('says what is ignored as git does', () => {
    git(folder, 'init', '-q')
    write('.gitignore', '*.env\n!keep.env\n/only-here\nbuild/\n\\#odd\ndoc/**/secret\nA.txt\n')
    write('a/.gitignore', '!back.env\nlocal\n')
    write('build/.gitignore', '!out.env\n')
    write('.git/info/exclude', 'excluded\n!x.env\n')
    const names = [
      ...['.env', 'keep.env', 'a/x.env', 'a/back.env', 'a/local', 'local', 'only-here', 'a/only-here', 'build/out.env', 'x.env'],
      ...['build', '#odd', 'doc/secret', 'doc/a/b/secret', 'doc/a', 'excluded', 'a/excluded', 'a.txt', 'A.txt', 'a/b/c/d.env'],
    ]
    for (const name of names) if (name !== 'build' && name !== 'doc/a') write(name)
    const facts = factsOf(names, folder)
    for (const name of names) {
      // `check-ignore` ends with 1 for what is not ignored.
      const expected = succeeds(() => git(folder, 'check-ignore', '-q', '--no-index', name))
      if (name !== 'build' && name !== 'doc/a') expect(facts.get(name)?.ignored, name).toBe(expected)
    }
  })
})

function succeeds(run: () => void): boolean {
  try {
    run()
    return true
  } catch {
    return false
  }
}

it('knows nothing of git outside of a work tree, and takes no folder named .git for one', () => {
  mkdirSync(path.join(folder, '.git'))
  write('.env')
  expect(factsOf(['.env'], folder).get('.env')).toMatchObject({ exists: true, tracked: false, ignored: undefined })
})

it.skipIf(process.platform === 'win32')('tells the permissions of a file', () => {
  write('.env')
  chmodSync(path.join(folder, '.env'), 0o640)
  expect(factsOf(['.env'], folder).get('.env')?.mode).toBe(0o640)
})

it('finds files below the home and by their full path, under the names they were asked by', () => {
  write('a.json')
  const full = path.join(folder, 'a.json')
  const facts = factsOf(['~/a.json', full, '../a.json', '', 'a\0b', 'x'.repeat(5_000)], path.join(folder, 'sub'), folder)
  expect(facts.get('~/a.json')?.exists).toBe(true)
  expect(facts.get(full)?.exists).toBe(true)
  expect(facts.get('../a.json')?.exists).toBe(true)
  expect(facts.has('')).toBe(false)
})

it('answers for every beginning of an index, and for what is none', () => {
  git(folder, 'init', '-q')
  for (const name of ['a', 'b/c', '.env']) write(name)
  git(folder, 'add', '-A')
  git(folder, 'update-index', '--index-version', '4')
  const index = execFileSync('cat', [path.join(folder, '.git/index')])
  expect(trackedPaths(index, ['.env', 'b/c', 'c'], 20)).toEqual(new Set(['.env', 'b/c']))
  for (let length = 0; length < index.length; length++) trackedPaths(index.subarray(0, length), ['.env', 'c'], 20)
  expect(trackedPaths(Buffer.alloc(500, 0xff), ['a'], 20)).toEqual(new Set())
})
