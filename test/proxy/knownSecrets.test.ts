import { describe, expect, it } from 'vitest'
import { redactArgv } from '../../server/proxy/argv.ts'
import { findCredentials } from '../../server/proxy/credentials.ts'
import { knownSecrets } from '../../server/proxy/knownSecrets.ts'
import { textRedactor } from './redactText.ts'

function knowing(argv: readonly string[], env: Readonly<Record<string, string>> = {}, entry: readonly string[] = []) {
  const { redactor, text, line } = textRedactor(knownSecrets(findCredentials(argv, env, entry)))
  return { argv: redactArgv(argv, redactor), text, line }
}

describe('the command line', () => {
  it.each([
    [
      ['--pass', 'X1'],
      ['--pass', '*'],
    ],
    [['--pwd=X1'], ['--pwd=*']],
    [
      ['--pat', 'X1'],
      ['--pat', '*'],
    ],
    [
      ['--db.password', 'X1'],
      ['--db.password', '*'],
    ],
    [
      ['--db-pass', 'X1'],
      ['--db-pass', '*'],
    ],
    [
      ['-u', 'joe:X1'],
      ['-u', 'joe:*'],
    ],
    [
      ['--user', 'joe:X1:y'],
      ['--user', 'joe:*'],
    ],
    [
      ['--auth', 'X1'],
      ['--auth', '*'],
    ],
    [
      ['--header', 'X-Auth-Key: X1'],
      ['--header', 'X-Auth-Key: *'],
    ],
    [
      ['-H', 'Authorization: Bearer X1'],
      ['-H', 'Authorization: *'],
    ],
    [['--header=X-Api-Key:X1'], ['--header=X-Api-Key:*']],
    [
      ['--token', '-X1'],
      ['--token', '*'],
    ],
    [
      ['--password', 'a=X1'],
      ['--password', '*'],
    ],
    [
      ['--env', 'DB_PASSWORD=X1'],
      ['--env', 'DB_PASSWORD=*'],
    ],
    [
      ['-e', 'GITHUB_PAT=X1'],
      ['-e', 'GITHUB_PAT=*'],
    ],
    [['--env=API_TOKEN=X1'], ['--env=API_TOKEN=*']],
    [['-eAPI_TOKEN=X1'], ['-eAPI_TOKEN=*']],
    [
      ['-lc', 'cd /x; npx s --api-key X1; echo'],
      ['-lc', 'cd /x; npx s --api-key *; echo'],
    ],
    [
      ['/c', 'npx s --token "X 1" -v'],
      ['/c', 'npx s --token "*" -v'],
    ],
    [
      ['-c', "API_TOKEN=X1 curl -u joe:X2 --header 'X-Api-Key: X3' https://h"],
      ['-c', "API_TOKEN=* curl -u joe:* --header 'X-Api-Key: *' https://h"],
    ],
    [['run it with --token hunter22 please'], ['run it with --token * please']],
    [
      ['-e', 'OPENAI_KEY=X1', '-e', 'SECRET_KEY_BASE=X1', '-e', 'APP_COOKIE=X1', '-e', 'DB_PW=X1'],
      ['-e', 'OPENAI_KEY=*', '-e', 'SECRET_KEY_BASE=*', '-e', 'APP_COOKIE=*', '-e', 'DB_PW=*'],
    ],
    [
      ['--key', '0e1d2c3b-NOTREAL-4a5f'],
      ['--key', '*'],
    ],
    [
      ['-p', 'X1'],
      ['-p', '*'],
    ],
  ])('loses what its flags call a secret: %j', (words, shown) => {
    expect(knowing(['node', 'server.js', ...words]).argv).toEqual([
      'node',
      'server.js',
      ...shown.map((word) => word.replaceAll('*', '[redacted:key]')),
    ])
  })

  it.each([
    [['node', 's.js', '--model', 'gpt-4o', '--max-tokens', '4096', '--token-limit=5', '--author', 'jane']],
    [['node', 's.js', '-p', '8080', '--path', '/x/token', '--password-file', '/x/y', '--key', './tls/server.key']],
    [['node', 's.js', '--token', '--verbose', '--auth', 'oauth', '--pattern', 'a1b2c3d4']],
    [['node', 's.js', '--header', 'Accept: text/html', '-H', 'X-Trace: abc', '--header', 'Authorization:${AUTH_HEADER}']],
    [
      [
        'docker',
        'run',
        '-u',
        '1000:1000',
        '-u',
        'app:staff',
        '-p',
        '80:80',
        '-e',
        'LOG_LEVEL=debug',
        '-e',
        'API_TOKEN',
        'image:tag',
      ],
    ],
    [['python', '-u', 'C:\\x\\server.py', '-u', 'https://example.com:80', '--user', 'jane']],
    [['bash', '-lc', 'npx s --token $TOKEN --auth oauth -p 8080 --token-file /x/y1234567 && docker run -u app:staff i']],
    [['node', 's.js', '--system', 'Say which --token you use and whether a --password required it']],
    [['docker', 'run', '-e', 'SORT_KEY=created', '-e', 'TOKEN_URL=https://h/1', '-e', 'SECRET_NAME=prod-1', 'image']],
    [['node', 's.js', '--token', '${TOKEN}', '--api-key=<your key>', '--cwd', '/x', 'PWD=/home/jane']],
  ])('keeps the rest: %j', (argv) => {
    expect(knowing(argv).argv).toEqual(argv)
  })

  it('makes its secrets known', () => {
    const other = ['--header', 'X-Auth-Key: NOTREAL-other', '--http-header', 'X-Api-Key: NOTREAL-third1']
    const { text } = knowing(['curl', '-u', 'joe:NOTREAL-plain', ...other])
    expect(text('NOTREAL-plain and NOTREAL-other of joe')).toBe('[redacted:value] and [redacted:value] of joe')
  })

  it('makes the secrets known that stand in the command line of a shell', () => {
    const { text } = knowing(['bash', '-lc', 'npx s --api-key NOTREAL-plain -u joe; curl -u joe:NOTREAL-other'])
    expect(text('NOTREAL-plain and NOTREAL-other of joe')).toBe('[redacted:value] and [redacted:value] of joe')
  })
})

