import { describe, expect, it } from 'vitest'
import { hostFileOf, hostOf } from '../../server/model/hostOf.ts'
import { HOSTS, hostById } from '../../server/model/hosts/index.ts'
import { KNOWN_HOST_IDS } from '../../server/model/hosts/known.ts'

const LINUX = '/home/alice'
const MAC = '/Users/alice'
const WINDOWS = 'C:\\Users\\alice'

describe('the host of a path', () => {
  it.each([
    ['.vscode/mcp.json', undefined, 'vscode', 'workspace'],
    ['/src/app/.vscode/mcp.json', undefined, 'vscode', 'workspace'],
    ['C:\\src\\app\\.vscode\\mcp.json', undefined, 'vscode', 'workspace'],
    ['/home/alice/.config/Code/User/mcp.json', LINUX, 'vscode', 'user'],
    ['/home/alice/.config/Code - Insiders/User/profiles/-1f2e/mcp.json', LINUX, 'vscode', 'user'],
    ['/home/alice/.config/VSCodium/User/mcp.json', LINUX, 'vscode', 'user'],
    ['/home/alice/.vscode-server/data/User/mcp.json', LINUX, 'vscode', 'user'],
    ['/Users/alice/Library/Application Support/Code/User/mcp.json', MAC, 'vscode', 'user'],
    ['c:\\Users\\alice\\AppData\\Roaming\\Code\\User\\mcp.json', WINDOWS, 'vscode', 'user'],
    ['/c:/Users/alice/AppData/Roaming/Code/User/mcp.json', WINDOWS, 'vscode', 'user'],
    ['.mcp.json', undefined, 'claude-code', 'workspace'],
    ['packages/a/.mcp.json', undefined, 'claude-code', 'workspace'],
    ['/home/alice/.claude.json', LINUX, 'claude-code', 'user'],
    ['/etc/claude-code/managed-mcp.json', undefined, 'claude-code', 'managed'],
    ['claude_desktop_config.json', undefined, 'claude-desktop', 'workspace'],
    ['/home/alice/.config/Claude/claude_desktop_config.json', LINUX, 'claude-desktop', 'user'],
    ['/Users/alice/Library/Application Support/Claude/claude_desktop_config.json', MAC, 'claude-desktop', 'user'],
    ['C:\\Users\\alice\\AppData\\Roaming\\Claude\\claude_desktop_config.json', WINDOWS, 'claude-desktop', 'user'],
    ['.cursor/mcp.json', undefined, 'cursor', 'workspace'],
    ['/home/alice/.cursor/mcp.json', LINUX, 'cursor', 'user'],
    ['/home/alice/.cursor/mcp.json', undefined, 'cursor', 'workspace'],
  ])('of %s (home %s) is %s, %s', (path, home, id, scope) => {
    const found = hostFileOf(path, home)
    expect(found?.host.id).toBe(id)
    expect(found?.file.scope).toBe(scope)
  })

  it.each([
    'x.mcp.json',
    'settings.json',
    '.vscode/mcp.json.bak',
    '/home/bob/.claude.json',
    'package.json',
    '',
  ])('of "%s" is not known', (path) => {
    expect(hostOf(path, LINUX)).toBeUndefined()
  })
})

describe('the hosts', () => {
  it('are found by their id', () => {
    for (const host of HOSTS) expect(hostById(host.id)).toBe(host)
    expect(hostById('nobody')).toBeUndefined()
  })

  it('are among those known to exist, of which there are 36', () => {
    expect(new Set(KNOWN_HOST_IDS).size).toBe(36)
    expect(HOSTS.filter(({ id }) => !KNOWN_HOST_IDS.includes(id))).toEqual([])
  })

  it('cite documentation, sources and the date of checking, and describe each field once', () => {
    for (const host of HOSTS) {
      expect(host.sources.length).toBeGreaterThan(0)
      expect(host.checked).toMatch(/^\d{4}-\d{2}/)
      expect(new Set(host.fields.map(({ name }) => name)).size).toBe(host.fields.length)
      expect(host.foreignServersKeys).not.toContain(host.serversPath[0])
    }
  })
})
