const TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'

/** A text on which a parser, or what reads its tree, once took for ever, crashed or pointed elsewhere. */
export interface Trap {
  readonly name: string
  readonly hostId: string
  /** Of a file of this host, for the language server. */
  readonly file: string
  readonly text: () => string
  /** Rules that must be among the findings, each with the text at the place where its first one begins. */
  readonly found: readonly (readonly [rule: string, begins: string])[]
}

const CLAUDE = { hostId: 'claude-code', file: '.mcp.json' }
const CONTINUE = { hostId: 'continue', file: '.continue/config.yaml' }
const CODEX = { hostId: 'codex', file: '.codex/config.toml' }
const LIBRECHAT = { hostId: 'librechat', file: 'librechat.yaml' }

const numbered = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('')
const json = (env: string): string => `{"mcpServers":{"a":{"command":"npx","args":["acme-docs"],"env":{${env}}}}}`
const yaml = (rest: string): string => `mcpServers:\n  a:\n    command: npx\n    args: [acme-docs]\n${rest}`
const TAIL = `  z:\n    command: /opt/z\n    env:\n      GITHUB_TOKEN: ${TOKEN}\n`
const FLOATING = ['unpinned-package', 'acme-docs'] as const
const SECRET = ['hardcoded-secret', TOKEN] as const

