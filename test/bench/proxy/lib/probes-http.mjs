// What survives a reverse proxy, and is its listener safe? `bridge` targets (HTTP in front of a stdio
// server) are asked only what makes sense for them.
import { createHash } from 'node:crypto'
import http from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { oddLine } from '../fixtures/odd-line.mjs'
import { HttpClient, handshake } from './clients.mjs'
import { start } from './targets.mjs'

const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const short = (value) => (JSON.stringify(value) ?? 'nothing').slice(0, 90)
const same = (actual, expected) => actual === expected || `got ${short(actual)}`
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const call = (id, name, text = '') =>
  `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"method":"tools/call","params":{"name":"${name}","arguments":{"text":"${text}"}}}`
const script = (client, behaviour, more = {}) =>
  client.exchange({ body: call(1, 'echo', 'x'), ...more, headers: { 'x-bench': behaviour, ...more.headers } })
const valuesOf = (rawHeaders, name) =>
  rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1].toLowerCase() === name.toLowerCase())

const TRANSPARENCY = [
  {
    name: 'request body unchanged',
    bridge: true,
    opens: true,
    run: async (client) => {
      const body = `{ "params" :{"arguments":{"text":"\\u00e9","big":12345678901234567890}, "name":"wire"},"method":"tools/call" ,"id":"w1", "jsonrpc":"2.0"}`
      return same((await client.requestLine('w1', body)).message.result?.content?.[0]?.text, sha256(body))
    },
  },
  {
    name: 'response body unchanged',
    bridge: true,
    opens: true,
    run: async (client) => same((await client.requestLine(7, call(7, 'raw'))).line.toString(), oddLine(7)),
  },
  {
    name: '20 MB body',
    bridge: true,
    opens: true,
    run: async (client) => {
      const size = 20 * 1024 * 1024
      return same(
        (await client.requestLine(1, call(1, 'echo', 'x'.repeat(size)))).message.result?.content?.[0]?.text.length,
        size,
      )
    },
  },
  {
    name: 'request headers kept (names, values, unknown ones)',
    run: async (client) => {
      const sent = {
        Authorization: 'Bearer bench-token',
        'MCP-Protocol-Version': '2026-07-28',
        'Mcp-Method': 'tools/call',
        'Mcp-Name': '=?base64?ZWNobw==?=',
        'Mcp-Param-Region': 'us-west1',
        'Mcp-Session-Id': 's 1',
        'Last-Event-ID': 'e-9',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01',
        'X-Unknown': 'kept',
      }
      const seen = JSON.parse((await script(client, 'reflect', { headers: sent })).body).headers
      const lost = Object.entries(sent).filter(
        ([name, value]) => !seen.some((n, i) => i % 2 === 0 && n === name && seen[i + 1] === value),
      )
      return lost.length === 0 || `lost or changed: ${lost.map(([name]) => name).join(', ')}`
    },
  },
  {
    name: 'GET and DELETE pass',
    run: async (client) => {
      for (const method of ['GET', 'DELETE']) {
        const { body } = await script(client, 'reflect', { method, body: undefined })
        if (JSON.parse(body).method !== method) return `${method} became ${short(body.toString())}`
      }
      return true
    },
  },
  {
    name: '401 with both WWW-Authenticate headers',
    run: async (client) => {
      const { status, rawHeaders, body } = await script(client, 'challenge')
      const challenges = valuesOf(rawHeaders, 'www-authenticate')
      return (
        (status === 401 &&
          challenges.length === 2 &&
          challenges[0].includes('resource_metadata="https://real.example') &&
          body.toString() === 'no') ||
        `got ${status} ${short(challenges)}`
      )
    },
  },
  {
    name: '503 with Retry-After and Mcp-Session-Id',
    run: async (client) => {
      const { status, headers } = await script(client, 'busy')
      return (
        (status === 503 && headers['retry-after'] === '7' && headers['mcp-session-id'] === 's-1') ||
        `got ${status} ${short(headers)}`
      )
    },
  },
  {
    name: '404 keeps its JSON-RPC body',
    run: async (client) => {
      const { status, body } = await script(client, 'unknown-method')
      return (status === 404 && JSON.parse(body).error.code === -32601) || `got ${status}`
    },
  },
  {
    name: 'redirect returned, not followed',
    run: async (client) => {
      const { status, headers } = await script(client, 'redirect')
      return (status === 307 && headers.location === '/elsewhere') || `got ${status} ${short(headers.location)}`
    },
  },
  {
    name: 'SSE bytes unchanged and not buffered',
    run: async (client) => {
      let first
      const { body, at } = await script(client, 'stream', {
        onResponse: (response) => response.once('data', () => (first = performance.now())),
      })
      const expected =
        ': keep-alive\r\n\r\nid: 7\r\nretry: 1500\r\ndata: \r\n\r\nevent: message\ndata: {"jsonrpc":"2.0",\ndata: "id":1,"result":{}}\n\n'
      if (body.toString() !== expected) return `bytes changed: ${short(body.toString())}`
      return at - first > 200 || `first event held back until ${(at - first).toFixed(0)} ms before the end`
    },
  },
  {
    name: 'client closes the stream: upstream sees it within 1 s',
    run: async (client) => {
      await script(client, 'hang', {
        agent: new http.Agent(),
        onResponse: (response, request, resolve) =>
          response.once('data', () => {
            resolve()
            request.destroy()
          }),
      }).catch(() => undefined)
      await pause(1000)
      return same(JSON.parse((await script(client, 'aborted')).body).aborted, 1)
    },
  },
]

