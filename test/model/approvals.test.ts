import { describe, expect, it } from 'vitest'
import { coversName } from '../../server/model/approvals/approval.ts'
import { approvalsOf, orderOf } from '../../server/model/approvals/approvalsOf.ts'
import { entryApprovals } from '../../server/model/approvals/entryApprovals.ts'
import { offeredTools } from '../../server/model/approvals/offeredTools.ts'
import { cursor } from '../../server/model/hosts/cursor.ts'
import { type McpConfig, readMcpConfig } from '../../server/model/mcpConfig.ts'
import { parse } from '../../server/syntax/parse.ts'

/** What is read depends on the id of the host alone. */
function config(host: string, settings: object): McpConfig {
  return readMcpConfig(parse(JSON.stringify(settings), 'json'), { ...cursor, id: host }, 'a/file.json')
}

const lines = (host: string, settings: object) =>
  approvalsOf(config(host, settings)).map(({ effect, at, list, covers }) => ({ effect, text: at.text, list, covers }))

function entry(host: string, fields: object) {
  const read = config(host, { mcpServers: { jira: fields } })
  const [first] = read.servers
  if (!first) throw new Error('no server')
  return { entry: first, config: read }
}

const JIRA = { command: 'uvx', args: ['mcp-atlassian==0.22.3'] }

describe('approvalsOf', () => {
  it('reads the rules of Claude Code, with a bare server standing for all its tools', () => {
    expect(
      lines('claude-code-settings', {
        permissions: {
          allow: ['mcp__github', 'mcp__github__issue_read', 'Bash(npm run test:*)', 'WebFetch(domain:acme.example)'],
          deny: ['Read(.env)'],
        },
      }),
    ).toEqual([
      { effect: 'allow', text: 'mcp__github', list: 'permissions.allow', covers: { kind: 'tools', server: 'github', tool: '*' } },
      {
        effect: 'allow',
        text: 'mcp__github__issue_read',
        list: 'permissions.allow',
        covers: { kind: 'tools', server: 'github', tool: 'issue_read' },
      },
      {
        effect: 'allow',
        text: 'Bash(npm run test:*)',
        list: 'permissions.allow',
        covers: { kind: 'shell', command: { form: 'prefix', text: 'npm run test' } },
      },
      {
        effect: 'allow',
        text: 'WebFetch(domain:acme.example)',
        list: 'permissions.allow',
        covers: { kind: 'web', address: 'acme.example', response: true },
      },
      { effect: 'deny', text: 'Read(.env)', list: 'permissions.deny', covers: { kind: 'other' } },
    ])
  })

  it.each([
    ['allow', '*', 'wildcard'],
    ['allow', 'mcp__*', 'wildcard'],
    ['allow', 'mcp__git*__read', 'wildcard'],
    ['allow', 'mcp__github__issue_read(1)', 'parentheses'],
    ['allow', 'mcp__github__*', undefined],
    ['allow', 'Write(docs/**)', undefined],
    ['deny', 'mcp__*', undefined],
    ['deny', 'mcp__git*', 'wildcard'],
    ['deny', 'Write(.env)', 'write-path'],
    ['deny', 'Write', undefined],
    ['ask', 'mcp__github__delete_file(*)', 'parentheses'],
  ])('knows of Claude Code that %s "%s" is ignored as %s', (effect, rule, ignored) => {
    const [read] = approvalsOf(config('claude-code-settings', { permissions: { [effect]: [rule] } }))
    expect(read?.ignored).toBe(ignored)
  })

  it('reads both files of Cursor', () => {
    expect(lines('cursor', { mcpAllowlist: ['github:*'], terminalAllowlist: ['git'] }).map(({ covers }) => covers)).toEqual([
      { kind: 'tools', server: 'github', tool: '*' },
      { kind: 'shell', command: { form: 'prefix', text: 'git' } },
    ])
    expect(lines('cursor', { permissions: { allow: ['Mcp(*:*)', 'Shell(*)'], deny: ['WebFetch(*)'] } })).toMatchObject([
      { effect: 'allow', covers: { kind: 'tools', server: '*', tool: '*' } },
      { effect: 'allow', covers: { kind: 'shell', command: { form: 'everything' } } },
      { effect: 'deny', covers: { kind: 'web', address: '*' } },
    ])
  })

  it('reads the maps of VS Code, where false asks', () => {
    expect(
      lines('vscode', {
        'chat.tools.terminal.autoApprove': { '/.*/': true, rm: false, git: { approve: true, matchCommandLine: true } },
        'chat.tools.urls.autoApprove': { 'https://acme.example/*': { approveRequest: true, approveResponse: false } },
      }),
    ).toMatchObject([
      { effect: 'allow', text: '/.*/', covers: { kind: 'shell', command: { form: 'regex', text: '.*' } } },
      { effect: 'ask', text: 'rm' },
      { effect: 'allow', text: 'git', covers: { kind: 'shell', command: { form: 'prefix', text: 'git' } } },
      { effect: 'allow', covers: { kind: 'web', address: 'https://acme.example/*', response: false } },
    ])
  })

  it('reads the permissions of opencode in their order, of the file and of its agents', () => {
    const settings = {
      permission: { bash: { 'rm *': 'deny', '*': 'allow' }, edit: 'ask', 'github_*': 'allow' },
      agent: { plan: { permission: 'allow' } },
    }
    expect(lines('opencode', settings)).toMatchObject([
      { effect: 'deny', text: 'rm *', list: 'permission.bash' },
      { effect: 'allow', text: '*', list: 'permission.bash', covers: { kind: 'shell', command: { form: 'everything' } } },
      { effect: 'ask', text: 'edit', covers: { kind: 'other' } },
      { effect: 'allow', text: 'github_*', covers: { kind: 'tools', server: 'github', tool: '*' } },
      { effect: 'allow', text: 'allow', list: 'agent.plan.permission', covers: { kind: 'everything' } },
    ])
    expect(orderOf(config('opencode', settings))).toBe('last-wins')
  })

  it('goes by the servers of the file where a name joins server and tool', () => {
    const read = config('crush', {
      mcpServers: { acme_docs: { command: 'a' } },
      permissions: { allowed_tools: ['mcp_acme_docs_find_page'] },
    })
    expect(approvalsOf(read)[0]?.covers).toEqual({ kind: 'tools', server: 'acme_docs', tool: 'find_page' })
  })

  it('reads the allowed tools of an agent, of which "*" alone is refused', () => {
    expect(approvalsOf(config('amazonq', { allowedTools: ['@git', '@git/status', 'fs_read', '*'] }))).toMatchObject([
      { covers: { kind: 'tools', server: 'git', tool: '*' } },
      { covers: { kind: 'tools', server: 'git', tool: 'status' } },
      { covers: { kind: 'other' } },
      { ignored: 'wildcard' },
    ])
  })

  it('reads the tools of Zed', () => {
    const settings = { agent: { tool_permissions: { tools: { 'mcp:github:delete_file': { default: 'allow' } } } } }
    expect(lines('zed', settings)).toMatchObject([
      { effect: 'allow', covers: { kind: 'tools', server: 'github', tool: 'delete_file' } },
    ])
  })

  it.each([
    null,
    [],
    'text',
    { permissions: null },
    { permissions: { allow: 'Bash' } },
    { permissions: { allow: [1, null, {}] } },
  ])('makes nothing of %j', (settings) => {
    for (const host of ['claude-code-settings', 'cursor', 'vscode', 'opencode', 'gemini', 'amazonq', 'zed', 'crush', 'unknown'])
      expect(approvalsOf(config(host, settings as object))).toEqual([])
  })
})

