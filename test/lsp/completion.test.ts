import { afterEach, describe, expect, it } from 'vitest'
import type { CompletionItem } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type ClientOptions, startClient, stopClients } from './client.ts'

afterEach(stopClients)

const CLAUDE = '.mcp.json'
const VSCODE = '.vscode/mcp.json'
const KIRO = '.kiro/settings/mcp.json'
const CODEX = '.codex/config.toml'
const LIBRECHAT = 'librechat.yaml'
const AGENT = 'a.agent.md'
const GITHUB = 'https://api.githubcopilot.com/mcp'

const LANGUAGES: Readonly<Record<string, string>> = { toml: 'toml', yaml: 'yaml', md: 'markdown', json: 'json' }

/** What is offered at the bar in a text, and what the text becomes when an offer is accepted. */
async function at(file: string, marked: string, options: ClientOptions = {}) {
  const client = await startClient(options)
  const uri = `file:///work/app/${file}`
  const text = marked.replace('|', '')
  client.open(uri, text, LANGUAGES[file.slice(file.lastIndexOf('.') + 1)])
  const items = await client.completion(uri, marked.indexOf('|'))
  const labels = items.map(({ label }) => label)
  const accept = (label: string): string => {
    const item = items.find((one) => one.label === label)
    if (!item) throw new Error(`"${label}" is not offered.`)
    return TextDocument.applyEdits(client.document(uri), [editOf(item), ...(item.additionalTextEdits ?? [])])
  }
  return { items, labels, accept }
}

function editOf({ textEdit, label }: CompletionItem) {
  if (!textEdit || !('range' in textEdit)) throw new Error(`"${label}" has no edit.`)
  return textEdit
}

describe('a new server', () => {
  it.each([
    ['an empty map on one line', '{"mcpServers":{|}}'],
    ['a half-typed name in quotes', '{"mcpServers":{"not|"}}'],
    ['a name whose quote is not closed', '{"mcpServers":{"not|'],
    ['a half-typed name without quotes', '{"mcpServers":{not|}}'],
  ])('is the address of its vendor, from %s', async (_, text) => {
    const { accept } = await at(CLAUDE, text)
    const entry = '{"mcpServers":{"notion":{"type":"http","url":"https://mcp.notion.com/mcp"}'
    expect(accept('notion').slice(0, entry.length)).toBe(entry)
  })

  it('brings the comma that is missing before it and the one behind it', async () => {
    const { accept } = await at(
      CLAUDE,
      '{\n  "mcpServers": {\n    "a": { "command": "x" }\n    "|"\n    "b": { "command": "y" }\n  }\n}\n',
    )
    expect(JSON.parse(accept('notion')).mcpServers.notion.url).toBe('https://mcp.notion.com/mcp')
  })

  it('gets lines of its own in an empty map of a file with lines', async () => {
    const { accept } = await at(CLAUDE, '{\n  "mcpServers": {|}\n}\n')
    expect(accept('notion')).toBe(
      '{\n  "mcpServers": {\n    "notion": {\n      "type": "http",\n      "url": "https://mcp.notion.com/mcp"\n    }\n  }\n}\n',
    )
  })

  it('is limited to reading and to one project where its address can say so', async () => {
    const { accept } = await at('.cursor/mcp.json', '{"mcpServers":{|}}')
    expect(accept('supabase')).toContain('https://mcp.supabase.com/mcp?read_only=true&project_ref=YOUR_PROJECT_REF&features=')
  })

  it('asks for its secret with a masked input where the host has inputs', async () => {
    const { accept } = await at(VSCODE, '{\n  "servers": {\n    |\n  }\n}\n')
    const file = JSON.parse(accept('mongodb'))
    expect(file.servers.mongodb.env).toEqual({ MDB_MCP_CONNECTION_STRING: `\${input:mdb-mcp-connection-string}` })
    expect(file.servers.mongodb.args).toContain('--readOnly')
    expect(file.inputs).toEqual([
      expect.objectContaining({ type: 'promptString', id: 'mdb-mcp-connection-string', password: true }),
    ])
  })

  it('is a table of TOML, whose secret Codex passes on', async () => {
    const { accept } = await at(CODEX, 'model = "x"\n\n[mcp|]\n')
    expect(accept('[mcp_servers.mongodb]')).toBe(
      'model = "x"\n\n[mcp_servers.mongodb]\ncommand = "npx"\nargs = ["-y", "mongodb-mcp-server@<version>", "--readOnly"]\nenv_vars = ["MDB_MCP_CONNECTION_STRING"]\n',
    )
  })

  it('is written below its list in YAML, with its name among the fields', async () => {
    const { accept } = await at('.continue/config.yaml', 'name: mine\nmcpServers:\n  - |\n')
    expect(accept('notion')).toBe(
      'name: mine\nmcpServers:\n  - name: notion\n    type: streamable-http\n    url: https://mcp.notion.com/mcp\n',
    )
  })

  it('is written in the front matter of an agent, and nowhere in its text', async () => {
    const { accept } = await at(AGENT, '---\nname: x\nmcp-servers:\n  no|\n---\nText\n')
    expect(accept('notion')).toBe(
      '---\nname: x\nmcp-servers:\n  notion:\n    type: http\n    url: https://mcp.notion.com/mcp\n---\nText\n',
    )
    await stopClients()
    expect((await at(AGENT, '---\nname: x\n---\nmcp-servers:\n  |\n')).labels).toEqual([])
  })

  it('keeps a name that is typed already', async () => {
    const { accept } = await at(CLAUDE, '{"mcpServers":{"mine|"}}')
    expect(JSON.parse(accept('Remote server (HTTP)')).mcpServers.mine.type).toBe('http')
  })

  it('has stops only for a client that takes snippets', async () => {
    const text = '{"mcpServers":{|}}'
    const plain = await at(CLAUDE, text)
    expect(plain.accept('git')).toContain('"mcp-server-git==<version>"')
    await stopClients()
    const { items } = await at(CLAUDE, text, { snippets: true })
    const git = items.find(({ label }) => label === 'git')
    expect(git && editOf(git).newText).toContain(`mcp-server-git==\${1:<version>}`)
    expect(git?.insertTextFormat).toBe(2)
  })

  it('says beside it what it can do and what limits it', async () => {
    const { items } = await at(CLAUDE, '{"mcpServers":{|}}')
    const words = JSON.stringify(items.find(({ label }) => label === 'github')?.documentation)
    expect(words).toContain('read (')
    expect(words).toContain('X-MCP-Readonly')
    expect(words).toContain('source-code')
  })
})

