import { expect, it } from 'vitest'
import { withoutCredentials } from '../../server/knowledge/withoutCredentials.ts'

it.each([
  ['"${TOKEN:-hunter2}" stays', '"${TOKEN:-…}" stays'],
  ['"${env:A:-hunter2x33zq}"', '"${env:A:-…}"'],
  ['"${input:a:-hunter2x32zq}"', '"${input:a:-…}"'],
  ['"{env:F:-hunter2}"', '"{env:F:-…}"'],
  ['"${TOKEN-hunter2}" and "${TOKEN:=hunter2}"', '"${TOKEN-…}" and "${TOKEN:=…}"'],
  ['"Bash(PGPASSWORD=hunter2x1zq psql)"', '"Bash(PGPASSWORD=… psql)"'],
  ['curl -u a:hunter2 https://x', 'curl -u a:… https://x'],
  ['run --token hunter2 now', 'run --token … now'],
  ['mcp__pg__query(password=hunter2)', 'mcp__pg__query(password=…)'],
  ['"mcp__ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE__*"', '"mcp__ghp_…__*"'],
  ['"ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE_*"', '"ghp_…_*"'],
  ['"COPILOT_MCP_ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE"', '"COPILOT_MCP_ghp_…"'],
  ['Bash(curl -H "Authorization: Bearer hunter2zq" x)', 'Bash(curl -H "Authorization: Bearer …" x)'],
  ['Bash(curl -H "X-Api-Key: hunter2zq" x)', 'Bash(curl -H "X-Api-Key: …" x)'],
  ['Bash(mysql -phunter2:*)', 'Bash(mysql -p…:*)'],
  ['Bash(mysqldump -u root -phunter2 db)', 'Bash(mysqldump -u root -p… db)'],
  ['WebFetch(domain:u:hunter2@x)', 'WebFetch(domain:u:…@x)'],
  ['"//user:hunter2@host/share"', '"//user:…@host/share"'],
])('takes the secret out of %s', (words, expected) => {
  expect(withoutCredentials(words)).toBe(expected)
})

it.each([
  '"${PORT:-8080}" of server "docs"',
  'Write "${CLAUDE_PROJECT_DIR:-.}".',
  '"${input:github-token}" and "${env:GITHUB_TOKEN}"',
  'TOKEN=${TOKEN} and --token ${env:TOKEN}',
  '--max-tokens 100 and KEYBOARD_LAYOUT=us',
  'https://mcp.acme.example:8080/mcp?x=a@b',
  'Authorization: Bearer ${TOKEN}, and Cookie: <value>',
  'Add the header "X-MCP-Readonly: true", and write "mcp__github__list_issues".',
  'mysql -h db.acme.example -P 3306',
  'Write a colon and the reason: "scopelight-ignore rule-id: reason".',
])('leaves %s as it is', (words) => {
  expect(withoutCredentials(words)).toBe(words)
})

it('takes no longer than the words are long', () => {
  for (const unit of [
    '{a:',
    '${A:-',
    'A_TOKEN=',
    '--token ',
    '//a:',
    ' -u a:',
    '{',
    '"',
    'X-Api-Key: ',
    'mysql -p',
    'mysql a ',
    'domain:a:',
    'ghp_',
    'aaaaaaaaaaaaaaaaaaaa_',
  ])
    expect(withoutCredentials(unit.repeat(100_000)).length).toBeLessThan(5_000)
})