describe('the variables of the entry', () => {
  it('are known where their names say secret, though they have no shape', () => {
    const env = {
      DB_PASSWORD: 'NOTREAL horse',
      OPENAI_KEY: 'NOTREAL0abc1',
      MY_AUTH: 'NOTREAL2abc',
      LEVEL: 'verbose',
      CACHE_KEY: 'by/path1',
      SORT_KEY: 'created',
      PASSWORD_DB: 'NOTREAL3abc',
      GITHUB_TOKEN_WORK: 'NOTREAL4abc',
      DB_PW: 'n@treal5abc',
      WALLET_SEED: 'not real abandon ability',
      ACCESS_CODE: 'NOTREAL6',
      STORAGE_KEY: 'NOTREALnotreal/7+abcd==',
      TOKEN_URL: 'https1',
    }
    const { text } = knowing(['x'], env, Object.keys(env))
    expect(text('NOTREAL horse, NOTREAL0abc1, NOTREAL2abc, verbose, by/path1, created')).toBe(
      '[redacted:value], [redacted:value], [redacted:value], verbose, by/path1, created',
    )
    expect(text('NOTREAL3abc NOTREAL4abc n@treal5abc "not real abandon ability" NOTREAL6 NOTREALnotreal/7+abcd== https1')).toBe(
      '[redacted:value] [redacted:value] [redacted:value] "[redacted:value]" [redacted:value] [redacted:value] https1',
    )
  })
})

describe('a password within a known connection string', () => {
  it.each([
    'Server=h;Uid=joe;Password=NOTREAL-1-plain;Encrypt=yes',
    'Driver={X};Pwd={NOTREAL-1-plain}',
    'joe:NOTREAL-1-plain@tcp(db:3306)/app',
    'postgres://joe:NOTREAL-1-plain@db/app?sslmode=off',
  ])('is known alone: %s', (value) => {
    const { text } = knowing(['x'], { DB_CONNECTION_STRING: value }, [])
    expect(text('login of joe with NOTREAL-1-plain at db')).toBe('login of joe with [redacted:value] at db')
  })

  it('is not when it may be a word', () => {
    const { text } = knowing(['x'], { DB_CONNECTION_STRING: 'Server=h;Password=postgres;' }, [])
    expect(text('the image postgres')).toBe('the image postgres')
  })
})

describe('a known secret', () => {
  const lines = ['NOTREALaaaaaaaaaaaaaaaaaaaaaaaa/AAA', 'NOTREALbbbbbbbbbbbbbbbbbbbbbb+"BBB', 'short']
  const key = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----'].join('\n')

  it.each([
    ['with line ends', key],
    ['with written line ends', key.replaceAll('\n', '\\n')],
  ])('of many lines is known by each of them: %s', (_, value) => {
    const { text, line } = knowing(['x'], { SIGNING_KEY: value })
    for (const one of lines.slice(0, 2)) {
      expect(text(`> ${one} <`)).toBe('> [redacted:value] <')
      expect(JSON.parse(line(JSON.stringify({ a: [one, 'short'] })))).toEqual({ a: ['[redacted:value]', 'short'] })
    }
    expect(text('-----END PRIVATE KEY-----')).toBe('-----END PRIVATE KEY-----')
  })

  it('is found as JSON writes it, in running text and in JSON within JSON', () => {
    const secret = 'NOTREAL "a"\nb/c\\d'
    const { text, line } = knowing(['x'], { DB_PASSWORD: secret })
    const json = JSON.stringify({ x: secret })
    for (const written of [json, json.replaceAll('/', '\\/'), `log: ${json}`, `cut ${json.slice(0, -2)}`]) {
      expect(text(written)).toContain('[redacted:value]')
      expect(text(written)).not.toContain('NOTREAL')
      expect(line(JSON.stringify({ text: written }))).not.toContain('NOTREAL')
      expect(line(`${written} oops`)).not.toContain('NOTREAL')
    }
  })

  it.each([
    [['abcdef', 'xx abcdef yy'], 'a xx abcdef yy b', 'a [redacted:value] b'],
    [['xx abcdef', 'abcdef yy'], 'a xx abcdef yy b', 'a [redacted:value] b'],
    [['abcdef', 'abcdefgh'], 'a abcdefgh b', 'a [redacted:value] b'],
    [['my password: hunter2'], 'my password: hunter22 b', '[redacted:value] b'],
    [['hunter2 and more'], 'password=hunter2 and more b', 'password=[redacted:key] b'],
  ])('that overlaps another hides both whole: %j', (known, written, shown) => {
    expect(textRedactor(known).text(written)).toBe(shown)
  })
})