/** Sends a call that is known to work, changed by `change`: it must be refused. */
async function refused(client, change, target = client) {
  const body = call(1, 'echo', 'x')
  const control = await client.exchange({ body })
  if (control.status >= 400) return `the control call is answered ${control.status}`
  const { status } = await target.exchange({ body, ...change })
  return (status >= 400 && status < 500) || `answered ${status}`
}

const FOREIGN = 'attacker.example'

const LISTENER = [
  { name: 'foreign Origin refused', run: (client) => refused(client, { headers: { origin: `https://${FOREIGN}` } }) },
  { name: 'foreign Host refused', run: (client) => refused(client, { headers: { host: FOREIGN } }) },
  {
    name: 'no Access-Control-Allow-Origin for a foreign page',
    run: async (client) => {
      const headers = { origin: `https://${FOREIGN}`, 'access-control-request-method': 'POST' }
      const allowed = (await client.exchange({ method: 'OPTIONS', headers })).headers['access-control-allow-origin']
      return allowed === undefined || `allows ${allowed}`
    },
  },
  {
    name: 'listens on the loopback address only',
    run: async (client) => {
      const outside = Object.values(networkInterfaces())
        .flat()
        .find((a) => a.family === 'IPv4' && !a.internal)
      if (!outside) return 'n/a'
      const open = await new Promise((resolve) => {
        const socket = connect(Number(client.url.port), outside.address)
        const settle = (result) => {
          socket.destroy()
          resolve(result)
        }
        socket.on('connect', () => settle(true))
        socket.on('error', () => settle(false))
        setTimeout(settle, 1000, false)
      })
      return !open || 'reachable from the network'
    },
  },
  {
    name: 'path is not guessable',
    run: async (client) => {
      const guess = new HttpClient(new URL('/mcp', client.url))
      guess.headers = client.headers
      const outcome = await refused(client, {}, guess)
      await guess.close()
      return outcome
    },
  },
].map((listenerProbe) => ({ ...listenerProbe, bridge: true, opens: true }))

async function probe(targets, probes, log) {
  const results = {}
  for (const target of targets) {
    results[target.name] = {}
    for (const { name, run, bridge, opens } of probes) {
      let outcome
      let started
      if (target.bridge && !bridge) outcome = 'n/a'
      else {
        try {
          started = await start(target)
          if (opens) await handshake(started.client, { timeoutMs: 10_000 })
          outcome = await run(started.client)
        } catch (error) {
          outcome = `error: ${error.message}`
        }
      }
      await started?.client.close()
      started?.stop()
      results[target.name][name] = outcome
      if (outcome !== true && outcome !== 'n/a') log(`${target.name}: ${name}: ${outcome}`)
    }
  }
  return results
}

export const probeHttp = (targets, log) => probe(targets, TRANSPARENCY, log)

/** A direct server and the floor make no promise about their listener: they are left out. */
export const probeListener = (targets, log) =>
  probe(
    targets.filter((t) => t.ours || t.bridge),
    LISTENER,
    log,
  )
