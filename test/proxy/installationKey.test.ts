import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { installationKey } from '../../server/proxy/installationKey.ts'
import { freshFolder } from './runProxy.ts'

const OLD = Buffer.alloc(32, 'k')

function stateWithKey(mode: number): { readonly state: string; readonly file: string } {
  const state = path.join(freshFolder(), 'state')
  mkdirSync(state, { mode: 0o700 })
  const file = path.join(state, 'key')
  writeFileSync(file, OLD)
  chmodSync(file, mode)
  return { state, file }
}

describe.skipIf(process.platform === 'win32')('the key of this installation', () => {
  it('is kept while only its owner can read it', async () => {
    const { state, file } = stateWithKey(0o600)
    expect(await installationKey(state)).toEqual(OLD)
    expect(readFileSync(file)).toEqual(OLD)
  })

  it.each([0o666, 0o644, 0o640, 0o602])('is made anew when its mode %o let others read or write it', async (mode) => {
    const { state, file } = stateWithKey(mode)
    const key = await installationKey(state)
    expect(key).toHaveLength(32)
    expect(key).not.toEqual(OLD)
    expect(readFileSync(file)).toEqual(key)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await installationKey(state)).toEqual(key)
    expect(readdirSync(state)).toEqual(['key'])
  })

  it('is kept and tightened when others could do no more than run it', async () => {
    const { state, file } = stateWithKey(0o711)
    expect(await installationKey(state)).toEqual(OLD)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
