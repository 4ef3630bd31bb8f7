import { describe, expect, it } from 'vitest'
import { findManifests } from '../../server/proxy/manifestFiles.ts'

function found(platform: string, files: readonly string[], over: Partial<Parameters<typeof findManifests>[0]> = {}): string[] {
  const windows = platform === 'win32'
  const base = windows
    ? { env: { ProgramData: 'D:\\Data', APPDATA: 'C:\\Users\\j\\AppData\\Roaming' }, home: 'C:\\Users\\j', cwd: 'C:\\work\\a\\b' }
    : { env: {}, home: '/home/j', cwd: '/work/a/b' }
  return findManifests({ platform, workspace: undefined, exists: (file) => files.includes(file), ...base, ...over })
}

describe('manifests that would be in force', () => {
  it("are the organisation's, the person's and the workspace's, in this order", () => {
    const files = [
      '/work/mcp-permissions.yaml',
      '/home/j/.config/scopelight/mcp-permissions.yaml',
      '/etc/scopelight/mcp-permissions.yaml',
    ]
    expect(found('linux', files)).toEqual([...files].reverse())
  })

  it('stand elsewhere on macOS and Windows', () => {
    const mac = [
      '/Library/Application Support/scopelight/mcp-permissions.yaml',
      '/home/j/.config/scopelight/mcp-permissions.yaml',
    ]
    expect(found('darwin', mac)).toEqual(mac)
    const windows = [
      'D:\\Data\\scopelight\\mcp-permissions.yaml',
      'C:\\Users\\j\\AppData\\Roaming\\scopelight\\mcp-permissions.yaml',
      'C:\\work\\mcp-permissions.yaml',
    ]
    expect(found('win32', windows)).toEqual(windows)
  })

  it("the person's follows XDG_CONFIG_HOME", () => {
    expect(found('linux', ['/c/scopelight/mcp-permissions.yaml'], { env: { XDG_CONFIG_HOME: '/c' } })).toHaveLength(1)
  })

  it('the workspace is the nearest folder upward that holds one, or what --workspace says alone', () => {
    const files = ['/work/a/mcp-permissions.yaml', '/work/mcp-permissions.yaml', '/work/a/b/c/mcp-permissions.yaml']
    expect(found('linux', files)).toEqual(['/work/a/mcp-permissions.yaml'])
    expect(found('linux', files, { workspace: 'c' })).toEqual(['/work/a/b/c/mcp-permissions.yaml'])
    expect(found('linux', files, { workspace: '/elsewhere' })).toEqual([])
  })

  it('are none in most places', () => {
    expect(found('linux', [])).toEqual([])
    expect(found('win32', [])).toEqual([])
  })
})