describe('a field', () => {
  it('is one this host reads for the transport, and not there yet', async () => {
    const { labels } = await at(CLAUDE, '{"mcpServers":{"a":{"type":"http","url":"https://mcp.acme.example/mcp",|}}}')
    expect(labels).toContain('headers')
    for (const label of ['command', 'args', 'env', 'url', 'type']) expect(labels).not.toContain(label)
  })

  it('comes with a value of its kind and the comma before it', async () => {
    const { accept } = await at(CLAUDE, '{"mcpServers":{"a":{"command":"x" |}}}')
    expect(JSON.parse(accept('args')).mcpServers.a).toEqual({ command: 'x', args: [''] })
  })

  it.each([
    [CODEX, '[mcp_servers.a]\nurl = "https://mcp.acme.example"\nbea|\n', 'bearer_token_env_var', 'bearer_token_env_var = ""'],
    [LIBRECHAT, 'mcpServers:\n  a:\n    command: npx\n    |\n', 'args', 'args:\n      - ""'],
    [LIBRECHAT, 'mcpServers:\n  a:\n    |\n', 'command', '    command: ""'],
    [AGENT, '---\nmcp-servers:\n  a:\n    com|\n---\n', 'command', '    command: ""'],
    [LIBRECHAT, 'mcpServers:\n  a: { command: x, ti| }\n', 'timeout', '{ command: x, timeout: 60000 }'],
  ])('is written as %s does', async (file, text, label, written) => {
    expect((await at(file, text)).accept(label)).toContain(written)
  })

  it('is left to the schema of VS Code in its own file, servers and secrets are not', async () => {
    const options = { initializationOptions: { checksSyntaxOf: ['json'] } }
    expect((await at(VSCODE, '{"servers":{"a":{|}}}', options)).labels).toEqual([])
    await stopClients()
    expect((await at(VSCODE, '{"servers":{"a":{"type":"|"}}}', options)).labels).toEqual([])
    await stopClients()
    expect((await at(VSCODE, '{"servers":{|}}', options)).labels).toContain('github')
  })
})

