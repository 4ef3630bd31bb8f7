import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'

const here = import.meta.dirname
const require = createRequire(import.meta.url)
const node = process.execPath
/** Peers are measured where somebody has installed them; nothing of the repository needs them. */
const peersDir = process.env.BENCH_PEERS ?? path.join(tmpdir(), 'scopelight-bench-peers')
const jsonServer = path.join(peersDir, 'node_modules/vscode-langservers-extracted/bin/vscode-json-language-server')
const biome = path.join(path.dirname(require.resolve('@biomejs/biome/package.json')), 'bin/biome')

const schema = JSON.parse(readFileSync(path.join(here, 'schemas/mcp.schema.json'), 'utf8'))
const jsonSettings = {
  json: {
    validate: { enable: true },
    format: { enable: false },
    schemas: [{ fileMatch: ['*mcp.json'], url: 'bench://mcp.schema.json', schema }],
  },
  http: {},
}

/** @type {import('./lib/session.mjs').Peer} */
const jsonPush = {
  cmd: [node, jsonServer, '--stdio'],
  mode: 'push',
  debounceMs: 500,
  settings: jsonSettings,
  initializationOptions: { provideFormatter: false, handledSchemaProtocols: ['file'] },
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

/** Every server, the floors first: the first is the reference of `×floor`. @type {Record<string, import('./lib/session.mjs').Peer>} */
export const peers = {
  'floor-json': floor('json'),
  'floor-json-zod': floor('json-zod'),
  'floor-echo': floor('echo'),
  'vscode-json push 500ms': jsonPush,
  'vscode-json push, no debounce': withoutDebounce(jsonPush),
  'vscode-json pull': { ...jsonPush, mode: 'pull', debounceMs: 0 },
  'biome lsp-proxy': { cmd: [node, biome, 'lsp-proxy'], mode: 'push', debounceMs: 250, settings: { biome: {} } },
}

/** Where documents are opened. */
export const workspaceDir = process.env.BENCH_TMP ?? path.join(tmpdir(), 'scopelight-lsp-bench')
export const workspaceFiles = {
  '.scopelight.yaml': 'hosts:\n  - { files: "*.mcp.json", host: claude-code }\n',
  'biome.json': JSON.stringify({ formatter: { enabled: false }, linter: { enabled: true, rules: { recommended: true } } }),
}
/** @param {import('./lib/session.mjs').Peer} peer */
export const available = ({ cmd: [program, script] }) => existsSync(program) && (program !== node || existsSync(script))
