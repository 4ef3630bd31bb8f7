import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { VSIX } from './workbench.ts'

const list = execFileSync(
  'python3',
  ['-c', 'import sys, zipfile\nprint("\\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))', VSIX],
  {
    encoding: 'utf8',
  },
)
const files = list.trim().split('\n')
const read = (name: string) =>
  execFileSync(
    'python3',
    ['-c', 'import sys, zipfile\nsys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))', VSIX, name],
    { maxBuffer: 64 * 1024 * 1024 },
  )

describe('the package', () => {
  it('is smaller than 1 MB', () => {
    expect(statSync(VSIX).size).toBeLessThan(1_000_000)
  })

  it('holds the programs, the page and what the marketplace shows, and nothing else', () => {
    expect(files.toSorted()).toEqual([
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/cli.cjs',
      'extension/dist/extension.cjs',
      'extension/dist/extension.client.cjs',
      'extension/dist/language.cjs',
      'extension/dist/proxy.cjs',
      'extension/dist/server.cjs',
      'extension/dist/server.protocol.cjs',
      'extension/dist/webview/codicon.woff2',
      'extension/dist/webview/main.js',
      'extension/dist/webview/style.css',
      'extension/media/icon.png',
      'extension/media/panel.svg',
      'extension/package.json',
      'extension/package.nls.json',
      'extension/readme.md',
      'extension/syntaxes/mcptrace.language.json',
      'extension/syntaxes/mcptrace.tmLanguage.json',
    ])
  })

  it('refers to no source map', () => {
    for (const name of files.filter((each) => each.endsWith('js')))
      expect(read(name).toString('latin1')).not.toContain('sourceMappingURL')
  })

  it('names nothing of the machine it was built on', () => {
    for (const name of files.filter((each) => /js$|json$/.test(each))) {
      expect(read(name).toString('latin1'), name).not.toContain(process.cwd())
    }
  })

  it('says what the marketplace and Restricted Mode need to know', () => {
    const manifest: Record<string, unknown> = JSON.parse(read('extension/package.json').toString('utf8'))
    expect(manifest).toMatchObject({
      engines: { vscode: '^1.101.0' },
      icon: 'media/icon.png',
      preview: true,
      capabilities: { untrustedWorkspaces: { supported: 'limited' } },
    })
    expect(manifest.activationEvents).not.toContain('*')
    expect(manifest.activationEvents).not.toContain('onStartupFinished')
  })

  it('has a square icon of 256 pixels', () => {
    const icon = read('extension/media/icon.png')
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([256, 256])
  })
})
