// Two raw JSON-RPC clients, no SDK: one over a child process's stdio, one over Streamable HTTP.
import { spawn } from 'node:child_process'
import http from 'node:http'

export const LEGACY = '2025-11-25'
export const MODERN = '2026-07-28'
const META = 'io.modelcontextprotocol/'

/** `params` as the given protocol revision wants them. */
export const withMeta = (params, revision) =>
  revision === MODERN
    ? { ...params, _meta: { ...params?._meta, [`${META}protocolVersion`]: MODERN, [`${META}clientCapabilities`]: {} } }
    : params

export class StdioClient {
  constructor([command, ...args], { env, stderr = 'ignore' } = {}) {
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', stderr], env })
    this.waiting = new Map()
    /** Lines that answered none of our requests, as text. */
    this.lines = []
    this.parts = []
    this.closed = new Promise((resolve) => {
      this.child.on('close', (code, signal) => resolve({ code, signal }))
      this.child.on('error', (error) => resolve({ code: null, signal: null, error }))
    })
    this.closed.then(({ error }) => {
      for (const w of this.waiting.values()) w.reject(error ?? new Error('the program ended'))
    })
    this.child.stdin.on('error', () => undefined)
    this.child.stdout.on('error', () => undefined)
    this.child.stdout.on('data', (chunk) => this.#onData(chunk))
  }
  #onData(chunk) {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.parts.push(chunk.subarray(start, end))
      start = end + 1
      const line = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts)
      this.parts = []
      this.#onLine(line)
    }
    if (start < chunk.length) this.parts.push(chunk.subarray(start))
  }
  #onLine(line) {
    const at = performance.now()
    let message
    try {
      message = JSON.parse(line)
    } catch {
      this.lines.push(line.toString())
      return
    }
    const waiter = message.method === undefined ? this.waiting.get(message.id) : undefined
    if (!waiter) {
      if (line.length < 10_000) this.lines.push(line.toString())
      this.onOther?.(message)
      return
    }
    this.waiting.delete(message.id)
    waiter.resolve({ message, line, at })
  }
  write(data) {
    return this.child.stdin.write(data)
  }
  /** Waits for the answer to `id` without sending anything. */
  answer(id, timeoutMs = 30_000) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id)
        reject(new Error(`no answer within ${timeoutMs} ms`))
      }, timeoutMs)
      const settle = (f) => (value) => {
        clearTimeout(timer)
        f(value)
      }
      this.waiting.set(id, { resolve: settle(resolve), reject: settle(reject) })
    })
  }
  /** Sends a line as it is; resolves with the parsed answer, its raw line and its time of arrival. */
  requestLine(id, line, timeoutMs) {
    const answer = this.answer(id, timeoutMs)
    this.write(`${line}\n`)
    return answer
  }
  request(id, method, params, timeoutMs) {
    return this.requestLine(id, JSON.stringify({ jsonrpc: '2.0', id, method, params }), timeoutMs)
  }
  notify(message) {
    this.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  }
  async close() {
    this.child.stdin.end()
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 3000)
    const end = await this.closed
    clearTimeout(timer)
    return end
  }
}

export class HttpClient {
  constructor(url) {
    this.url = new URL(url)
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    this.headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  }
  /** One exchange; `onResponse` may take the response over. Resolves with status, raw headers and body. */
  exchange({ method = 'POST', headers = {}, body, timeoutMs = 30_000, agent = this.agent, onResponse } = {}) {
    return new Promise((resolve, reject) => {
      const all = { ...this.headers, ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) }
      const request = http.request(this.url, { method, agent, headers: all }, (response) => {
        const chunks = []
        response.on('data', (c) => chunks.push(c))
        response.on('end', () =>
          resolve({
            at: performance.now(),
            status: response.statusCode,
            headers: response.headers,
            rawHeaders: response.rawHeaders,
            body: Buffer.concat(chunks),
          }),
        )
        response.on('error', reject)
        onResponse?.(response, request, resolve)
      })
      const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
      request.on('close', () => clearTimeout(timer))
      request.on('error', reject)
      request.end(body)
    })
  }
  async requestLine(id, body, timeoutMs) {
    const { status, headers, body: bytes, at } = await this.exchange({ body, timeoutMs, headers: this.perRequest?.(body) })
    if (headers['mcp-session-id']) this.headers['mcp-session-id'] = headers['mcp-session-id']
    if (status >= 400) throw new Error(`HTTP ${status}: ${bytes.toString().slice(0, 200)}`)
    if (id === undefined) return { at }
    const isStream = String(headers['content-type']).startsWith('text/event-stream')
    const candidates = isStream
      ? bytes
          .toString()
          .split(/\r?\n/)
          .filter((l) => l.startsWith('data:'))
          .map((l) => l.slice(5).trim())
          .filter(Boolean)
      : [bytes]
    for (const line of candidates) {
      const message = JSON.parse(line)
      if (message.id === id && message.method === undefined) return { message, line: Buffer.from(line), at }
    }
    throw new Error(`no answer with id ${id} in the response`)
  }
  request(id, method, params, timeoutMs) {
    return this.requestLine(id, JSON.stringify({ jsonrpc: '2.0', id, method, params }), timeoutMs)
  }
  notify(message) {
    return this.requestLine(undefined, JSON.stringify({ jsonrpc: '2.0', ...message }))
  }
  async close() {
    this.agent.destroy()
    return {}
  }
}

/** Opens the conversation: `initialize` in the legacy era, `server/discover` in the modern one. */
export async function handshake(client, { revision = LEGACY, timeoutMs = 30_000 } = {}) {
  if (revision === MODERN) {
    if (client instanceof HttpClient) {
      client.headers['MCP-Protocol-Version'] = MODERN
      client.perRequest = (body) => {
        // Only the head of the message is read, so that a 1 MB call is not parsed inside the timing.
        const head = body.slice(0, 200)
        const name = /"name":"([^"]+)"/.exec(head)?.[1]
        return { 'Mcp-Method': /"method":"([^"]+)"/.exec(head)[1], ...(name && { 'Mcp-Name': name }) }
      }
    }
    const { message } = await client.request('discover', 'server/discover', withMeta({}, MODERN), timeoutMs)
    if (message.error) throw new Error(`server/discover failed: ${JSON.stringify(message.error)}`)
    return message.result
  }
  const params = { protocolVersion: LEGACY, capabilities: { roots: {} }, clientInfo: { name: 'bench', version: '1.0.0' } }
  const { message } = await client.request('init', 'initialize', params, timeoutMs)
  if (message.error) throw new Error(`initialize failed: ${JSON.stringify(message.error)}`)
  if (client.headers) client.headers['mcp-protocol-version'] = LEGACY
  await client.notify({ method: 'notifications/initialized' })
  return message.result
}
