import { describe, expect, it } from 'vitest'
import { isLikelySecret } from '../../server/knowledge/likelySecret.ts'
import { isPlaceholder } from '../../server/knowledge/placeholders.ts'
import { holdsReference } from '../../server/knowledge/references.ts'
import { SENSITIVE } from '../../server/knowledge/sensitive.ts'

describe('isPlaceholder', () => {
  it.each([
    '',
    '   ',
    '<YOUR_TOKEN>',
    '[your token]',
    '{{TOKEN}}',
    'xxxx',
    '...',
    '****',
    'YOUR_API_KEY_HERE',
    'your-github-token',
    'changeme',
    'changeme123456',
    'CHANGE_ME_123',
    'my-secret-token-here',
    'your_api_key',
    'super-secret-password',
    'test_token',
    'replace-with-your-key',
    'ghp_xxxx',
    'sk-...',
    'AKIAIOSFODNN7EXAMPLE',
    'sk_live_xxxxxxxxxxxxxxxx',
    'an-example-key',
    'github_pat_...',
    'eyJhbGciOiJIUzI1NiIs…',
    'sk-proj-xxxxxxxx',
    '{password}',
  ])('takes "%s" for something to be replaced', (value) => {
    expect(isPlaceholder(value)).toBe(true)
  })

  it.each([
    'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
    'sbp_0bad1c0de2face3feed4beef5dead6f00d789abc',
    'hunter2hunter2',
    'my-horse-battery-staple',
    'secret-8f7a6b5c4d3e',
    'changeme0f9e8d7c6b5a',
    'EXAMPLE0NOTREAL1',
  ])('does not take "%s" for a placeholder', (value) => {
    expect(isPlaceholder(value)).toBe(false)
  })
})

describe('holdsReference', () => {
  it.each([
    '${input:token}',
    '${env:TOKEN}',
    '${TOKEN}',
    '${TOKEN:-none}',
    'Bearer ${TOKEN}',
    '$TOKEN',
    '%TOKEN%',
    '{env:TOKEN}',
    '${{ secrets.TOKEN }}',
    '${process.env.TOKEN}',
    '$(cat /run/token)',
  ])('sees the reference in "%s"', (value) => {
    expect(holdsReference(value)).toBe(true)
  })

  it.each(['pa$$word12', 'a$b1', '100%', '{}', 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'])('sees none in "%s"', (value) => {
    expect(holdsReference(value)).toBe(false)
  })
})

describe('SENSITIVE', () => {
  it('knows the home of any user, and no folder in it', () => {
    const isHome = (path: string) => SENSITIVE.homeRoot.some((regex) => regex.test(path))
    expect(
      [
        '/home/alice',
        '/home/alice/',
        '/Users/bob',
        'C:\\Users\\eve',
        'C:/Users/eve/',
        'c:\\users\\eve',
        '/mnt/c/Users/eve',
      ].every(isHome),
    ).toBe(true)
    expect(['/home/alice/src', '/home', 'C:\\Users\\eve\\src', '/srv/home/alice'].some(isHome)).toBe(false)
  })

  it('lists roots and sockets', () => {
    expect(SENSITIVE.paths).toContain('/')
    expect(SENSITIVE.dockerSockets).toContain('/var/run/docker.sock')
    expect(SENSITIVE.homeBroadChildren).toContain('Documents')
  })
})

describe('isLikelySecret', () => {
  it.each([
    'EXAMPLE0NOTREAL1EXAMPLE2',
    // An issuer's beginning, although the rest has not its shape.
    'ntn_EXAMPLEEXAMPLEEXAMPLE',
    'Server=db.acme.example;User Id=report;Password=EXAMPLE0NOTREAL1;',
    'DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=EXAMPLE0NOTREAL1EXAMPLE2==',
    // Beside what is public, and what only begins so.
    '-----BEGIN CERTIFICATE-----\nEXAMPLE0\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nEXAMPLE1',
    'sha256~EXAMPLE0notreal1EXAMPLE2notreal3EXAMPLE4abc',
    'SHA256:EXAMPLE0notreal1EXAMPLE2',
    'pk_EXAMPLE0notreal1EXAMPLE2',
    '0bad1c0de2face3f0bad1c0de2face3f0bad1c0de2face3f0bad1c0de2face3f',
  ])('takes "%s" under the name of a secret for one', (value) => {
    expect(isLikelySecret(value)).toBe(true)
  })

  it.each([
    'short',
    'aaaaaaaaaaaaaaaa',
    '/Users/alice/.acme/credentials.json',
    '~/.acme/the-token-of-acme',
    'C:\\Users\\alice\\key.pem',
    'secrets/acme-service.json',
    'https://auth.acme.example/oauth/token',
    'mongodb://localhost:27017/acme_1234',
    'postgresql://user:password@localhost:5432/mydb',
    'Server=DB1;Database=Acme;Trusted_Connection=True;TrustServerCertificate=True',
    'Server=db;User Id=report;Password=${DB_PASSWORD};',
    'ask the operations team for it',
    'mysecretpassword',
    // Digests and fingerprints, also those of a real key: they open nothing.
    'SHA256:EXAMPLE0notreal1EXAMPLE2notreal3EXAMPLE4abc',
    'sha256-EXAMPLE0notreal1EXAMPLE2notreal3EXAMPLE4abc=',
    `sha512-${'EXAMPLE0notreal1'.repeat(5)}EXAMPL==`,
    `sha256:${'0bad1c0de2face3f'.repeat(4)}`,
    'sha1=0bad1c0de2face3f0bad1c0de2face3f0bad1c0d',
    'md5:0bad1c0de2face3f0bad1c0de2face3f',
    'MD5:0b:ad:1c:0d:e2:fa:ce:3f:0b:ad:1c:0d:e2:fa:ce:3f',
    '0B:AD:1C:0D:E2:FA:CE:3F:0B:AD:1C:0D:E2:FA:CE:3F:0B:AD:1C:0D',
    // The public half of a pair.
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLE0notreal1EXAMPLE2 alice@acme.example',
    'AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLE0notreal1EXAMPLE2notreal3',
    '-----BEGIN PUBLIC KEY-----\nEXAMPLE0notreal1\n-----END PUBLIC KEY-----',
    '-----BEGIN CERTIFICATE-----\nEXAMPLE0notreal1\n-----END CERTIFICATE-----',
    'age1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0snrr4a2',
    'pk_live_EXAMPLE0notreal1EXAMPLE2',
    'sb_publishable_EXAMPLE0notreal1EXAMPLE2',
  ])('does not take "%s" for one', (value) => {
    expect(isLikelySecret(value)).toBe(false)
  })
})
