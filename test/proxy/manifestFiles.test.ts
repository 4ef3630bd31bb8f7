import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findManifests } from '../../server/proxy/manifestFiles.ts'

function found(platform: string, files: readonly string[], over: Partial<Parameters<typeof findManifests>[0]> = {}): string[] {
  const windows = platform === 'win32'
  const base = windows
    ? { env: { ProgramData: 'D:\\Data', APPDATA: 'C:\\Users\\j\\AppData\\Roaming' }, home: 'C:\\Users\\j', cwd: 'C:\\work\\a\\b' }
    : { env: {}, home: '/home/j', cwd: '/work/a/b' }
  const { dirname, basename } = windows ? path.win32 : path.posix
  const list = (folder: string) => files.filter((file) => dirname(file) === folder).map((file) => basename(file))
  return findManifests({ platform, workspace: undefined, list, ...base, ...over })
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

  // File names of the manifest language: these three, and "<name>.mcp-permissions.yaml" where there are several.
  it.each(['mcp-permissions.yaml', 'mcp-permissions.yml', 'mcp-permissions.json', 'team.mcp-permissions.yaml'])(
    'may be called "%s"',
    (name) => {
      expect(found('linux', [`/work/${name}`])).toEqual([`/work/${name}`])
    },
  )

  it('are found in any case where the file system does not tell', () => {
    expect(found('win32', ['C:\\work\\MCP-Permissions.YAML'])).toHaveLength(1)
    expect(found('linux', ['/work/MCP-Permissions.YAML'])).toEqual([])
  })

  it('are not lock files and other neighbours', () => {
    const names = ['mcp-permissions.lock.json', 'mcp-permissions.yaml.bak', '.mcp-permissions.yaml', 'my-mcp-permissions.yml']
    expect(
      found(
        'linux',
        names.map((name) => `/work/${name}`),
      ),
    ).toEqual([])
  })

  it('of one folder are all in force', () => {
    const files = ['/work/b.mcp-permissions.yaml', '/work/a.mcp-permissions.yaml', '/work/mcp-permissions.yml']
    expect(found('linux', files)).toEqual([...files].reverse())
  })

  it('are none in most places', () => {
    expect(found('linux', [])).toEqual([])
    expect(found('win32', [])).toEqual([])
  })
})
