import { describe, expect, it } from 'vitest'
import { mappedHost, readWorkspaceSettings } from '../../server/model/workspaceSettings.ts'

const problemsOf = (text: string, rules?: readonly string[]) =>
  readWorkspaceSettings(text, rules).problems.map(
    ({ severity, message, line, column }) => `${line}:${column} ${severity} ${message}`,
  )

describe('hosts of a workspace', () => {
  const settings = readWorkspaceSettings(`# whose files these are
hosts:
  - { files: "special/*.json", host: cursor }
  - { files: "**/*.json", host: claude-code }
  - files: "jan/*.toml"
    host: jan
`)

  it('gives a file the host of the first pattern that matches', () => {
    expect(settings.problems).toEqual([])
    expect(mappedHost(settings, 'special/a.json')?.host?.id).toBe('cursor')
    expect(mappedHost(settings, 'special/deeper/a.json')?.host?.id).toBe('claude-code')
    expect(mappedHost(settings, 'a.json')?.host?.id).toBe('claude-code')
    expect(mappedHost(settings, 'a.yaml')).toBeUndefined()
  })

  it('knows a host that this version does not read yet', () => {
    expect(mappedHost(settings, 'jan/config.toml')).toEqual({ id: 'jan', host: undefined, readers: [] })
  })

  it('names the place of a host nobody knows, and keeps the others', () => {
    const text = 'hosts:\n  - { files: "a/*", host: claude-cod }\n  - { files: "b/*", host: vscode }\n'
    expect(problemsOf(text)).toEqual(['2:27 error "claude-cod" is not a host. Did you mean "claude-code"?'])
    expect(mappedHost(readWorkspaceSettings(text), 'b/x')?.id).toBe('vscode')
    expect(mappedHost(readWorkspaceSettings(text), 'a/x')).toBeUndefined()
  })

  it.each([
    ['hosts: claude-code', '1:1 error "hosts" is a list, such as "- { files: "configs/*.json", host: claude-code }".'],
    ['hosts:\n  - claude-code', '2:5 error An item of "hosts" has "files" and "host".'],
    ['hosts:\n  - host: vscode', '2:5 error This item of "hosts" has no "files", a pattern such as "configs/*.json".'],
    ['hosts:\n  - files: "*"', '2:5 error This item of "hosts" has no "host", such as "claude-code".'],
    ['hosts:\n  - { files: "*", host: 7 }', '2:19 error "host" wants a text.'],
    [
      'hosts:\n  - { file: "*", files: "*", host: vscode }',
      '2:7 warning "file" is not a setting of a host and has no effect. Did you mean "files"?',
    ],
  ])('says what is wrong with %j', (text, problem) => {
    expect(problemsOf(text)).toContain(problem)
  })
})