describe('a value', () => {
  it.each([
    ['types of the host', 'opencode.json', '{"mcp":{"a":{"type":"|"}}}', ['local', 'remote']],
    ['types of the host', LIBRECHAT, 'mcpServers:\n  a:\n    type: str|\n', ['stdio', 'streamable-http', 'http', 'sse']],
    ['words of the field', CODEX, '[mcp_servers.a]\ndefault_tools_approval_mode = |\n', ['auto', 'prompt', 'writes', 'approve']],
    ['what asks before what does not', '.gemini/settings.json', '{"mcpServers":{"a":{"trust":|}}}', ['false', 'true']],
  ])('is one of the %s', async (_, file, text, labels) => {
    expect((await at(file, text)).labels).toEqual(labels)
  })

  it('is a program', async () => {
    expect((await at(CODEX, '[mcp_servers.a]\ncommand = "|"\n')).accept('uvx')).toBe('[mcp_servers.a]\ncommand = "uvx"\n')
  })

  it('is a tool of the known server, those that only read first, and not one that is listed', async () => {
    const { items } = await at(KIRO, `{"mcpServers":{"a":{"url":"${GITHUB}","autoApprove":["get_me","|"]}}}`)
    const actions = items.map(({ detail }) => detail)
    expect(items.map(({ label }) => label)).not.toContain('get_me')
    expect(actions[0]).toBe('read')
    expect(actions.lastIndexOf('read')).toBeLessThan(actions.indexOf('delete'))
  })

  it('is a scope that is narrower than the usual ones', async () => {
    const { labels } = await at(KIRO, `{"mcpServers":{"a":{"url":"${GITHUB}","oauthScopes":["|"]}}}`)
    expect(labels).toContain('read:org')
    expect(labels).not.toContain('repo')
    expect(labels).not.toContain('admin:org')
  })
})

describe('what a known server takes', () => {
  const MONGODB = '"command":"npx","args":["-y","mongodb-mcp-server@1.0.0"'

  it('is a variable: what restricts it with its value, a secret as a reference', async () => {
    const { accept } = await at(CLAUDE, `{"mcpServers":{"a":{${MONGODB}],"env":{|}}}}`)
    expect(accept('MDB_MCP_READ_ONLY')).toContain('"MDB_MCP_READ_ONLY":"true"')
    expect(accept('MDB_MCP_CONNECTION_STRING')).toContain(`"MDB_MCP_CONNECTION_STRING":"\${MDB_MCP_CONNECTION_STRING}"`)
  })

  it('is a header', async () => {
    const { accept } = await at(CLAUDE, `{"mcpServers":{"a":{"type":"http","url":"${GITHUB}","headers":{"|"}}}}`)
    expect(accept('Authorization')).toContain(`{"Authorization":"Bearer \${GITHUB_PERSONAL_ACCESS_TOKEN}"}`)
    expect(accept('X-MCP-Readonly')).toContain('{"X-MCP-Readonly":"true"}')
  })

  it('is a switch of its command line', async () => {
    const { accept } = await at(CLAUDE, `{"mcpServers":{"a":{${MONGODB}, "--|"]}}}`)
    expect(accept('--readOnly')).toContain('"mongodb-mcp-server@1.0.0", "--readOnly"]')
  })

  it.each([
    ['"args":["stdio","--toolsets=repos,is|"]', '"--toolsets=repos,issues"'],
    ['"args":["stdio","--toolsets","repos,is|,gists"]', '"repos,issues,gists"'],
    ['"args":["stdio"],"env":{"GITHUB_TOOLSETS":"is|"}', '"GITHUB_TOOLSETS":"issues"'],
  ])('is a toolset within a list: %s', async (fields, written) => {
    const { accept, labels } = await at(CLAUDE, `{"mcpServers":{"a":{"command":"github-mcp-server",${fields}}}}`)
    expect(accept('issues')).toContain(written)
    expect(labels).not.toContain('all')
    if (fields.includes('repos')) expect(labels).not.toContain('repos')
  })
})