describe('entryApprovals', () => {
  it.each([
    ['roo', { alwaysAllow: ['*'] }, [['*', undefined]]],
    ['kiro', { autoApprove: ['jira_search'] }, [['jira_search', undefined]]],
    [
      'cline',
      { autoApprove: ['*', 'jira_search'] },
      [
        ['*', 'wildcard'],
        ['jira_search', undefined],
      ],
    ],
    ['gemini', { trust: true }, [['trust', undefined]]],
    ['gemini', { trust: false }, []],
    [
      'codex',
      { default_tools_approval_mode: 'approve', tools: { jira_search: { approval_mode: 'prompt' } } },
      [
        ['approve', undefined],
        ['jira_search', undefined],
      ],
    ],
    ['cursor', { autoApprove: ['*'] }, []],
    ['roo', { autoApprove: ['*'] }, []],
  ] as const)('reads of %s %j', (host, fields, expected) => {
    const { entry: server, config: read } = entry(host, { ...JIRA, ...fields })
    expect(entryApprovals(server, read).map(({ at, ignored }) => [at.text, ignored])).toEqual(expected)
  })
})

describe('offeredTools', () => {
  const tools = (host: string, fields: object) => {
    const { entry: server, config: read } = entry(host, fields)
    return offeredTools(server, read)
  }

  it('knows the tools of a known server and what they do', () => {
    expect(tools('roo', JIRA).tools).toContainEqual({
      name: 'jira_delete_issue',
      action: 'delete',
      returnsSecrets: false,
      origin: 'table',
    })
  })

  it('offers only what the entry lets through, by the keys this host reads', () => {
    const names = (host: string, fields: object) => tools(host, { ...JIRA, ...fields }).tools?.map(({ name }) => name)
    expect(names('codex', { enabled_tools: ['jira_search', 'jira_get_issue'], disabled_tools: ['jira_get_issue'] })).toEqual([
      'jira_search',
    ])
    expect(names('roo', { disabledTools: ['jira_delete_issue'] })).not.toContain('jira_delete_issue')
    expect(names('cursor', { disabledTools: ['jira_delete_issue'] })).toContain('jira_delete_issue')
  })

  it('counts the switches of the server', () => {
    expect(tools('roo', { ...JIRA, args: [...JIRA.args, '--read-only'] }).readOnly).toBe(true)
    expect(tools('roo', { ...JIRA, env: { ENABLED_TOOLS: 'jira_search' } }).tools?.map(({ name }) => name)).toEqual([
      'jira_search',
    ])
  })

  it('does not guess the tools of an unknown server', () => {
    expect(tools('roo', { command: '/opt/acme' })).toEqual({
      known: undefined,
      readOnly: false,
      someSets: false,
      tools: undefined,
    })
  })
})

describe('coversName', () => {
  it.each([
    ['*', 'x', true],
    ['get_*', 'get_page', true],
    ['get_*', 'set_page', false],
    ['*_page', 'get_page', true],
    ['a*b*c', 'axbxc', true],
    ['a*b*b', 'ab', false],
    ['ab*ba', 'aba', false],
    ['x', 'x', true],
  ])('says whether "%s" covers "%s": %s', (outer, inner, expected) => {
    expect(coversName(outer, inner)).toBe(expected)
  })
})