describe('patterns', () => {
  const matches = (pattern: string, path: string) =>
    mappedHost(readWorkspaceSettings(`hosts: [{ files: ${JSON.stringify(pattern)}, host: vscode }]`), path) !== undefined

  it.each([
    ['*.json', 'a.json', true],
    ['*.json', 'x/a.json', false],
    ['**/*.json', 'x/y/a.json', true],
    ['**/*.json', 'a.json', true],
    ['x/**', 'x/y/z', true],
    ['x/**', 'xy/z', false],
    ['x/**/z', 'x/z', true],
    ['./a.json', 'a.json', true],
    ['{a,b}/?.json', 'b/c.json', true],
    ['{a,b}/?.json', 'c/c.json', false],
    ['a.json', 'aXjson', false],
    ['*a*b', 'xxaxxb', true],
    ['*a*b', 'xxbxxa', false],
    ['.hidden/*', '.hidden/.x', true],
  ])('%j on %j: %j', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected)
  })

  it('answers at once on a pattern made to keep a regular expression busy', () => {
    const started = performance.now()
    expect(matches(`${'**/'.repeat(30)}${'*a'.repeat(60)}b`, `${'aaaa/'.repeat(50)}${'a'.repeat(2000)}`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(500)
  })

  it.each(['[ab].json', '!a.json', 'a{b', `${'x'.repeat(300)}`, '{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}'])(
    'refuses the pattern %j with its place',
    (pattern) => {
      const [problem] = problemsOf(`hosts: [{ files: ${JSON.stringify(pattern)}, host: vscode }]`)
      expect(problem).toMatch(/^1:18 error The pattern "/)
    },
  )
})

describe('persona and severities', () => {
  it('reads both', () => {
    const settings = readWorkspaceSettings('persona: auditor\nseverities:\n  unpinned-package: off\n  shell-wrapper: low\n')
    expect(settings.persona).toBe('auditor')
    expect({ ...settings.severities }).toEqual({ 'unpinned-package': 'off', 'shell-wrapper': 'low' })
    expect(settings.problems).toEqual([])
  })

  it('names a wrong word with its place', () => {
    expect(problemsOf('persona: pedant\n')).toEqual([
      '1:10 error "persona" is one of "regular", "pedantic", "auditor". Did you mean "pedantic"?',
    ])
    expect(problemsOf('severities: { a-rule: hgih }\n')).toEqual([
      '1:23 error "a-rule" is one of "off", "info", "low", "medium", "high", "critical". Did you mean "high"?',
    ])
  })

  it('says that a rule does not exist, where rules are known', () => {
    expect(problemsOf('severities: { unpined-package: off }', ['unpinned-package'])).toEqual([
      '1:15 warning "unpined-package" is not a rule of this version and has no effect. Did you mean "unpinned-package"?',
    ])
  })

  it('keeps a rule named like a member of every object apart', () => {
    expect(Object.keys(readWorkspaceSettings('severities: { __proto__: low, constructor: low }').severities)).toEqual([
      '__proto__',
      'constructor',
    ])
  })
})

describe('a settings file that is not what it should be', () => {
  it.each([
    ['ignore: all', '1:1 error "ignore" is a list, such as "- { rule: unpinned-package, file: .mcp.json, reason: … }".'],
    ['ignore: [all]', '1:10 error An item of "ignore" has "rule", "file" and "reason".'],
    ['ignore: [{ rule: a }]', '1:10 error This item of "ignore" has no "file", a path or pattern such as ".mcp.json".'],
    ['ignore: [{ file: a }]', '1:10 error This item of "ignore" names no "rule".'],
    [
      'ignore: [{ rule: a, file: "[" }]',
      '1:10 error The pattern "[" holds a character it may not: only *, ?, ** and {a,b} are read.',
    ],
    [
      'ignore: [{ rule: a, file: b, raeson: c }]',
      '1:30 warning "raeson" is not a part of a waiver and has no effect. Did you mean "reason"?',
    ],
    ['ignore: [{ rule: a, file: b, fingerprint: 12345678 }]', '1:30 error "fingerprint" wants a text; put it in quotes.'],
    [
      'ignore: [{ rule: a, file: b, fingerprint: xyz }]',
      '1:10 error "xyz" is no fingerprint: it has 8 digits of 0-9 and a-f. Put it in quotes.',
    ],
    ['trustedHosts: acme', '1:1 error "trustedHosts" is a list, such as "- mcp.acme.example".'],
    ['trustedPackages: [1]', '1:19 error An item of "trustedPackages" is a text, such as "@acme/*".'],
    ['baseline: [a]', '1:1 error "baseline" is the path of a file.'],
  ])('says of %s what is wrong', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem])
  })

  it('keeps a waiver without a reason, for the rule that speaks of it', () => {
    const { ignore, problems } = readWorkspaceSettings('ignore: [{ rule: a, file: b, reason: }]')
    expect(ignore).toEqual([expect.objectContaining({ rule: 'a', reason: '', start: 9, end: 38 })])
    expect(problems).toEqual([])
  })

  it('says that a key is unknown, and what was probably meant', () => {
    expect(problemsOf('hosts: []\nhots: []\n')).toEqual([
      '2:1 warning "hots" is not a setting and has no effect. Did you mean "hosts"?',
    ])
  })

  it('reads an empty file, and one of comments, as no settings', () => {
    expect(readWorkspaceSettings('')).toMatchObject({ hosts: [], persona: undefined, problems: [] })
    expect(readWorkspaceSettings('# nothing\n').problems).toEqual([])
    expect(readWorkspaceSettings('hosts:\n').problems).toEqual([])
  })

  it.each([
    'hosts: [',
    '\thosts: x',
    'a: b: c',
    '"',
    '- 1',
    'just text',
    'a: 1\n---\nb: 2',
    '%',
    '!!binary x: y',
    '? {a: b}\n: c',
  ])('answers %j with a problem and a place', (text) => {
    const { problems } = readWorkspaceSettings(text)
    expect(problems.length).toBeGreaterThan(0)
    for (const { line, column, message } of problems) {
      expect(line).toBeGreaterThan(0)
      expect(column).toBeGreaterThan(0)
      expect(message).toMatch(/^[A-Z"].*[.?]$/s)
    }
  })

  it('does not follow aliases, so a file of them cannot grow', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...[...'bcdefghij'].map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[at]}`).join(', ')}]`),
      'hosts: *j',
    ].join('\n')
    const started = performance.now()
    expect(problemsOf(bomb)).toContain('11:8 error "*j" refers to another place of the file. Write the value itself.')
    expect(performance.now() - started).toBeLessThan(500)
  })

  // Nothing here may come near the end of the stack: V8 ends the process when it compiles a regular expression there.
  it.each([
    ['brackets', '['.repeat(99_999), '1:65'],
    ['items', '- '.repeat(49_999), '1:129'],
    ['keys of keys', '? '.repeat(49_999), '1:129'],
    ['maps on one line', '{a: '.repeat(24_999), '1:257'],
    ['maps on many lines', Array.from({ length: 400 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'), '65:65'],
  ])('refuses a file of nothing but %s by its depth, with the place', (_, text, place) => {
    const started = performance.now()
    expect(problemsOf(text)).toEqual([`${place} error The file is nested deeper than 64 levels and is not read.`])
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('counts no bracket of a text as a level', () => {
    expect(problemsOf(`hosts: [{ files: "a/${'x'.repeat(90)}", host: vscode }] # ${'['.repeat(9_000)}`)).toEqual([])
    expect(problemsOf(`persona: "${'['.repeat(90)}"`)[0]).toMatch(/^1:10 error "persona" is one of/)
  })

  it('answers one that is too long', () => {
    expect(problemsOf(`# ${'x'.repeat(200_000)}`)).toEqual([
      '1:1 error The file is longer than 100000 characters and is not read.',
    ])
  })

  it('says that a second document is not read', () => {
    expect(problemsOf('persona: auditor\n---\nhosts: []\n')).toEqual([
      '2:1 error A second document begins here and is not read. Keep one.',
    ])
  })

  it('counts lines that end in CRLF', () => {
    expect(problemsOf('persona: regular\r\nhots: 1\r\n')[0]).toMatch(/^2:1 /)
  })

  it('reports a key that stands twice', () => {
    expect(problemsOf('persona: auditor\npersona: regular\n')).toEqual([
      '2:1 error "persona" stands here a second time. Keep one.',
    ])
  })
})
