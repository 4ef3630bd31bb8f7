/** One session of a made-up agent, as the proxy would have recorded it (docs/trace-format.md). */
export function recordedTrace(pid: number): string {
  const started = Date.UTC(2026, 10, 24, 9, 14, 3) * 1000
  const lines: object[] = []
  let time = started
  const write = (line: object) => {
    lines.push({ v: 1, n: lines.length + 1, t: time, ...line })
  }
  write({
    k: 'open',
    session: 'abcdefghijklmnopqrstuvwxyz',
    segment: 0,
    transport: 'stdio',
    mode: 'observe',
    server: { name: 'github', argv: ['node', 'server.js'], env: ['GITHUB_PERSONAL_ACCESS_TOKEN', 'FILES_API_TOKEN'] },
    process: { pid, proxy: '0.1.0', runtime: 'node', platform: 'linux', parent: { pid: 1 } },
    workload: { id: 'release-agent', by: 'launch', verified: true },
    credentials: [
      {
        where: 'env',
        name: 'GITHUB_PERSONAL_ACCESS_TOKEN',
        kind: 'GitHub token (classic)',
        fingerprint: '9f3a12c0',
        scopes: {},
        source: 'config',
        verified: false,
      },
      {
        where: 'env',
        name: 'FILES_API_TOKEN',
        kind: 'JWT',
        fingerprint: '41d07be2',
        scopes: { observed: ['files:read', 'files:write'] },
        source: 'jwt',
        verified: false,
        iss: 'https://login.acme.example',
        expires: 1_795_600_000,
      },
    ],
    redaction: { rules: 'sha256-example', level: 'standard' },
    limits: { frame: 16_777_216, judge: 67_108_864 },
    chain: false,
  })
  const frame = (dir: 'c2s' | 's2c', type: string, msg: object, more: object = {}) =>
    write({ k: 'frame', dir, conn: 0, type, bytes: JSON.stringify(msg).length, ...more, msg })
  let id = 0
  const ask = (method: string, params: object, result: object, ms: number, kind: 'result' | 'error' = 'result') => {
    id += 1
    time += 1_400_000
    frame('c2s', 'request', { jsonrpc: '2.0', id, method, params }, { id, method })
    time += ms * 1000
    frame('s2c', 'response', { jsonrpc: '2.0', id, [kind]: result }, { id })
  }
  const call = (name: string, args: object, text: string, ms: number, isError = false) =>
    ask('tools/call', { name, arguments: args }, { content: [{ type: 'text', text }], ...(isError && { isError }) }, ms)

  ask(
    'initialize',
    { protocolVersion: '2025-11-25', clientInfo: { name: 'release-agent', version: '1.4.0' } },
    { protocolVersion: '2025-11-25' },
    31,
  )
  ask('tools/list', {}, { tools: [] }, 4)
  call('list_issues', { repo: 'acme/pay', state: 'open' }, '[{"number":212},{"number":213}]', 214)
  call('get_issue', { repo: 'acme/pay', issue: 212 }, '{"number":212,"title":"Refund is sent twice"}', 131)
  call('get_file_contents', { repo: 'acme/pay', path: 'src/refund.ts' }, 'export function refund() {}', 88)
  call('search_code', { query: 'refund repo:acme/pay' }, '14 matches', 402)
  call('create_branch', { repo: 'acme/pay', branch: 'fix/refund-twice' }, '{"ref":"refs/heads/fix/refund-twice"}', 318)
  call(
    'create_or_update_file',
    { repo: 'acme/pay', path: 'src/refund.ts', message: 'fix: send once' },
    '{"commit":{"sha":"8f2c91a"}}',
    641,
  )
  call('run_workflow', { repo: 'acme/pay', workflow: 'test.yml', ref: 'fix/refund-twice' }, '{"run_id":99812}', 1204)
  call('delete_branch', { repo: 'acme/pay', branch: 'old-fix' }, 'Resource not accessible by personal access token', 97, true)
  call(
    'create_pull_request',
    { repo: 'acme/pay', head: 'fix/refund-twice', base: 'main' },
    '{"number":214,"url":"https://github.example/acme/pay/pull/214"}',
    873,
  )
  call('get_secret', { name: 'PAY_KEY' }, '[redacted]', 55)
  ask(
    'tools/call',
    { name: 'merge_pull_request', arguments: { number: 214 } },
    { code: -32602, message: 'Missing required argument "method"' },
    12,
    'error',
  )
  call('add_issue_comment', { issue: 212, body: 'Fixed by #214.' }, '{"id":1}', 160)
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
}
