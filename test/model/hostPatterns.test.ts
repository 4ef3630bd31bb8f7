import { describe, expect, it } from 'vitest'
import { hostPatterns } from '../../server/generate/hostPatterns.ts'
import { HOSTS } from '../../server/model/hosts/index.ts'

describe('patterns of the files of hosts', () => {
  const { file, manifest, activation } = hostPatterns(HOSTS)

  it('do not wake the extension for names that many programs use', () => {
    const names = [...manifest, ...activation.map((event) => event.replace(/^workspaceContains:(?:\*\*\/)?/, ''))]
    for (const common of ['settings.json', 'manifest.json', 'server.json', 'config.json', 'config.toml', 'devcontainer.json']) {
      expect(names).not.toContain(common)
    }
    expect(names.filter((name) => /catalog|recipe|profile|code-workspace|^\*\.json$/.test(name))).toEqual([])
    expect(names).not.toContain('User/settings.json')
  })

  it('wake it for the names that say whose file it is', () => {
    expect(manifest).toEqual(expect.arrayContaining(['.mcp.json', '.claude/settings.json', 'zed/settings.json', 'mcp.json']))
    expect(activation).toEqual(
      expect.arrayContaining(
        ['.codex/config.toml', '*.agent.md', '.mcp.json', 'mcp.json', '.claude/settings.json'].map(
          (pattern) => `workspaceContains:**/${pattern}`,
        ),
      ),
    )
  })

  it('wake it at once where the file lies at the root of a folder, without waiting for a search', () => {
    const usual = ['.mcp.json', '.vscode/mcp.json', '.cursor/mcp.json', '.codex/config.toml', '.gemini/settings.json']
    expect(activation).toEqual(expect.arrayContaining(usual.map((name) => `workspaceContains:${name}`)))
  })

  it('do not take the settings of an editor in a workspace for a reason to look for problems', () => {
    expect(activation.filter((event) => /settings\.json$/.test(event) && /vscode|zed/.test(event))).toEqual([])
    expect(activation.filter((event) => /User\/|\.claude\.json|\.copilot\//.test(event))).toEqual([])
  })

  it('have no alternatives, which not every reader knows, and no folder of one system', () => {
    expect([...manifest, ...activation].filter((pattern) => /[{}]|AppData|Application Support|\.config\//.test(pattern))).toEqual(
      [],
    )
  })

  it('ask the server about files of a common name all the same', () => {
    for (const name of ['manifest.json', 'server.json', '*.code-workspace', '*catalog*.yaml'])
      expect(file).toContain(`'**/${name}'`)
  })
})
