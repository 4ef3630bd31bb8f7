import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readJwt } from '../../server/knowledge/jwt.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = (claims: unknown) => `${part({ alg: 'none' })}.${part(claims)}.bm90LXJlYWw`

it('reads issuer, audience, times and scopes', () => {
  expect(readJwt(token({ iss: 'https://id.example', aud: ['a', 'b'], iat: 1_000, exp: 4_600, scope: 'repo read:org' }))).toEqual({
    issuer: 'https://id.example',
    audience: ['a', 'b'],
    issuedAt: 1_000,
    expiresAt: 4_600,
    scopes: ['repo', 'read:org'],
    roles: [],
    subjects: [],
  })
})

it('reads scopes from "scp" too, as a list or as words, each once', () => {
  expect(readJwt(token({ scp: ['Mail.Read', 'Mail.Send'] }))?.scopes).toEqual(['Mail.Read', 'Mail.Send'])
  expect(readJwt(token({ scope: 'a b', scp: 'b c' }))?.scopes).toEqual(['a', 'b', 'c'])
})

it('reads what the bearer may do from "role", "roles" and "permissions", and who it is from "sub" and "azp"', () => {
  const claims = readJwt(token({ role: 'admin', roles: ['owner', 'admin'], permissions: ['read:all'], sub: 'a', azp: 'b' }))
  expect(claims?.roles).toEqual(['admin', 'owner', 'read:all'])
  expect(claims?.subjects).toEqual(['a', 'b'])
})

it('passes over claims of another type', () => {
  expect(readJwt(token({ iss: 7, aud: { a: 1 }, iat: '1000', exp: 1e300, scope: [1, 'x'] }))).toEqual({
    issuer: undefined,
    audience: [],
    issuedAt: undefined,
    expiresAt: undefined,
    scopes: ['x'],
    roles: [],
    subjects: [],
  })
})

it.each([
  '',
  'a.b',
  'a.b.c',
  'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
  `${part([])}.${part({})}.x`,
  `${part({})}.${part(null)}.x`,
  `${part({})}.${part({})}`,
])('says that "%s" is no token', (text) => {
  expect(readJwt(text)).toBeUndefined()
})

it('never throws, whatever the payload holds', () => {
  fc.assert(fc.property(fc.jsonValue(), (claims) => void readJwt(token(claims))))
  fc.assert(fc.property(fc.string(), (text) => void readJwt(text)))
})
