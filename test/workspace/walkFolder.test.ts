import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { walkFolder } from '../../server/workspace/walkFolder.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'scopelight-walk-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(file: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), '')
}

const isJson = (file: string) => (file.endsWith('.json') ? 'json' : undefined)

function met(root = folder): readonly string[] {
  return [...walkFolder(root, isJson)].flatMap((one) =>
    one.kind === 'pause' ? [] : [`${one.kind} ${path.relative(folder, one.file)}`],
  )
}

it('meets what is wanted by name, folders among files, and nothing below packages and git', () => {
  for (const file of [
    'b/z.json',
    'a.json',
    'c.json',
    'b/a/x.json',
    'b.txt',
    'node_modules/n.json',
    '.git/g.json',
    'b/node_modules/m.json',
  ])
    put(file)
  expect(met()).toEqual(['file a.json', 'file b/a/x.json', 'file b/z.json', 'file c.json'])
})

it('follows links to files within the folder alone, and none to folders', () => {
  put('in/real.json')
  put('out/secret.json')
  symlinkSync(path.join(folder, 'out/secret.json'), path.join(folder, 'in/away.json'))
  symlinkSync(path.join(folder, 'in/real.json'), path.join(folder, 'in/here.json'))
  symlinkSync(path.join(folder, 'in'), path.join(folder, 'in/loop'))
  symlinkSync(path.join(folder, 'in/gone'), path.join(folder, 'in/dangling.json'))
  expect(met(path.join(folder, 'in'))).toEqual(['leads away in/away.json', 'file in/here.json', 'file in/real.json'])
})

it('says which folder it could not look into', () => {
  put('a/x.json')
  rmSync(path.join(folder, 'a'), { recursive: true })
  expect(met(path.join(folder, 'a'))).toEqual(['closed folder a'])
  mkdirSync(path.join(folder, 'b'))
  chmodSync(path.join(folder, 'b'), 0)
  // The root user may look into everything.
  if (process.getuid?.() !== 0) expect(met()).toEqual(['closed folder b'])
  chmodSync(path.join(folder, 'b'), 0o700)
})

it('pauses after every few hundred entries of one folder', () => {
  for (let nth = 0; nth < 1_000; nth++) put(`f${nth}.txt`)
  const pauses = [...walkFolder(folder, isJson)].flatMap((one) => (one.kind === 'pause' ? [one.entries] : []))
  expect(Math.max(...pauses)).toBeLessThanOrEqual(200)
  expect(pauses.reduce((sum, one) => sum + one, 0)).toBe(1_000)
})
