import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createReadRules, isIgnored } from '../../server/workspace/ignoredBy.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'scopelight-ignored-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}
const ignored = (file: string): boolean | undefined =>
  isIgnored(file, { root, gitFolder: path.join(root, '.git'), commonFolder: path.join(root, '.git') }, createReadRules())

it.each([
  ['.env', '.env\n', true],
  ['a/.env', '.env*\n!.env\n', false],
  ['a/b/c.env', '**/b/*.env\n', true],
  ['a/x.y.z.env', 'a/*.*.*.env\n', true],
])('says of %s whether %j ignores it', (file, rules, expected) => {
  write('.gitignore', rules)
  expect(ignored(file)).toBe(expected)
})

it('knows nothing where a pattern could take forever, and does not try it', () => {
  // Five of them on two hundred folders took minutes.
  write('.gitignore', `${'**/a/'.repeat(5)}b\n`)
  expect(ignored(`${'a/'.repeat(30)}c`)).toBeUndefined()
  write('.gitignore', `${'*a'.repeat(12)}*b\n`)
  expect(ignored(`${'a'.repeat(250)}c`)).toBeUndefined()
})

it('knows nothing of a path that is deeper than people have them', () => {
  write('.gitignore', '**/a/**/b/**/c\n')
  expect(ignored(`${'a/'.repeat(200)}c`)).toBeUndefined()
})

it('asks only the files of rules on the way', () => {
  write('.gitignore', '.env\n')
  write('other/.gitignore', `${'*a'.repeat(12)}\n`)
  expect(ignored('a/.env')).toBe(true)
})
