import { homedir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startClient, stopClients } from './client.ts'
import { claudeFile, FILE, TOKEN } from './fixtures.ts'

// Starting costs more than all the rest, and one server is what an editor has.
let client: Client
beforeAll(async () => {
  client = await startClient()
})
afterAll(stopClients)

const VSCODE = 'file:///work/app/.vscode/mcp.json'
/** So long a hover is still read at a glance. */
const MOST_LINES = 14

async function over(uri: string, text: string, word: string, languageId = 'json'): Promise<string> {
  client.open(uri, text, languageId)
  const hover = await client.hoverOver(uri, word)
  client.close(uri)
  return hover ?? ''
}

function server(entry: object): string {
  return claudeFile({ it: entry })
}

describe('the hover over a server', () => {
  it('groups its tools by what they do, the most dangerous first, with how many there are', async () => {
    const hover = await over(FILE, server({ type: 'http', url: 'https://mcp.stripe.com' }), 'it"')
    const at = (words: string): number => hover.indexOf(words)
    expect(at('**Moves money** (')).toBeGreaterThan(0)
    expect(at('**Changes data** (')).toBeGreaterThan(at('**Moves money** ('))
    expect(at('**Reads** (')).toBeGreaterThan(at('**Changes data** ('))
  })

  it('stays short for a server of many tools, limits and credentials', async () => {
    const entry = {
      command: 'docker',
      args: [
        'run',
        '-i',
        '--rm',
        '-e',
        'A_TOKEN',
        '-e',
        'B_TOKEN',
        'ghcr.io/github/github-mcp-server:v0.21.0',
        '--toolsets',
        'all',
      ],
      env: Object.fromEntries(['A', 'B', 'C', 'D', 'E'].map((name) => [`${name}_TOKEN`, `$${'{'}${name}_TOKEN}`])),
    }
    const hover = await over(FILE, server(entry), 'it"')
    const [, own = ''] = /^(.*?)(?:\n\n---|$)/s.exec(hover) ?? []
    expect(own.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(MOST_LINES)
    expect(own).toContain('and 2 more')
  })

  it('says what it handles, where that goes, and what is dangerous about it', async () => {
    const hover = await over(FILE, server({ command: 'npx', args: ['@playwright/mcp@0.0.40'] }), 'it"')
    expect(hover).toContain('Its data: web pages, sessions of a browser')
    expect(hover).toContain('Speaks to any address')
    expect(hover).toContain('**Beware**: text of strangers reaches the model; data can be sent out through it')
  })

  it('tells limits that are set from those that could be, each with how strongly it holds', async () => {
    const entry = { type: 'http', url: 'https://api.githubcopilot.com/mcp/', headers: { 'X-MCP-Readonly': 'true' } }
    const hover = await over(FILE, server(entry), 'it"')
    expect(hover).toMatch(/Limited by ` X-MCP-Readonly `: read tools only; only the server's own filter/)
    expect(hover).toMatch(/Could be limited by ` X-MCP-Toolsets: repos,issues `/)
    expect(hover).not.toMatch(/Could be limited.*(?:Readonly|--toolsets)/)
  })

  it('leaves the tools out that the entry turns off', async () => {
    const filtered = await over(FILE, server({ command: 'github-mcp-server', args: ['stdio', '--read-only'] }), 'it"')
    expect(filtered).toContain('since only reading is switched on')
    expect(filtered).not.toContain('**Deletes**')
    const codex =
      '[mcp_servers.files]\ncommand = "npx"\nargs = ["@modelcontextprotocol/server-filesystem@2026.8.31", "/srv"]\nenabled_tools = ["read_text_file", "write_file"]\n'
    const listed = await over('file:///work/app/.codex/config.toml', codex, 'files', 'toml')
    expect(listed).toContain('**Changes data** (1): ` write_file `')
    expect(listed).toContain('**Reads** (1): ` read_text_file `')
    expect(listed).toContain('2 tools in all: 11 more off in this file')
  })

  it('takes no tool away for a switch that only refuses some of what a tool is asked for', async () => {
    const entry = { command: 'uvx', args: ['awslabs.aws-api-mcp-server==1.3.47'], env: { READ_OPERATIONS_ONLY: 'true' } }
    const hover = await over(FILE, server(entry), 'it"')
    expect(hover).toContain('**Executes** (1): ` call_aws `')
    expect(hover).toContain('Limited by ` READ_OPERATIONS_ONLY `')
  })

  it('names the published weaknesses of this version, as the rule does, and none of another version', async () => {
    const started = (version: string) =>
      server({ command: 'npx', args: ['-y', `mcp-remote@${version}`, 'https://mcp.acme.example/mcp'] })
    expect(await over(FILE, started('0.1.15'), 'it"')).toMatch(
      /\*\*Known weakness\*\*, critical: OS command injection.*GHSA-6xpm-ggf7-wc3p/,
    )
    expect(await over(FILE, started('0.1.16'), 'it"')).not.toContain('weakness')
    expect(
      await over(FILE, server({ command: 'npx', args: ['-y', 'mcp-remote', 'https://mcp.acme.example/mcp'] }), 'it"'),
    ).not.toContain('weakness')
  })

  it('says of a package on a list of malicious ones that it is on it', async () => {
    expect(await over(FILE, server({ command: 'npx', args: ['postmark-mcp'] }), 'it"')).toContain('**Listed as malicious**')
  })

  it('marks what no source confirms', async () => {
    const hover = await over(FILE, server({ command: 'uvx', args: ['mcp-pinot==3.0.1'] }), 'it"')
    expect(hover).toMatch(/CVE-2026-49257\) \\?\(not confirmed\\?\)/)
  })

  it('is about the server a bridge leads to', async () => {
    const hover = await over(
      FILE,
      server({ command: 'npx', args: ['mcp-remote@0.1.38', 'https://api.githubcopilot.com/mcp/'] }),
      'it"',
    )
    expect(hover).toContain('connects to ` https://api.githubcopilot.com/mcp `')
    expect(hover).toContain('Known as GitHub official')
  })

  it.each(['@modelcontextprotocol/server-filesystem@2026.8.31', 'https://mcp.stripe.com'])(
    'stands on what says what starts, too: %s',
    async (word) => {
      const text = claudeFile({
        files: { command: 'npx', args: ['@modelcontextprotocol/server-filesystem@2026.8.31', '/srv'] },
        pay: { type: 'http', url: 'https://mcp.stripe.com' },
      })
      expect(await over(FILE, text, word)).toContain('**MCP server**')
    },
  )

  it('says what a server is given, and never the value', async () => {
    const entry = { command: 'npx', args: ['acme@1.0.0'], env: { GITHUB_TOKEN: TOKEN } }
    const hover = await over(FILE, server(entry), 'it"')
    expect(hover).toContain('Is given: GitHub personal access token (classic) in ` GITHUB_TOKEN ` (its value stands here)')
    expect(hover).not.toContain(TOKEN)
  })

  it('says that a program of the name of our proxy is another one, and what starts', async () => {
    const args = ['--entry', '1', '--', 'npx', '@modelcontextprotocol/server-filesystem@2026.8.31', '/srv']
    const hover = await over(FILE, server({ command: './scopelight-proxy', args }), 'it"')
    expect(hover).toContain('Starts ` ./scopelight-proxy `')
    expect(hover).toContain('Not the proxy of Scopelight')
    expect(hover).not.toMatch(/server-filesystem|records its calls/)
  })
})

describe('the hover over a switch', () => {
  it('says what it does and how strongly it holds, on name and value', async () => {
    const text = server({
      command: 'github-mcp-server',
      args: ['stdio', '--read-only', '--toolsets', 'repos'],
      env: { GITHUB_READ_ONLY: '1' },
    })
    for (const word of ['--read-only', 'GITHUB_READ_ONLY', '1"']) {
      const hover = await over(FILE, text, word)
      expect(hover).toContain('Limits the server: only read tools offered')
      expect(hover).toContain("How strongly it holds: only the server's own filter")
    }
    expect(await over(FILE, text, 'repos')).toContain('only listed toolsets')
    expect(await over(FILE, text, '--toolsets')).toContain('With ` all ` it widens the server: every toolset')
  })

  it('says that one has no effect with its value, and that a version does not keep one', async () => {
    const off = server({ command: 'github-mcp-server', args: ['stdio'], env: { GITHUB_READ_ONLY: '0' } })
    expect(await over(FILE, off, 'GITHUB_READ_ONLY')).toContain('not in effect with this value')
    const broken = server({ command: 'npx', args: ['mcp-server-kubernetes@3.2.0'], env: { ALLOW_ONLY_READONLY_TOOLS: 'true' } })
    expect(await over(FILE, broken, 'ALLOW_ONLY_READONLY_TOOLS')).toMatch(
      /\*\*This version does not keep it\*\*.*GHSA-cr22-wjx7-2w6m/,
    )
  })
})

describe('the hover over a reference', () => {
  const text = JSON.stringify({
    inputs: [
      { type: 'promptString', id: 'gh', description: 'GitHub token', password: true },
      { type: 'promptString', id: 'shown', default: TOKEN },
    ],
    servers: {
      one: {
        command: 'npx',
        args: ['acme@1.0.0'],
        env: { A: '${input:gh}', B: '${input:lost}', C: '${env:HOME}', D: '${input:shown}' },
      },
      two: { type: 'http', url: 'https://mcp.acme.example/mcp', headers: { Authorization: 'Bearer ${input:gh}' } },
    },
  })

  it('says what it is replaced with, whether that is masked, and who uses it', async () => {
    for (const word of ['${input:gh}', 'gh"']) {
      const hover = await over(VSCODE, text, word)
      expect(hover).toContain('You are asked for it')
      expect(hover).toContain('Asked for as ` GitHub token `')
      expect(hover).toContain('Masked while you type it')
      expect(hover).toContain('Used by ` one `, ` two `')
    }
    const shown = await over(VSCODE, text, '${input:shown}')
    expect(shown).toContain('Not masked')
    expect(shown).toContain('Has a default that stands in this file')
    expect(shown).not.toContain(TOKEN)
    expect(await over(VSCODE, text, '${input:lost}')).toContain('declares no such input')
    expect(await over(VSCODE, text, '${env:HOME}')).toContain('Replaced with the variable ` HOME ` of the environment')
  })

  it('says that a host replaces nothing there', async () => {
    const claude = server({ command: 'npx', args: ['acme@1.0.0'], env: { LEVEL: '${input:level}' } })
    expect(await over(FILE, claude, '${input:level}')).toContain('the server gets these characters as they stand')
  })

  it('never shows what a variable falls back to', async () => {
    const claude = server({ command: 'npx', args: ['acme@1.0.0'], env: { API_TOKEN: `$${'{'}API_TOKEN:-hunter2hunter2}` } })
    const hover = await over(FILE, claude, 'API_TOKEN:-')
    expect(hover).toContain('the default that stands in this file is taken')
    expect(hover).not.toContain('hunter2')
  })
})

describe('the hover over a scope', () => {
  it('says what it allows, and what does less', async () => {
    const codex = '[mcp_servers.mail]\nurl = "https://gmail.example.com/mcp"\nscopes = ["https://mail.google.com/"]\n'
    const hover = await over('file:///work/app/.codex/config.toml', codex, 'https://mail.google.com/', 'toml')
    expect(hover).toContain('It allows: full mailbox incl. delete')
    expect(hover).toContain('Does less: ` https://www.googleapis.com/auth/gmail.readonly `')
  })
})

describe('the hover over a permission', () => {
  const SETTINGS = 'file:///work/app/.claude/settings.json'
  const text = JSON.stringify({
    permissions: { allow: ['mcp__github__*', 'mcp__github__delete_repository', 'Bash(git:*)'], deny: ['mcp__shell'] },
  })

  it('says what runs without asking, and what is refused', async () => {
    expect(await over(SETTINGS, text, 'mcp__github__*')).toContain('**Runs without asking you**: every tool of server ` github `')
    const tool = await over(SETTINGS, text, 'mcp__github__delete_repository')
    expect(tool).toContain('the tool ` delete_repository ` of server ` github `')
    expect(tool).toContain('By its name it deletes data')
    expect(await over(SETTINGS, text, 'Bash(')).toContain('commands of the shell that begin with ` git `')
    expect(await over(SETTINGS, text, 'mcp__shell')).toContain('**Is refused**: every tool of server ` shell `')
  })

  it('reads the patterns of every host', async () => {
    const cursor = JSON.stringify({ permissions: { allow: ['Mcp(github:delete_repository)'], deny: ['Mcp(github:*)'] } })
    const file = 'file:///work/app/.cursor/cli.json'
    expect(await over(file, cursor, 'Mcp(github:delete_repository)')).toContain(
      'the tool ` delete_repository ` of server ` github `',
    )
    expect(await over(file, cursor, 'Mcp(github:*)')).toContain('**Is refused**: every tool of server ` github `')
  })

  it('names the tools of a server of the same file', async () => {
    const gemini = JSON.stringify({
      mcpServers: { files: { command: 'npx', args: ['@modelcontextprotocol/server-filesystem@2026.8.31', '/srv'], trust: true } },
    })
    const hover = await over('file:///work/app/.gemini/settings.json', gemini, 'trust')
    expect(hover).toContain('every tool of server ` files `')
    expect(hover).toContain('Changes data (4): ` write_file `')
  })
})

it('speaks in every format', async () => {
  const yaml =
    'extensions:\n  files:\n    type: stdio\n    cmd: npx\n    args:\n      - "@modelcontextprotocol/server-filesystem@2025.3.28"\n      - /srv\n'
  const file = pathToFileURL(path.join(homedir(), '.config/goose/config.yaml')).href
  expect(await over(file, yaml, 'files', 'yaml')).toContain('**Known weakness**')
  expect(await over(file, yaml, '/srv', 'yaml')).toContain('Limits the server: only listed directories are reachable')
})

it('is right where somebody has not finished typing', async () => {
  const text = '{"mcpServers":{"files":{"command":"npx","args":["@modelcontextprotocol/server-filesystem@2026.8.31", "/srv'
  expect(await over(FILE, text, 'files"')).toContain('Known as Filesystem')
})
