// The main job of Scopelight on this folder, in a terminal: what is granted too widely, and what an MCP server was asked
// through the proxy. Everything recorded lands in a temporary state folder that is removed at the end.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.join(here, '..', '..')
const cli = path.join(root, 'dist', 'cli.cjs')
const state = mkdtempSync(path.join(tmpdir(), 'scopelight-example-'))
const env = { ...process.env, SCOPELIGHT_HOME: state }

/** Runs one command of ours and shows it as a person would type it. */
function scopelight(...args) {
  console.log(`\n$ scopelight ${args.map((arg) => (path.isAbsolute(arg) ? path.basename(arg) : arg)).join(' ')}`)
  const { status } = spawnSync(process.execPath, [cli, ...args], { cwd: here, env, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}

/** An agent's session with a file server: a recorded server is started through the proxy and asked for one file. */
async function session() {
  const server = path.join(root, 'node_modules', '@modelcontextprotocol', 'server-filesystem', 'dist', 'index.js')
  const notes = path.join(here, 'notes')
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [cli, 'proxy', '--server', 'docs', '--workload', 'coder', '--', process.execPath, server, notes],
    // Made up: a token and a JWT with two scopes that work nowhere.
    env: {
      ...env,
      GITHUB_TOKEN: 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE',
      DOCS_TOKEN: [{ alg: 'HS256' }, { iss: 'https://id.acme.example', scope: 'docs:read docs:search' }]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .concat('EXAMPLE0NOTREAL1EXAMPLE2')
        .join('.'),
    },
    stderr: 'ignore',
  })
  const client = new Client({ name: 'first-look', version: '1.0.0' })
  await client.connect(transport)
  await client.listTools()
  await client.callTool({ name: 'read_text_file', arguments: { path: path.join(notes, 'hello.md') } })
  await client.callTool({ name: 'read_text_file', arguments: { path: '/etc/passwd' } })
  await client.close()
}

try {
  scopelight('lint', '--fail-on', 'never')
  console.log('\n$ scopelight proxy --server docs --workload coder -- …   (an MCP client lists the tools and makes two calls)')
  await session()
  scopelight('trace', 'list')
  const [file] = readdirSync(path.join(state, 'traces'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.mcptrace'),
  )
  if (file === undefined) throw new Error('The proxy wrote no trace.')
  scopelight('trace', 'show', path.join(state, 'traces', file))
} finally {
  rmSync(state, { recursive: true, force: true })
}
