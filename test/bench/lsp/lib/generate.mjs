import { mcpServers, pastedServer, serverName, siteIndexes } from './servers.mjs'

/** @typedef {{text: string, language: string, sites: Site[], probe: Probe}} Document */
/** @typedef {{string: Pos, snippet: {at: Pos, text: string}, brk: Pos, block: {at: Pos, text: string}}} Site where edits happen */
/** @typedef {{line: number, character: number}} Pos */
/** @typedef {{hover: Pos, actionLine: number}} Probe */

/** @param {string[]} lines @param {(line: string) => boolean} match @param {number} from @returns {number} */
function find(lines, match, from = 0) {
  const at = lines.findIndex((line, i) => i >= from && match(line))
  if (at < 0) throw new Error('no anchor in the generated document')
  return at
}

/**
 * A text with its sites: in each of these servers the end of the string of the command is typed into and broken, a field is
 * added as its first, and a server is pasted before it.
 * @param {string} text @param {{language: string, servers: number, open: (name: string) => string, command: string, snippet: string, block: string, hover: number}} o
 * @returns {Document}
 */
function document(text, { language, servers, open, command, snippet, block, hover }) {
  const lines = text.split('\n')
  const sites = siteIndexes(servers).map((i) => {
    const first = find(lines, (line) => line === open(serverName(i)))
    const line = find(lines, (candidate) => candidate.startsWith(command), first)
    const end = { line, character: /** @type {string} */ (lines[line]).lastIndexOf('"') }
    const at = { line: first + 1, character: 0 }
    return { string: end, snippet: { at, text: snippet }, brk: end, block: { at: { line: first, character: 0 }, text: block } }
  })
  const { line } = /** @type {Site} */ (sites[Math.min(1, sites.length - 1)]).string
  return { text, language, sites, probe: { hover: { line, character: hover }, actionLine: line } }
}

const quoted = (/** @type {unknown} */ value) => JSON.stringify(value)
const pairs = (/** @type {object} */ map, /** @type {(key: string, value: unknown) => string} */ say) =>
  Object.entries(map).map(([key, value]) => say(key, value))

/** A `.mcp.json`. @param {{servers: number, seed?: number}} o @returns {Document} */
export function mcpJson({ servers, seed = 1 }) {
  const text = `${JSON.stringify({ mcpServers: Object.fromEntries(mcpServers(servers, seed)) }, null, 2)}\n`
  const block = `    "pasted": ${JSON.stringify(pastedServer(seed), null, 2).replace(/\n/g, '\n    ')},\n`
  return document(text, {
    language: 'json',
    servers,
    open: (name) => `    "${name}": {`,
    command: '      "command": ',
    snippet: '      "disabled": true,\n',
    block,
    hover: 9,
  })
}

/** The configuration of Goose. @param {{servers: number, seed?: number}} o @returns {Document} */
export function mcpYaml({ servers, seed = 1 }) {
  const map = (/** @type {string} */ key, /** @type {object} */ value) => [
    `    ${key}:`,
    ...pairs(value, (name, one) => `      ${name}: ${quoted(one)}`),
  ]
  const entry = (/** @type {string} */ name, /** @type {any} */ s) => [
    `  ${name}:`,
    `    name: ${name}`,
    '    enabled: true',
    ...(s.url
      ? [`    type: ${s.type === 'sse' ? 'sse' : 'streamable_http'}`, `    uri: ${quoted(s.url)}`, ...map('headers', s.headers)]
      : [
          '    type: stdio',
          `    cmd: ${quoted(s.command)}`,
          ...(Array.isArray(s.args)
            ? ['    args:', ...s.args.map((/** @type {string} */ word) => `      - ${quoted(word)}`)]
            : [`    args: ${quoted(s.args)}`]),
          ...(s.comand ? [`    comand: ${s.comand}`] : []),
          ...map('envs', s.env),
        ]),
    `    timeout: ${(s.timeout ?? 300_000) / 1000}`,
  ]
  const lines = ['GOOSE_PROVIDER: anthropic', 'GOOSE_MODEL: claude', 'extensions:']
  const text = `${[...lines, ...mcpServers(servers, seed).flatMap(([name, s]) => entry(name, s))].join('\n')}\n`
  return document(text, {
    language: 'yaml',
    servers,
    open: (name) => `  ${name}:`,
    command: '    cmd: ',
    snippet: '    bundled: false\n',
    block: `${entry('pasted', pastedServer(seed)).join('\n')}\n`,
    hover: 5,
  })
}

/** The configuration of Codex. @param {{servers: number, seed?: number}} o @returns {Document} */
export function mcpToml({ servers, seed = 1 }) {
  const table = (/** @type {string} */ name, /** @type {any} */ s) => [
    `[mcp_servers.${name}]`,
    ...(s.url
      ? [
          `url = ${quoted(s.url)}`,
          `tool_timeout_sec = ${s.timeout / 1000}`,
          `http_headers = { ${pairs(s.headers, (key, value) => `${quoted(key)} = ${quoted(value)}`).join(', ')} }`,
        ]
      : [
          `command = ${quoted(s.command)}`,
          `args = ${Array.isArray(s.args) ? `[${s.args.map(quoted).join(', ')}]` : quoted(s.args)}`,
          `cwd = ${quoted(s.cwd)}`,
          ...(s.comand ? [`comand = ${quoted(s.comand)}`] : []),
          '',
          `[mcp_servers.${name}.env]`,
          ...pairs(s.env, (key, value) => `${key} = ${quoted(value)}`),
        ]),
    '',
  ]
  const lines = ['model = "gpt-5"', 'approval_policy = "on-request"', '']
  const text = [...lines, ...mcpServers(servers, seed).flatMap(([name, s]) => table(name, s))].join('\n')
  return document(text, {
    language: 'toml',
    servers,
    open: (name) => `[mcp_servers.${name}]`,
    command: 'command = ',
    snippet: 'enabled = true\n',
    block: `${table('pasted', pastedServer(seed)).join('\n')}\n`,
    hover: 3,
  })
}
