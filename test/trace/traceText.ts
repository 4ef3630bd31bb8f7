/** Builds the text of a trace file for tests, numbered and timed like the proxy does it. */
export class TraceText {
  readonly lines: string[] = []
  #t: number
  #n = 0

  constructor(startMs = Date.UTC(2026, 10, 23, 14, 3, 0)) {
    this.#t = startMs * 1000
  }

  /** Time goes on. */
  wait(ms: number): this {
    this.#t += Math.round(ms * 1000)
    return this
  }

  open(members: Readonly<Record<string, unknown>> = {}): this {
    return this.record({
      k: 'open',
      session: 'S'.repeat(26),
      segment: 0,
      transport: 'stdio',
      mode: 'observe',
      server: { name: 'github', argv: ['node', 'server.js'], env: ['GITHUB_TOKEN'] },
      process: { pid: 4711, proxy: '0.1.0', runtime: 'node', platform: 'linux', parent: { pid: 1 } },
      workload: { id: 'coder', by: 'launch', verified: true },
      credentials: [],
      redaction: { rules: 'sha256-x', level: 'standard' },
      limits: { frame: 16777216, judge: 67108864 },
      chain: false,
      ...members,
    })
  }

  client(msg: Readonly<Record<string, unknown>>, members: Readonly<Record<string, unknown>> = {}): this {
    return this.#frame('c2s', msg, members)
  }

  server(msg: Readonly<Record<string, unknown>>, members: Readonly<Record<string, unknown>> = {}): this {
    return this.#frame('s2c', msg, members)
  }

  call(id: string | number, name: string, args: Readonly<Record<string, unknown>> = {}, meta?: unknown): this {
    return this.client({
      id,
      method: 'tools/call',
      params: { name, arguments: args, ...(meta === undefined ? {} : { _meta: meta }) },
    })
  }

  result(id: string | number, result: Readonly<Record<string, unknown>> = { content: [{ type: 'text', text: 'done' }] }): this {
    return this.server({ id, result })
  }

  stderr(text: string): this {
    return this.record({ k: 'frame', dir: 's2c', conn: 0, type: 'stderr', bytes: text.length, text })
  }

  event(what: string, members: Readonly<Record<string, unknown>> = {}): this {
    return this.record({ k: 'event', what, ...members })
  }

  close(members: Readonly<Record<string, unknown>> = {}): this {
    return this.record({
      k: 'close',
      code: 0,
      frames: { c2s: 0, s2c: 0 },
      bytes: { c2s: 0, s2c: 0 },
      dropped: 0,
      denied: 0,
      ...members,
    })
  }

  record(members: Readonly<Record<string, unknown>>): this {
    this.#n += 1
    this.lines.push(JSON.stringify({ v: 1, n: this.#n, t: this.#t, ...members }))
    return this
  }

  raw(line: string): this {
    this.lines.push(line)
    return this
  }

  get text(): string {
    return this.lines.map((line) => `${line}\n`).join('')
  }

  get bytes(): Uint8Array {
    return new TextEncoder().encode(this.text)
  }

  #frame(dir: 'c2s' | 's2c', msg: Readonly<Record<string, unknown>>, members: Readonly<Record<string, unknown>>): this {
    const body = { jsonrpc: '2.0', ...msg }
    const { id, method } = msg
    const type = method === undefined ? 'response' : id === undefined ? 'notification' : 'request'
    return this.record({
      k: 'frame',
      dir,
      conn: 0,
      type,
      ...(id === undefined ? {} : { id }),
      ...(method === undefined ? {} : { method }),
      bytes: JSON.stringify(body).length,
      msg: body,
      ...members,
    })
  }
}
