import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (file: string) => readFileSync(file, 'utf8')
const manifest = JSON.parse(read('package.json'))
const texts: Record<string, string> = JSON.parse(read('package.nls.json'))
const contributes = manifest.contributes

const placeholders = (value: unknown): string[] => [...JSON.stringify(value).matchAll(/"%([\w.]+)%"/g)].map(([, key = '']) => key)

describe('the manifest of the extension', () => {
  it('has a text for every placeholder, and no text without one', () => {
    expect([...new Set(placeholders(manifest))].sort()).toEqual(Object.keys(texts).sort())
  })

  it('contributes exactly the commands the extension registers', () => {
    const registered = [...read('client/extension.ts').matchAll(/'(scopelight\.\w+)': \(/g)].map(([, id]) => id)
    const contributed = contributes.commands.map(({ command }: { command: string }) => command)
    expect(registered.toSorted()).toEqual(contributed.toSorted())
  })

  it('puts only its own commands into menus', () => {
    const contributed = new Set(contributes.commands.map(({ command }: { command: string }) => command))
    const used = Object.values(contributes.menus).flat() as { command: string }[]
    expect(used.filter(({ command }) => !contributed.has(command))).toEqual([])
  })

  it('gives every command a category, and every setting a place in the list', () => {
    for (const { category } of contributes.commands) expect(category).toBe('Scopelight')
    for (const [key, setting] of Object.entries(contributes.configuration.properties)) {
      expect(key).toMatch(/^scopelight\./)
      expect(setting).toHaveProperty('order')
    }
  })

  it('spells each setting key as client/settings.ts and the language server read it', () => {
    const keys = Object.keys(contributes.configuration.properties).filter((key) => key !== 'scopelight.rules')
    expect(keys.toSorted()).toEqual([
      'scopelight.codeLens.enabled',
      'scopelight.persona',
      'scopelight.trace.follow',
      'scopelight.trace.maxRows',
      'scopelight.trace.timeFormat',
      'scopelight.workspaceDiagnostics',
    ])
    expect(contributes.configuration.properties['scopelight.trace.maxRows']).toMatchObject({
      minimum: 10_000,
      maximum: 1_000_000,
    })
  })

  it('contributes every colour in four themes', () => {
    for (const { id, defaults } of contributes.colors) {
      expect(Object.keys(defaults), id).toEqual(['dark', 'light', 'highContrast', 'highContrastLight'])
    }
  })

  it('wakes for files and views, never for the start of the editor', () => {
    for (const event of manifest.activationEvents) expect(event).toMatch(/^(workspaceContains:|onFileSystem:scopelight-schema$)/)
  })
})
