import { TraceText } from '../trace/traceText.ts'

const START = Date.UTC(2026, 10, 23, 14, 3, 4, 881)

/** Fake on sight. Nothing here is a secret, and no value of a credential is in a trace anyway. */
const GITHUB = {
  where: 'env',
  name: 'GITHUB_TOKEN',
  kind: 'github-pat-classic',
  fingerprint: '9f3a12c0',
  scopes: {},
  source: 'config',
  verified: false,
}
const JWT = {
  where: 'env',
  name: 'PAYMENTS_JWT',
  kind: 'jwt',
  fingerprint: '01c4e8aa',
  scopes: { observed: ['repo:read', 'issues:write'] },
  source: 'jwt',
  verified: false,
  iss: 'https://login.example.test',
  expires: Math.floor(START / 1000) + 3_600 * 24 * 40,
}

/** A GitHub-like server that got an opaque token and a JWT with two scopes. */
export function github(): TraceText {
  return new TraceText(START)
    .open({ credentials: [GITHUB, JWT] })
    .client({
      id: 0,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', clientInfo: { name: 'claude-code', title: 'Claude Code', version: '2.1.4' } },
    })
    .wait(41)
    .server({ id: 0, result: { protocolVersion: '2025-11-25', serverInfo: { name: 'github-mcp-server', version: '1.8.2' } } })
    .client({ method: 'notifications/initialized' })
    .client({ id: 1, method: 'tools/list' })
    .wait(12)
    .server({
      id: 1,
      result: {
        tools: [
          { name: 'search_code', annotations: { readOnlyHint: true } },
          { name: 'create_issue' },
          { name: 'delete_branch', annotations: { destructiveHint: true } },
        ],
      },
    })
    .wait(310)
    .call(2, 'search_code', { query: 'retry in:file repo:acme/web' })
    .wait(204)
    .result(2, { content: [{ type: 'text', text: '{"total_count":14,"items":[]}' }] })
    .wait(320)
    .call(3, 'create_issue', {
      owner: 'acme',
      repo: 'web',
      title: 'Flaky checkout test',
      body: 'The checkout test fails.\nThe mock clock drifts.',
    })
    .wait(312)
    .result(3, {
      content: [
        { type: 'text', text: '{"html_url":"https://github.com/acme/web/issues/412","number":412,"id":9007199254740993}' },
      ],
      structuredContent: { html_url: 'https://github.com/acme/web/issues/412', number: 412 },
    })
    .wait(441)
    .call(4, 'delete_branch', { owner: 'acme', repo: 'web', branch: 'fix/retry' })
    .wait(96)
    .server({ id: 4, error: { code: -32602, message: 'Branch "fix/retry" is protected.' } })
}

export function filesystem(): TraceText {
  return new TraceText(START + 240)
    .open({
      session: 'F'.repeat(26),
      server: { name: 'filesystem', argv: ['node', 'server-filesystem'], env: [] },
      workload: { by: 'none', verified: false },
    })
    .client({
      id: 0,
      method: 'initialize',
      params: { clientInfo: { name: 'vscode', title: 'Visual Studio Code', version: '1.139.1' } },
    })
    .result(0, { serverInfo: { name: 'secure-filesystem-server', version: '0.2.0' } })
    .wait(120)
    .call(1, 'read_text_file', { path: 'src/checkout/cart.ts' })
    .wait(3)
    .result(1, { content: [{ type: 'text', text: 'export const cart = []\n'.repeat(120) }] })
    .wait(700)
    .call(2, 'write_file', { path: 'src/checkout/cart.ts', content: 'export const cart = new Map()\n' })
    .wait(6)
    .result(2)
    .wait(300)
    .call(3, 'read_text_file', { path: '/etc/shadow' })
    .wait(1)
    .result(3, {
      isError: true,
      content: [{ type: 'text', text: 'Access denied - path outside allowed directories: /etc/shadow' }],
    })
}

export function payments(): TraceText {
  return new TraceText(START + 2_600)
    .open({
      session: 'P'.repeat(26),
      server: { name: 'payments', argv: ['payments-mcp'], env: ['PAY_TOKEN'] },
      workload: { id: 'billing-bot', by: 'launch', verified: true },
      credentials: [
        {
          where: 'env',
          name: 'PAY_TOKEN',
          kind: 'jwt',
          fingerprint: '77aa01f2',
          scopes: { observed: ['charges:read', 'refunds:write', 'payouts:write', 'admin:org'] },
          source: 'jwt',
          verified: false,
        },
      ],
    })
    .call('a', 'list_charges', { since: '2026-11-21', limit: 50 })
    .wait(187)
    .result('a', { content: [{ type: 'text', text: '[]' }], structuredContent: { count: 42 } })
    .wait(500)
    .call('b', 'create_refund', { charge: 'ch_3Pq9', amount: 4800 })
    .wait(640)
    .result('b', { content: [], structuredContent: { id: 're_9', object: 'refund' } })
    .wait(90)
    .client({ id: 'c', method: 'resources/read', params: { uri: 'payments://charges/ch_3Pq9' } })
    .wait(31)
    .result('c', { contents: [] })
    .call('d', 'export_ledger', { month: '2026-10' })
}

/** Everything a hostile server may try: markup, escapes, overrides, invisible characters, dangerous keys, broken types. */
export const HOSTILE_TEXTS = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(2)</script>',
  '\u001b[31mred\u001b[0m \u001b]8;;https://evil.example/\u0007link\u001b]8;;\u0007',
  'safe\u202Egnp.exe',
  'in\u200Bvis\u200Dible\u2066',
  'half \ud83d pair',
  'javascript:alert(3)',
  'a\u0000b\u0007c\u009bd',
  `${'wide '.repeat(4_000)}`,
]

export function hostile(): TraceText {
  const trace = new TraceText(START).open({
    session: 'H'.repeat(26),
    server: { name: HOSTILE_TEXTS[0], argv: [], env: [] },
    workload: { id: HOSTILE_TEXTS[3], by: 'launch', verified: true },
    credentials: [
      {
        where: 'env',
        name: HOSTILE_TEXTS[1],
        kind: HOSTILE_TEXTS[0],
        fingerprint: '<b>x</b>',
        scopes: { observed: HOSTILE_TEXTS },
        source: 'jwt',
        verified: false,
      },
    ],
  })
  HOSTILE_TEXTS.forEach((text, index) => {
    trace.wait(10).call(index, text, { path: text, __proto__: { polluted: true }, [text.slice(0, 40)]: text })
    trace.wait(5).server({ id: index, error: { code: -1, message: text } })
  })
  return trace
    .raw('{"v":1,"k":"frame","n":"three","t":-1}')
    .raw('{"__proto__":{"polluted":1}}')
    .raw('[[[[[[[[')
    .raw(`{"v":1,"k":"frame","n":999,"t":1,"dir":"c2s","type":"request","bytes":1e999}`)
}