/** One row for each of the traps met in parsers, and some texts of the same kind. */
export const TRAPS: readonly Trap[] = [
  {
    name: 'JSON nested 100,000 lists deep',
    ...CLAUDE,
    text: () => json(`"A":${'['.repeat(100_000)}`),
    found: [['config-parse-error', '']],
  },
  {
    name: 'JSON nested 100,000 objects deep',
    ...CLAUDE,
    text: () => '{"a":'.repeat(100_000),
    found: [['config-parse-error', '']],
  },
  {
    name: 'YAML flow nested 100,000 deep',
    ...LIBRECHAT,
    text: () => yaml(`    env: ${'['.repeat(100_000)}`),
    found: [['config-parse-error', '']],
  },
  {
    name: 'YAML blocks nested 100,000 deep',
    ...LIBRECHAT,
    text: () => '- '.repeat(100_000),
    found: [['config-parse-error', '']],
  },
  {
    name: '16,000 keys in one YAML map',
    ...LIBRECHAT,
    text: () => yaml(`    env:\n${numbered(16_000, (at) => `      KEY_${at}: "${at}"\n`)}${TAIL}`),
    found: [FLOATING, SECRET],
  },
  {
    name: '16,000 YAML aliases',
    ...LIBRECHAT,
    text: () => `base: &base x\n${yaml(`    env:\n${numbered(16_000, (at) => `      KEY_${at}: *base\n`)}${TAIL}`)}`,
    found: [FLOATING, SECRET],
  },
  {
    name: 'a YAML bomb of nine levels',
    ...LIBRECHAT,
    text: () =>
      `a0: &a0 lol\n${numbered(9, (at) => `a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(', ')}]\n`)}${yaml(`    env: *a9\n${TAIL}`)}`,
    found: [FLOATING, SECRET],
  },
  {
    name: 'YAML merge keys of fifty aliases each, 290 KB',
    ...LIBRECHAT,
    text: () =>
      `base: &a { ${Array.from({ length: 50 }, (_, at) => `k${at}: 1`).join(', ')} }\n${yaml(TAIL)}${numbered(1_300, (at) => `x${at}: { <<: [${Array(50).fill('*a').join(', ')}] }\n`)}`,
    found: [FLOATING, SECRET],
  },
  {
    name: 'a YAML alias within itself',
    ...LIBRECHAT,
    text: () => yaml(`    env: &a\n      A: *a\n${TAIL}`),
    found: [FLOATING, SECRET],
  },
  { name: 'a YAML alias of nothing', ...LIBRECHAT, text: () => yaml(`    env: *nothing\n${TAIL}`), found: [FLOATING, SECRET] },
  {
    name: '8,000 YAML errors',
    ...LIBRECHAT,
    text: () => `${yaml(TAIL)}${numbered(8_000, (at) => `k${at}: a: b\n`)}`,
    found: [FLOATING, SECRET, ['config-parse-error', '']],
  },
  { name: 'a JSON text of 4 MB', ...CLAUDE, text: () => json(`"A":"${'a'.repeat(4_000_000)}"`), found: [FLOATING] },
  {
    name: 'a plain YAML text of 1.9 MB',
    ...LIBRECHAT,
    text: () => yaml(`    env:\n      A: ${'a'.repeat(1_900_000)}\n${TAIL}`),
    found: [FLOATING, SECRET],
  },
  {
    name: 'a quoted YAML text of 1.9 MB',
    ...LIBRECHAT,
    text: () => yaml(`    env:\n      A: "${'a'.repeat(1_900_000)}"\n${TAIL}`),
    found: [FLOATING, SECRET],
  },
  {
    name: 'a TOML text of 0.9 MB',
    ...CODEX,
    text: () => `[mcp_servers.a]\ncommand = "npx"\nargs = ["acme-docs", "${'a'.repeat(900_000)}"]\n`,
    found: [FLOATING],
  },
  {
    name: '16,000 keys in one JSON object',
    ...CLAUDE,
    text: () => json(`${numbered(16_000, (at) => `"KEY_${at}":"x",`)}"GITHUB_TOKEN":"${TOKEN}"`),
    found: [FLOATING, SECRET],
  },
  {
    name: 'TOML nested 10,000 deep',
    ...CODEX,
    text: () => `[mcp_servers.a]\ncommand = "npx"\nargs = ${'['.repeat(10_000)}`,
    found: [['config-parse-error', '']],
  },
  {
    name: 'a TOML header of 10,000 parts',
    ...CODEX,
    text: () => `[${Array(10_000).fill('a').join('.')}]\nb = 1\n`,
    found: [['config-parse-error', '']],
  },
  {
    name: 'equal JSON keys',
    ...CLAUDE,
    text: () => '{"mcpServers":{"a":{"command":"/opt/a"},"a":{"command":"npx","args":["acme-docs"]}}}',
    found: [FLOATING, ['duplicate-server-key', 'a"']],
  },
  {
    name: '16,000 equal JSON keys',
    ...CLAUDE,
    text: () => json(`${'"A":"x",'.repeat(16_000)}"A":"y"`),
    found: [FLOATING],
  },
  {
    name: 'a byte order mark before JSON',
    ...CLAUDE,
    text: () => `\ufeff${json(`"GITHUB_TOKEN":"${TOKEN}"`)}`,
    found: [FLOATING, SECRET],
  },
  { name: 'a byte order mark before YAML', ...LIBRECHAT, text: () => `\ufeff${yaml(TAIL)}`, found: [FLOATING, SECRET] },
  {
    name: 'a byte order mark before TOML',
    ...CODEX,
    text: () => '\ufeff[mcp_servers.a]\ncommand = "npx"\nargs = ["acme-docs"]\n',
    found: [FLOATING],
  },
  {
    name: 'YAML lines that end in CR alone',
    ...LIBRECHAT,
    text: () => yaml(TAIL).replaceAll('\n', '\r'),
    // Programs do not agree on whether these are lines.
    found: [SECRET],
  },
  {
    name: 'JSON lines that end in CR alone',
    ...CLAUDE,
    text: () => json(`\r"GITHUB_TOKEN":\r"${TOKEN}"\r`),
    found: [FLOATING, SECRET],
  },
  {
    name: 'line separators and spaces that are none in JSON',
    ...CLAUDE,
    text: () => json(`\u2028\u00a0"GITHUB_TOKEN":\u00a0"${TOKEN}"`),
    found: [FLOATING, SECRET],
  },
  {
    name: 'a line separator in a JSON text',
    ...CLAUDE,
    text: () => json(`"A":"a\u2028b","GITHUB_TOKEN":"${TOKEN}"`),
    found: [FLOATING, SECRET],
  },
  {
    name: 'halves of surrogate pairs in JSON',
    ...CLAUDE,
    text: () => json(`"\ud834":"\udd1e","GITHUB_TOKEN":"${TOKEN}"`),
    found: [FLOATING, SECRET],
  },
  {
    name: 'halves of surrogate pairs in YAML',
    ...LIBRECHAT,
    text: () => yaml(`    env:\n      A: "\ud834"\n      B: \udd1e\n${TAIL}`),
    found: [FLOATING, SECRET],
  },
  {
    name: 'a YAML quote that is never closed',
    ...CONTINUE,
    text: () =>
      `mcpServers:\n  - name: a\n    command: npx\n    args: [acme-docs]\n  - name: b\n    command: "/opt/b\n    env:\n      A: x\n`,
    found: [FLOATING, ['config-parse-error', '"']],
  },
  {
    name: 'JSON keys named __proto__',
    ...CLAUDE,
    text: () =>
      `{"__proto__":1,"mcpServers":{"__proto__":{"command":"npx","args":["acme-docs"],"env":{"__proto__":"x","constructor":"y","GITHUB_TOKEN":"${TOKEN}"}}}}`,
    found: [FLOATING, SECRET],
  },
  {
    name: 'YAML keys named __proto__',
    ...LIBRECHAT,
    text: () =>
      `__proto__: 1\nmcpServers:\n  __proto__:\n    command: npx\n    args: [acme-docs]\n    env: { __proto__: x, constructor: y, GITHUB_TOKEN: ${TOKEN} }\n`,
    found: [FLOATING, SECRET],
  },
  {
    name: 'TOML keys named __proto__',
    ...CODEX,
    text: () =>
      `__proto__ = 1\n[mcp_servers.__proto__]\ncommand = "npx"\nargs = ["acme-docs"]\n[mcp_servers.__proto__.env]\n__proto__ = "x"\nGITHUB_TOKEN = "${TOKEN}"\n`,
    found: [FLOATING, SECRET],
  },
  {
    name: 'TOML rulers of # between statements',
    ...CODEX,
    text: () => `[mcp_servers.a]\ncommand = "npx"\n\n${`${'#'.repeat(200)}\n`.repeat(200)}args = ["acme-docs"]\n`,
    found: [FLOATING],
  },
]
