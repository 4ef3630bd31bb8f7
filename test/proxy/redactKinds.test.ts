import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CREDENTIAL_KINDS } from '../../server/proxy/credentialKinds.ts'
import { textRedactor } from './redactText.ts'

const { whole: line, text } = textRedactor()
const message = (value: unknown) => line(JSON.stringify(value)).text

const GITHUB = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const _JWT = `${b64({ alg: 'none', typ: 'JWT' })}.${b64({ scope: 'a b', sub: 'example' })}.NOTREALSIGNATURE`
const _PEM = `-----BEGIN RSA PRIVATE KEY-----\nNOTREAL${'FAKE'.repeat(20)}\n-----END RSA PRIVATE KEY-----`

describe('known values', () => {
  const { redactor: known } = textRedactor(['correct horse', 'pä"ss\\w', 'ends-in=', 'abcdef'])
  const shown = (value: unknown) =>
    JSON.parse(Buffer.from(known.line(Buffer.from(JSON.stringify(value)), { isAnswer: false }).view ?? '', 'latin1').toString())

  it('are replaced wherever they stand, whatever characters they have', () => {
    expect(shown({ a: 'x correct horse y', b: 'pä"ss\\w', c: '(ends-in=)', abcdef: 1, d: 'zabcdefz' })).toEqual({
      a: 'x [redacted:value] y',
      b: '[redacted:value]',
      c: '([redacted:value])',
      '[redacted:value]': 1,
      d: 'z[redacted:value]z',
    })
  })
})

describe('every kind of credential in the table', () => {
  const shapes = CREDENTIAL_KINDS.filter(
    ({ id, needsName }) => !needsName && !['gcp-sa-key', 'private-key', 'basic-auth-header'].includes(id),
  )
  it.each(shapes.map(({ id, regex }) => [id, regex]))('%s is redacted in a message and in text', (_, regex) => {
    // fast-check makes no texts for boundaries and looking back; what we put around them is a boundary.
    const shape = new RegExp(regex.replace('(?<![\\w~.])', '').replaceAll('\\b', ''))
    const values = fc.stringMatching(new RegExp(`^(?:${shape.source})$`)).filter((value) => {
      const secret = shape.exec(value)?.[1] ?? value
      // In a password of three letters nothing can be recognised, and a host may have the password's name.
      // Of a password that begins like a port docs/limits.md speaks.
      if (/:\d{1,5}[/?#,]/.test(value)) return false
      return !/["'\\<>`\x00-\x20\x7f-\uffff]/.test(value) && secret.length >= 4 && value.split(secret).length === 2
    })
    fc.assert(
      fc.property(values, (value) => {
        const secret = shape.exec(value)?.[1] ?? value
        for (const shown of [message({ a: [`x ${value} y`] }), text(`x "${value}" y`), text(`url=${value}&x`)]) {
          expect(shown).not.toContain(secret)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('a hostile text', () => {
  const times = 100_000
  it.each([
    ['eyJ'.repeat(times)],
    ['eyJaaaaaa.'.repeat(times)],
    [`eyJaaaaaa.${'eyJaaaaaa_'.repeat(times)}`],
    ['-----BEGIN '.repeat(times)],
    ['-----BEGIN PRIVATE KEY----- '.repeat(times)],
    ['://'.repeat(times)],
    ['token:('.repeat(times)],
    ["password='$".repeat(times)],
    ['authorization:$'.repeat(times)],
    ['token=\\"'.repeat(times)],
    ['"token":'.repeat(times)],
    ['Basic '.repeat(times)],
    ['sk-'.repeat(times)],
    ['1:A'.repeat(times)],
    ['Q~'.repeat(times)],
  ])('costs no more than its length: %#', (hostile) => {
    const began = process.cpuUsage()
    text(hostile)
    message({ a: hostile })
    const { user } = process.cpuUsage(began)
    // Linear takes some hundred ms; quadratic takes minutes.
    expect(user / 1e6).toBeLessThan(5)
  })

  it('never makes it throw, and leaves JSON that is still JSON', () => {
    const pieces = fc.constantFrom(
      GITHUB,
      'token',
      '"',
      '\\',
      ':',
      '=',
      '{',
      '}',
      '\\u0041',
      'https://',
      '@',
      '?',
      '&',
      'Bearer ',
      'eyJ',
      '.',
      ' ',
      'é',
      '😀',
      '-----BEGIN PRIVATE KEY-----',
      '\n',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), fc.boolean(), (parts, isAnswer) => {
        const value = parts.join('')
        text(value)
        line(value, { isAnswer })
        const shown = line(JSON.stringify({ result: { [value]: value, token: value }, requestState: value, n: 1 }), {
          isAnswer,
        }).text
        expect(() => JSON.parse(shown)).not.toThrow()
        expect(shown).not.toContain('NOTREAL')
      }),
      { numRuns: 3000 },
    )
  })
})
