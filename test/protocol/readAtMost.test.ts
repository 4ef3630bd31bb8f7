import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readTextIn } from '../../server/language/readTextIn.ts'
import { readAtMost } from '../../server/protocol/readAtMost.ts'

const folder = fs.mkdtempSync(path.join(tmpdir(), 'scopelight-read-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const file = (name: string, text: string) => {
  fs.writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}

describe('a file', () => {
  it('is read whole up to the limit, and not beyond', () => {
    const text = 'é'.repeat(100_000)
    const bytes = readAtMost(fs, file('a', text), 200_000)
    expect(Buffer.from(bytes as Uint8Array).toString()).toBe(text)
    expect(readAtMost(fs, file('a', text), 199_999)).toBe('too large')
    expect(readAtMost(fs, file('empty', ''), 10)).toEqual(new Uint8Array())
  })

  it('that says it is empty and never ends is too large', () => {
    expect(fs.statSync('/proc/self/pagemap').size).toBe(0)
    expect(readAtMost(fs, '/proc/self/pagemap', 1_000_000)).toBe('too large')
  })

  it('that is a pipe, a folder or a device is none, and is not waited for', () => {
    execFileSync('mkfifo', [path.join(folder, 'pipe')])
    for (const name of [path.join(folder, 'pipe'), folder, '/dev/zero']) expect(readAtMost(fs, name, 10)).toBe('not a file')
  })
})

it('settings behind such a link are none', () => {
  const below = path.join(folder, 'below')
  fs.mkdirSync(below)
  file('.scopelight.yaml', 'hosts: []\n')
  fs.symlinkSync('/proc/self/pagemap', path.join(below, '.scopelight.yaml'))
  expect(readTextIn(below, '.scopelight.yaml')).toBeUndefined()
  expect(readTextIn(folder, '.scopelight.yaml')).toBe('hosts: []\n')
})
