import { describe, expect, it } from 'vitest'
import { credentialLabel } from '../../server/trace/credentialLabel.ts'

describe('the label of a kind of credential', () => {
  it('names issuer and kind, and a short form for a cell', () => {
    expect(credentialLabel('github-pat-classic')).toEqual({
      label: 'GitHub personal access token (classic)',
      short: 'GitHub PAT',
    })
    expect(credentialLabel('github-pat-fine-grained')?.short).toBe('GitHub fine-grained PAT')
    expect(credentialLabel('jwt')).toEqual({ label: 'JSON Web Token', short: 'JWT' })
  })

  it('says the name of an issuer once', () => {
    expect(credentialLabel('npm')?.label).toBe('npm access token')
  })

  it('is missing for a kind that nobody knows, whatever its name', () => {
    for (const kind of [undefined, '', 'constructor', '__proto__', '<img>']) expect(credentialLabel(kind)).toBeUndefined()
  })
})
