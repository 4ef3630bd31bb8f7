import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const here = import.meta.dirname
const require = createRequire(import.meta.url)
const node = process.execPath
/** Peers are measured where somebody has installed them, together or a folder each; nothing of the repository needs them. */
const peersDir = process.env.BENCH_PEERS ?? path.join(tmpdir(), 'scopelight-bench-peers')
const peerFolders = existsSync(peersDir) ? ['.', ...readdirSync(peersDir)] : []
const installed = (/** @type {string} */ file) =>
  peerFolders.map((folder) => path.join(peersDir, folder, 'node_modules', file)).find((found) => existsSync(found)) ?? file
const schemaFile = (/** @type {string} */ name) => path.join(here, 'schemas', name)

/** @type {import('./lib/session.mjs').Peer} */
const jsonPush = {
  cmd: [node, installed('vscode-langservers-extracted/bin/vscode-json-language-server'), '--stdio'],
  mode: 'push',
  debounceMs: 500,
  settings: {
    json: {
      validate: { enable: true },
      format: { enable: false },
      schemas: [
        {
          fileMatch: ['*mcp.json'],
          url: 'bench://mcp.schema.json',
          schema: JSON.parse(readFileSync(schemaFile('mcp.schema.json'), 'utf8')),
        },
      ],
    },
    http: {},
  },
  initializationOptions: { provideFormatter: false, handledSchemaProtocols: ['file'] },
}
/** @type {import('./lib/session.mjs').Peer} */
const yamlPush = {
  cmd: [node, installed('yaml-language-server/bin/yaml-language-server'), '--stdio'],
  mode: 'push',
  debounceMs: 200,
  settings: {
    yaml: {
      validate: true,
      hover: true,
      completion: true,
      format: { enable: false },
      schemaStore: { enable: false, url: '' },
      schemas: { [pathToFileURL(schemaFile('goose.schema.json')).href]: ['*goose.yaml'] },
    },
    http: {},
    editor: {},
    files: {},
    '[yaml]': {},
  },
}
/** @type {import('./lib/session.mjs').Peer} */
const tombi = {
  cmd: [installed('@tombi-toml/cli-linux-x64/tombi'), 'lsp', '--offline'],
  mode: 'push',
  debounceMs: 0,
  settings: {},
}
/** @type {import('./lib/session.mjs').Peer} */
const biome = {
  cmd: [node, path.join(path.dirname(require.resolve('@biomejs/biome/package.json')), 'bin/biome'), 'lsp-proxy'],
  mode: 'push',
  debounceMs: 250,
  settings: { biome: {} },
}
/** Same server, its debounce timers (of this delay) firing at once. @param {import('./lib/session.mjs').Peer} peer @returns {import('./lib/session.mjs').Peer} */
const withoutDebounce = (peer) => ({
  ...peer,
  debounceMs: 0,
  env: { NODE_OPTIONS: `--require=${path.join(here, 'preload/zero-debounce.cjs')}`, BENCH_ZERO_DELAYS: String(peer.debounceMs) },
})
const floor = (/** @type {string} */ kind) =>
  /** @type {import('./lib/session.mjs').Peer} */ ({
    cmd: [node, path.join(here, 'servers/floor.mjs'), kind, '--stdio'],
    mode: 'push',
    debounceMs: 0,
  })

/** Every server by the language of its documents, the floors first. @type {Record<string, Record<string, import('./lib/session.mjs').Peer>>} */
export const families = {
  json: {
    'floor-json': floor('json'),
    'floor-json-zod': floor('json-zod'),
    'floor-echo': floor('echo'),
    'vscode-json push 500ms': jsonPush,
    'vscode-json push, no debounce': withoutDebounce(jsonPush),
    'vscode-json pull': { ...jsonPush, mode: 'pull', debounceMs: 0 },
    'biome lsp-proxy': biome,
  },
  yaml: {
    'floor-yaml': floor('yaml'),
    'floor-echo': floor('echo'),
    'yaml-ls push 200ms': yamlPush,
    'yaml-ls push, no debounce': withoutDebounce(yamlPush),
  },
  toml: {
    'floor-toml': floor('toml'),
    'floor-echo': floor('echo'),
    'tombi push': tombi,
  },
}

/** What a folder holds beside its document: the hosts of our own, and the configuration files that some peers need. */
export const workspaceFiles = {
  '.scopelight.yaml': [
    'hosts:',
    '  - { files: "*.mcp.json", host: claude-code }',
    '  - { files: "*goose.yaml", host: goose }',
    '  - { files: "*codex.toml", host: codex }',
    '',
  ].join('\n'),
  'biome.json': JSON.stringify({ formatter: { enabled: false }, linter: { enabled: true, rules: { recommended: true } } }),
  'tombi.toml': [
    '[schema]',
    'enabled = true',
    'catalog = { paths = [] }',
    '',
    '[[schemas]]',
    `path = "${schemaFile('codex.schema.json')}"`,
    'include = ["*codex.toml"]',
    '',
  ].join('\n'),
}
/** @param {import('./lib/session.mjs').Peer} peer */
export const available = ({ cmd: [program = '', script = ''] }) => existsSync(program) && (program !== node || existsSync(script))
