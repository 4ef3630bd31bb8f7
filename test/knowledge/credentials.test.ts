import { describe, expect, it } from 'vitest'
import {
  CREDENTIAL_KINDS,
  entropy,
  isSecretName,
  kindsByName,
  matchCredential,
  matchCredentials,
  shownPrefix,
} from '../../server/knowledge/credentials.ts'

/** Fakes in the shape each issuer publishes: letters spell EXAMPLE and NOTREAL, numbers count up. */
const FAKES: Readonly<Record<string, string>> = {
  'github-pat-classic': 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
  'github-pat-fine-grained': `github_pat_11${'EXAMPLE0NOTREAL1'.repeat(5)}`,
  'github-oauth': 'gho_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
  'github-app-user': 'ghu_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
  'github-app-installation': 'ghs_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
  'gitlab-pat': 'glpat-EXAMPLE0NOTREAL1FAKE',
  'slack-bot': 'xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2',
  'slack-user': 'xoxp-1234567890-1234567890-1234567890-EXAMPLE0NOTREAL1EXAMPLE2NOTR',
  'slack-session': 'xoxc-EXAMPLE0NOTREAL1EXAMPLE2',
  'aws-access-key-longterm': 'AKIAEXAMPLENOTREAL23',
  'aws-access-key-temporary': 'ASIAEXAMPLENOTREAL45',
  'gcp-api-key': 'AIzaEXAMPLE0NOTREAL1example2notreal3FAK',
  'stripe-secret-live': 'sk_live_EXAMPLE0NOTREAL1EXAMPLE2',
  'stripe-restricted-live': 'rk_live_EXAMPLE0NOTREAL1EXAMPLE2',
  anthropic: `sk-ant-api03-${'EXAMPLE0NOTREAL1'.repeat(5)}EXAMPLE0NOTREAA`,
  npm: 'npm_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
  linear: 'lin_api_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE4EXA',
  'supabase-pat': 'sbp_0bad1c0de2face3feed4beef5dead6f00d789abc',
  'digitalocean-pat': `dop_v1_${'0bad1c0de2face3f'.repeat(4)}`,
  huggingface: 'hf_EXAMPLEnotrealEXAMPLEnotrealFAKEab',
  'grafana-sa': 'glsa_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3_0badc0de',
  jwt: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJtZXRyaWNzLXJlYWRlciIsImlhdCI6MTcwMH0.EXAMPLE-signature-not-real',
  'private-key': '-----BEGIN RSA PRIVATE KEY-----\nEXAMPLE\n-----END RSA PRIVATE KEY-----',
  'gcp-sa-key': '{ "type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----EXAMPLE" }',
  dsn: 'postgresql://report:EXAMPLE0NOTREAL1@db.acme.example/sales',
  'basic-auth-url': 'https://report:EXAMPLE0NOTREAL1@acme.example/',
  'basic-auth-header': 'Basic cmVwb3J0OkVYQU1QTEUwTk9UUkVBTDE=',
}

