import { spawn } from 'node:child_process'

const now = () => performance.now()

/**
 * A JSON-RPC peer over a child's stdio. Every incoming message is stamped when its last byte arrives,
 * before it is parsed, so that decoding in the client is not charged to the server.
 */
export class RpcProcess {
  #buffer = Buffer.alloc(0)
  /** @type {Buffer[]} */ #chunks = []
  #chunkBytes = 0
  #need = 0
  #nextId = 1
  /** @type {Map<number, {resolve: (v: {result: any, error: any, at: number}) => void}>} */ #pending = new Map()
  /** @type {Set<(method: string, params: any, at: number) => void>} */ #listeners = new Set()
  /** @type {(method: string, params: any) => any} */ onRequest = () => null
  exited = false
  stderr = ''

  /** @param {string[]} cmd @param {{cwd: string, env: Record<string, string>}} opts */
  constructor(cmd, opts) {
    this.spawnedAt = now()
    this.child = spawn(cmd[0], cmd.slice(1), {
      cwd: opts.cwd,
      env: { ...process.env, ...opts.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    this.child.stdout.on('data', (d) => this.#onData(d))
    this.child.stderr.on('data', (d) => {
      if (this.stderr.length < 20000) this.stderr += d.toString()
    })
    this.child.stdin.on('error', () => undefined) // its exit tells the same
    this.child.on('error', (e) => {
      this.stderr += String(e)
      this.#onExit()
    })
    this.child.on('exit', () => this.#onExit())
  }

  #onExit() {
    this.exited = true
    for (const [, p] of this.#pending) p.resolve({ result: null, error: { message: 'server exited' }, at: now() })
    this.#pending.clear()
  }

  /** @param {Buffer} data */
  #onData(data) {
    const at = now()
    this.#chunks.push(data)
    this.#chunkBytes += data.length
    if (this.#buffer.length + this.#chunkBytes < this.#need) return // avoids quadratic copying of large messages
    this.#buffer = Buffer.concat([this.#buffer, ...this.#chunks])
    this.#chunks = []
    this.#chunkBytes = 0
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/content-length:\s*(\d+)/i.exec(this.#buffer.toString('latin1', 0, end))?.[1])
      if (!Number.isFinite(length)) throw new Error(`bad LSP header: ${this.#buffer.toString('latin1', 0, end)}`)
      const total = end + 4 + length
      if (this.#buffer.length < total) {
        this.#need = total
        return
      }
      this.#need = 0
      const body = this.#buffer.toString('utf8', end + 4, total)
      this.#buffer = this.#buffer.subarray(total)
      this.#dispatch(JSON.parse(body), at)
    }
  }

  /** @param {any} msg @param {number} at */
  #dispatch(msg, at) {
    if (msg.method !== undefined && msg.id !== undefined) {
      Promise.resolve()
        .then(() => this.onRequest(msg.method, msg.params))
        .then((result) => this.#send({ jsonrpc: '2.0', id: msg.id, result: result ?? null }))
    } else if (msg.method !== undefined) {
      for (const l of this.#listeners) l(msg.method, msg.params, at)
    } else {
      const p = this.#pending.get(msg.id)
      this.#pending.delete(msg.id)
      p?.resolve({ result: msg.result, error: msg.error, at })
    }
  }

  /** @param {object} msg @returns {number} when the write was handed over */
  #send(msg) {
    const body = Buffer.from(JSON.stringify(msg), 'utf8')
    const frame = Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`, 'latin1'), body])
    const at = now()
    if (!this.exited) this.child.stdin.write(frame)
    return at
  }

  /** @param {string} method @param {any} params */
  notify(method, params) {
    return this.#send({ jsonrpc: '2.0', method, params })
  }

  /**
   * @param {string} method @param {any} params @param {number} [timeoutMs]
   * @returns {{id: number, sentAt: number, done: Promise<{result: any, error: any, at: number}>}}
   */
  request(method, params, timeoutMs = 60000) {
    const id = this.#nextId++
    /** @type {Promise<{result: any, error: any, at: number}>} */
    const done = new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id)
        resolve({ result: null, error: { message: 'timeout' }, at: now() })
      }, timeoutMs)
      this.#pending.set(id, {
        resolve: (v) => {
          clearTimeout(timer)
          resolve(v)
        },
      })
    })
    const sentAt = this.#send({ jsonrpc: '2.0', id, method, params })
    return { id, sentAt, done }
  }

  /** @param {(method: string, params: any, at: number) => void} fn @returns {() => void} */
  listen(fn) {
    this.#listeners.add(fn)
    return () => this.#listeners.delete(fn)
  }
}