describe('a reference', () => {
  const INPUTS = '"inputs":[{"type":"promptString","id":"my-token","password":true}]'

  it('is an input that the file declares', async () => {
    const { accept } = await at(VSCODE, `{"servers":{"a":{"command":"x","env":{"TOKEN":"$\{|}"}}},${INPUTS}}`)
    expect(accept(`\${input:my-token}`)).toContain(`"TOKEN":"\${input:my-token}"`)
  })

  it.each([
    [CLAUDE, '{"mcpServers":{"a":{"command":"x","env":{"TOKEN":"$|"}}}}', `\${TOKEN}`],
    ['opencode.json', '{"mcp":{"a":{"type":"local","command":["x"],"environment":{"TOKEN":"{env:|"}}}}', '{env:TOKEN}'],
    [LIBRECHAT, 'mcpServers:\n  a:\n    command: x\n    env:\n      TOKEN: $|\n', `\${TOKEN}`],
    [AGENT, '---\nmcp-servers:\n  a:\n    command: x\n    env:\n      TOKEN: $|\n---\n', `\${{ secrets.COPILOT_MCP_TOKEN }}`],
  ])('is written as %s does', async (file, text, reference) => {
    expect((await at(file, text)).accept(reference)).toContain(reference)
  })

  it('is not offered where the host would take it literally', async () => {
    expect((await at('claude_desktop_config.json', '{"mcpServers":{"a":{"command":"x","env":{"TOKEN":"$|"}}}}')).labels).toEqual(
      [],
    )
  })

  it('is no name of VS Code where any name is a variable', async () => {
    const { labels } = await at(CLAUDE, '{"mcpServers":{"a":{"command":"x","args":["$|"]}}}')
    expect(labels).not.toContain(`\${workspaceFolder}`)
  })
})

it.each([
  ['a comment', VSCODE, '{"servers":{"a":{ // com|\n}}}'],
  ['the name of a server that is there', CLAUDE, '{"mcpServers":{"|":{"command":"x"}}}'],
  ['settings of other things', CODEX, 'model = "|"\n'],
  ['a description', LIBRECHAT, 'mcpServers:\n  a:\n    title: foo |\n'],
  ['behind a string', CLAUDE, '{"mcpServers":{"a":{"command":"x"|}}}'],
])('nothing is offered in %s', async (_, file, text) => {
  expect((await at(file, text)).labels).toEqual([])
})

describe('what a hostile file brings along', () => {
  const FAKE = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'

  it('is offered as no name: nothing that ends the string it is written into, nothing that is a secret', async () => {
    const ids = ['fine-one', 'x\\",\\"command\\":\\"evil', 'n\\n\\u202eb', '\\ue0001$(evil)\\ue002', FAKE]
    const inputs = ids.map((id) => `{ "type": "promptString", "id": "${id}" }`).join(', ')
    const { labels } = await at(
      VSCODE,
      `{ "inputs": [${inputs}], "servers": { "a": { "type": "stdio", "command": "npx", "env": { "A": "$|" } } } }`,
    )
    expect(labels.filter((label) => label.includes('input:'))).toEqual(['${input:fine-one}'])
    expect(labels.join()).not.toContain(FAKE)
  })

  it('does not get into the description of an input, whatever its server is called', async () => {
    const name = 'gh\\",\\"type\\":\\"command\\",\\"command\\":\\"evil\\",\\"x\\":\\"$&'
    const { accept } = await at(
      VSCODE,
      `{ "inputs": [], "servers": { "${name}": { "type": "stdio", "command": "npx", "args": ["-y", "@modelcontextprotocol/server-github@2025.4.8"], "env": { "|" } } } }`,
    )
    const text = accept('GITHUB_PERSONAL_ACCESS_TOKEN')
    expect(text).toContain('"promptString"')
    expect(text.split('evil').length).toBe(2)
  })

  it.each([
    [
      'references that begin again and again',
      VSCODE,
      `{"servers":{"a":{"command":"npx","env":{"A":"${'${'.repeat(60_000)}}|"}}}}`,
    ],
    ['a word that never ends', CLAUDE, `{"mcpServers":{"a":{"command":"npx", ${'a'.repeat(120_000)}!| }}}`],
  ])('holds nobody up: %s', async (_, file, text) => {
    const started = performance.now()
    await at(file, text)
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})
