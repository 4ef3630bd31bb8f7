import { describe, expect, it } from 'vitest'
import { textRedactor } from './redactText.ts'

const { text, parsed } = textRedactor()

describe('a secret in a list of arguments', () => {
  it('is the element after its flag, and no other', () => {
    expect(parsed({ args: ['--token', 'hunter', 'x', '--name', 'y'], z: 'w' })).toEqual({
      args: ['--token', '[redacted:key]', 'x', '--name', 'y'],
      z: 'w',
    })
    for (const harmless of [
      { a: ['--token'], b: ['x'] },
      { a: ['--token', '--verbose', 'x'] },
      { a: ['--token', ['x']] },
      { a: '--token', b: 'x' },
      { a: ['--token', 5, 'x'] },
    ])
      expect(parsed(harmless)).toEqual(harmless)
  })
})

describe('a secret that running text gives a name', () => {
  it.each([
    ['password\t=\thunter22', 'password\t=\t[redacted:key]'],
    ['password          =        hunter22', 'password          =        [redacted:key]'],
    ['PASSWORD = $2b$12$abcdefghijkl/NOTREAL', 'PASSWORD = [redacted:key]'],
    ['password: $argon2id$v=19$m=65536$NOTREAL', 'password: [redacted:key]'],
    ['DB_PASSWORD=%40bcNOTREAL', 'DB_PASSWORD=[redacted:key]'],
    ['password=*Secret9NOTREAL*', 'password=[redacted:key]'],
    ['password: `hunter22`', 'password: `[redacted:key]`'],
    ['`password`: `hunter22`', '`password`: `[redacted:key]`'],
    ["'password' => 'hunter2'", "'password' => '[redacted:key]'"],
    ['password => hunter22', 'password => [redacted:key]'],
    ['"password"=>"hunter2"', '"password"=>"[redacted:key]"'],
    ['password := "hunter2"', 'password := "[redacted:key]"'],
    ['token:=hunter22', 'token:=[redacted:key]'],
    ['Send `Authorization: token abc def` along', 'Send `Authorization: [redacted:key]` along'],
    ['**Password:** hunter22', '**Password:** [redacted:key]'],
    ['<password>hunter22</password>', '<password>[redacted:key]</password>'],
    ['<a><db-password>x y</db-password><b>hunter22</b></a>', '<a><db-password>[redacted:key]</db-password><b>hunter22</b></a>'],
    ['Bearer  abcdEFGH1234', 'Bearer [redacted:value]'],
    ['BEARER abcdEFGH1234', 'BEARER [redacted:value]'],
    ['Basic  dXNlcjpwYXNz', 'Basic [redacted:value]'],
    ['postgres://app:NOT/REAL/x@db.example/app', 'postgres://[redacted:url]@db.example/app'],
    ['postgres://app:NOT/REAL?x@db.example/app?a=b', 'postgres://[redacted:url]@db.example/app?a=b'],
    ['npx s --token hunter22 -v', 'npx s --token [redacted:key] -v'],
    ['mysql --password hunter22', 'mysql --password [redacted:key]'],
    ['mysql --password "hunter 22"', 'mysql --password "[redacted:key]"'],
    ['curl -u joe:hunter https://h', 'curl -u joe:[redacted:key] https://h'],
    ['{"args":["--token","hunter"]}', '{"args":["--token","[redacted:key]"]}'],
    ['TS_AUTHKEY=hunter22', 'TS_AUTHKEY=[redacted:key]'],
    ['X-Auth-Key: hunter22', 'X-Auth-Key: [redacted:key]'],
    ['AccountName=x;AccountKey=hunter22', 'AccountName=x;AccountKey=[redacted:url]'],
    ['Driver={X};Server=tcp:h;Uid=joe;Pwd=hunter;', 'Driver={X};Server=tcp:h;Uid=joe;Pwd=[redacted:url]'],
    ['Server=h;UID=joe;PWD=hunter', 'Server=h;UID=joe;PWD=[redacted:url]'],
    ['Server=h;Password="hun ter;x";Encrypt=yes', 'Server=h;Password="[redacted:key]";Encrypt=yes'],
    ['http://h/x?user=joe&pass=hunter', 'http://h/x?user=joe&pass=[redacted:url]'],
    ['user=joe&pwd=hunter&x=1', 'user=joe&pwd=[redacted:url]&x=1'],
    ['login with pwd=hunter22 now', 'login with pwd=[redacted:key] now'],
    ['user: joe\npass: hunter22', 'user: joe\npass: [redacted:key]'],
  ])('is found: %s', (written, shown) => {
    expect(text(written)).toBe(shown)
    expect(parsed({ a: written })).toEqual({ a: shown })
  })

  it.each([
    'pass: 12, fail: 0',
    'Use --token to log in, --password PASSWORD, --token <token1234>, --api-key $KEY1234, --token  OAuth2 access, --max-tokens 409600',
    'the token--token hunter22, docker run -u app:staff, ["--token","--verbose"], ----token hunter22',
    'pass: 1234.5678 pass: 99.123% pass: 1234/1235 pass: 123.45ms pass: render-target pass: string2()',
    'pwd: /home/joe/app2x, PWD=/home/joe/app2x;PWD=/home/joe/app2x pwd=C:\\app2x\\y PWD=hunter22',
    "if (err?.code === 'ENOENT' || err?.code==='ENOENT' || a&&code=='EEXIST' || b?key==c:d) return",
    'The password is required',
    'password: $PASSWORD, $HOME/x; token: $token; secret=$1 password="$PASSWORD" password=$obj->password',
    'password: %PASSWORD% password=%s password="%(password)s" token=%v\n',
    'password: ********, token: **, secret = `***`',
    'password: **your password here**',
    '`token`: `string`, the `password`: `required`',
    '**Token:** the access token',
    '`authorization`: scheme and fingerprint; credentials: `inputs[].password`, `oauth.clientId`',
    'headers: { Authorization: `Bearer ${token}`, BEARER: "Bearer" }',
    '`DB_PASSWORD`: The password of the database.',
    'password=$ authorization:$',
    'const f = (token) => token.trim(); tokens.map(token => parse(token))',
    'password := os.Getenv("PASSWORD")',
    'if (token >= 10) return; token => null',
    '<token> <password></password> <name>hunter22</name>',
    '--token <token> --name x1y2z3w4',
    '<password><b>hunter22</b></password>',
    '    at parse_token:1234:56 (file:///home/x/token:12:345)',
    'commit 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nAuthor: Jane <jane@example.com>\nDate:   Tue Nov 24 08:00:00 2026 +0000',
    'max_tokens = 4096, total_tokens: 123456, "max_tokens": 4096',
    'http://localhost:8080/a@b, git+ssh://git@example.com:22/x, http://[::1]:3000/@x',
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'Bearer   of good news',
  ])('is not seen where there is none: %s', (harmless) => {
    expect(text(harmless)).toBe(harmless)
    expect(parsed({ a: harmless })).toEqual({ a: harmless })
  })

  it.each([
    ['<token>'.repeat(100_000)],
    [`${'<token>x'.repeat(100_000)}`],
    ['value:'.repeat(100_000)],
    ['"name":"x","value":'.repeat(50_000)],
    [`token${' '.repeat(15)}=`.repeat(50_000)],
    ['--token '.repeat(100_000)],
    ['curl -u a:{'.repeat(50_000)],
    ['\x1b['.repeat(100_000)],
    [`${'\x1b[1m'.repeat(50_000)}AKIA`],
    ['\\u0041'.repeat(50_000)],
    ['\\\\'.repeat(100_000)],
    [`-----BEGIN PRIVATE KEY-----${' '.repeat(200_000)}!`],
    ['-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----'.repeat(20_000)],
    ['$a'.repeat(100_000).replaceAll('$a', 'token=$a')],
    ['Bearer          '.repeat(50_000)],
  ])('costs no more than its length: %#', (hostile) => {
    const began = process.cpuUsage()
    text(hostile)
    parsed({ a: hostile, b: [hostile] })
    const { user } = process.cpuUsage(began)
    // Linear takes some hundred ms; quadratic takes minutes.
    expect(user / 1e6).toBeLessThan(5)
  })
})