describe('matchCredential', () => {
  it.each(Object.entries(FAKES))('knows %s by its shape', (id, value) => {
    expect(matchCredential(value)?.kind.id).toBe(id)
  })

  it.each([
    ['redis://:EXAMPLE0NOTREAL1@cache.acme.example:6379/0', 'redis://:EXAMPLE0NOTREAL1@cache.acme.example:6379'],
    ['postgresql+asyncpg://u:EXAMPLE0NOTREAL1@db.acme.example/x', 'postgresql+asyncpg://u:EXAMPLE0NOTREAL1@db.acme.example'],
    ['postgres://u:EXAMPLE0@NOTREAL1@db.acme.example/x', 'postgres://u:EXAMPLE0@NOTREAL1@db.acme.example'],
    ['postgres://u:EXAMPLE0/NOTREAL1@db.acme.example/x', 'postgres://u:EXAMPLE0/NOTREAL1@db.acme.example'],
    ['postgres://u:EXAMPLE0@NOT/REAL1@db.acme.example/x', 'postgres://u:EXAMPLE0@NOT/REAL1@db.acme.example'],
    ['mongodb://u:EXAMPLE0NOTREAL1@h1:27017,h2:27017/db?x=a@b', 'mongodb://u:EXAMPLE0NOTREAL1@h1:27017,h2:27017'],
  ])('takes all of the password of %s, and no more', (value, credential) => {
    const match = matchCredential(value)
    expect([match?.kind.id, value.slice(match?.start, match?.end)]).toEqual(['dsn', credential])
  })

  it.each([
    'redis://localhost:6379/0?x=me@acme',
    'mongodb://h1:27017,h2:27017/db?x=a@b',
    'postgres://report@db.acme.example/x?opt=a:b@c',
    'https://mcp.acme.example:8080?x=a@b',
  ])('takes no port for a password: %s', (value) => {
    expect(matchCredential(value)).toBeUndefined()
  })

  it('finds every credential of a value, in order', () => {
    const value = `{"slack":"${FAKES['slack-bot']}","github":"${FAKES['github-pat-classic']}","again":"${FAKES['github-pat-classic']}"}`
    expect(matchCredentials(value).map(({ kind, start, end }) => [kind.id, value.slice(start, end)])).toEqual([
      ['slack-bot', FAKES['slack-bot']],
      ['github-pat-classic', FAKES['github-pat-classic']],
      ['github-pat-classic', FAKES['github-pat-classic']],
    ])
  })

  it('goes on after a placeholder of the same shape', () => {
    expect(matchCredential(`ghp_${'x'.repeat(36)} ${FAKES['github-pat-classic']}`)?.start).toBe(41)
  })

  it('says where in the value the credential stands', () => {
    const value = `Bearer ${FAKES['github-pat-classic']}`
    const match = matchCredential(value)
    expect(value.slice(match?.start, match?.end)).toBe(FAKES['github-pat-classic'])
  })

  it('takes the more specific of two shapes that fit', () => {
    expect(matchCredential(`xoxe.xoxb-1-${'EXAMPLE0NOTREAL1'.repeat(10)}ABCD`)?.kind.id).toBe('slack-rotating')
  })

  it.each([
    ['a prefix with filler', 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['a prefix with filler and no entropy gate', `figd_${'x'.repeat(44)}`],
    ['the key pair printed in the documentation of AWS', 'AKIAIOSFODNN7EXAMPLE'],
    ['a connection string with a reference', 'postgres://app:${env:DB_PASSWORD}@db/sales'],
    ['a connection string with a placeholder', 'postgresql://user:<password>@localhost/db'],
    ['a connection string with the word password', 'postgresql://user:password@localhost:5432/mydb'],
    ['a connection string without a password', 'redis://localhost:6379/0'],
    ['a token that is one character short', 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAK'],
    ['a digest', `sha256:${'0123456789abcdef'.repeat(4)}`],
    ['a bare hexadecimal or lower case word, which many identifiers are', 'abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnop'],
    ['prose', 'the quick brown fox jumps over the lazy dog'],
  ])('is silent about %s', (_, value) => {
    expect(matchCredential(value)).toBeUndefined()
  })

  it('takes time linear in a hostile value', () => {
    const seeds = [
      ...CREDENTIAL_KINDS.flatMap(({ prefixes }) => prefixes),
      'postgres://a:',
      'postgres://a:x@',
      'postgres://a:b@c/',
      'redis://:@',
      'https://a:',
      '"type":"service_account"',
      'ey',
      '-',
      'a',
      ' ',
      '.',
    ]
    for (const seed of seeds) {
      const value = `${seed}A`.repeat(200_000 / (seed.length + 1))
      const start = performance.now()
      matchCredential(value)
      expect(performance.now() - start, seed).toBeLessThan(1000)
    }
  })
})

describe('isSecretName', () => {
  it.each([
    'GITHUB_TOKEN',
    'BRAVE_API_KEY',
    'X-Api-Key',
    '--access-token',
    'apiKey',
    'accessToken',
    'DB_PASSWORD',
    'CLIENT_SECRET',
    'api_key',
    'AUTHORIZATION_TOKEN',
    'SURVEYMONKEY_API_TOKEN',
    'AZURE_KEY_VAULT_CLIENT_SECRET',
    'CLIENT_IDENTITY_TOKEN',
    'AUTHORITY_SECRET',
    'MONKEYPATCH_TOKEN',
  ])('takes %s for the name of a secret', (name) => {
    expect(isSecretName(name)).toBe(true)
  })

  it.each([
    'MAX_TOKENS',
    'AZURE_TOKEN_CREDENTIALS',
    'MAX_TOKEN',
    '--max-token',
    'DATABASE_URL',
    'SIGNING_KEY_ID',
    'SECRET_FILE',
    'AZURE_KEY_VAULT',
    'AUTHOR',
    'KEYBOARD_LAYOUT',
    'TOKEN_TTL_SECONDS',
    'SUPABASE_URL',
    'AWS_ACCESS_KEY_ID',
    '--token-file',
    'TOKEN_PATH',
    'maxTokens',
    'PUBLIC_KEY',
    'MONKEY',
    'HOME',
  ])('does not take %s for the name of a secret', (name) => {
    expect(isSecretName(name)).toBe(false)
  })
})

describe('kindsByName', () => {
  it('knows the kind behind a name that belongs to one provider', () => {
    expect(kindsByName('SUPABASE_ACCESS_TOKEN')?.id).toBe('supabase-pat')
  })

  it('does not guess where a name holds several kinds', () => {
    expect(kindsByName('GITHUB_PERSONAL_ACCESS_TOKEN')).toBeUndefined()
    expect(kindsByName('AWS_ACCESS_KEY_ID')).toBeUndefined()
    expect(kindsByName('API_KEY')).toBeUndefined()
  })
})

describe('lifetime', () => {
  it.each([
    ['slack-bot', 'none', undefined, 'never expires'],
    ['github-pat-classic', 'optional', undefined, 'expires only if an expiry date was set'],
    ['github-pat-fine-grained', 'max', 8784, 'expires after 366 days at most'],
    ['github-app-installation', 'short', 1, 'expires after 1 hour at most'],
    ['gitlab-job-token', 'short', undefined, 'ends with its CI job'],
    ['jwt', 'unknown', undefined, 'carries its own expiry'],
  ])('of %s is told in class, hours and words', (id, kind, hours, words) => {
    expect(CREDENTIAL_KINDS.find((k) => k.id === id)?.lifetime).toEqual({ class: kind, hours, words })
  })
})

describe('shownPrefix', () => {
  it('gives the issuer prefix and nothing of the secret', () => {
    const match = matchCredential('sk_live_EXAMPLE0NOTREAL1EXAMPLE2')
    expect(match && shownPrefix(match.kind, 'sk_live_EXAMPLE0NOTREAL1EXAMPLE2')).toBe('sk_live_')
  })
})

describe('entropy', () => {
  it('counts bits per character', () => {
    expect(entropy('')).toBe(0)
    expect(entropy('aaaa')).toBe(0)
    expect(entropy('abcd')).toBe(2)
    expect(entropy('abcdabcd')).toBe(2)
  })
})

it.each([
  '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
  '-----BEGIN PRIVATE KEY-----\\n<your key>\\n-----END PRIVATE KEY-----',
  '-----BEGIN RSA PRIVATE KEY-----\nYOUR_KEY_HERE\n-----END RSA PRIVATE KEY-----',
  '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----',
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
])('takes no template of a key and no token of a manual for a credential: %j', (value) => {
  expect(matchCredential(value)).toBeUndefined()
})

it('takes a key whose end is cut off for a key', () => {
  expect(matchCredential('-----BEGIN PRIVATE KEY-----')?.kind.id).toBe('private-key')
})
