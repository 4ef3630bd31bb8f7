import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { generateAll } from '../../server/generate/main.ts'

const copies: string[] = []
afterEach(() => {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true, force: true })
})

/** The parts of the repository that generation reads and writes, in a folder of their own. */
function copyOfRepository(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'scopelight-generated-'))
  copies.push(root)
  for (const part of ['server', 'docs', 'package.json']) cpSync(part, path.join(root, part), { recursive: true })
  symlinkSync(path.resolve('node_modules'), path.join(root, 'node_modules'))
  return root
}

const read = (root: string, file: string) => readFileSync(path.join(root, file), 'utf8')

describe('generated files', () => {
  it('are up to date: run npm run generate and commit the result', async () => {
    expect(await generateAll({ root: process.cwd(), write: false })).toEqual([])
  })

  it('take in a rule that is added and let go of one that is removed, in one run', async () => {
    const root = copyOfRepository()
    const added = read(root, 'server/rules/transport/plaintext-http.ts').replace("id: 'plaintext-http'", "id: 'spoken-aloud'")
    writeFileSync(path.join(root, 'server/rules/transport/spoken-aloud.ts'), added)
    rmSync(path.join(root, 'server/rules/transport/plaintext-http.ts'))

    const changed = await generateAll({ root, write: true })

    expect(changed).toContain('docs/rules/spoken-aloud.md')
    expect(changed).toContain('docs/rules/plaintext-http.md')
    expect(read(root, 'server/rules/index.ts')).toContain("import spokenAloud from './transport/spoken-aloud.ts'")
    expect(read(root, 'server/rules/index.ts')).not.toContain('plaintext-http')
    const { properties } = JSON.parse(read(root, 'package.json')).contributes.configuration
    expect(Object.keys(properties['scopelight.rules'].properties)).toContain('spoken-aloud')
    expect(await generateAll({ root, write: true })).toEqual([])
  })

  it('say what is stale without writing it', async () => {
    const root = copyOfRepository()
    writeFileSync(path.join(root, 'docs/hosts.md'), 'old')
    expect(await generateAll({ root, write: false })).toEqual(['docs/hosts.md'])
    expect(read(root, 'docs/hosts.md')).toBe('old')
  })

  it('keep every other key of the manifest, in its place', async () => {
    const root = copyOfRepository()
    const manifest = JSON.parse(read(root, 'package.json'))
    delete manifest.contributes.configuration.properties['scopelight.rules']
    writeFileSync(path.join(root, 'package.json'), JSON.stringify(manifest))

    expect(await generateAll({ root, write: true })).toEqual(['package.json'])

    const after = JSON.parse(read(root, 'package.json'))
    delete after.contributes.configuration.properties['scopelight.rules']
    expect(JSON.stringify(after)).toBe(JSON.stringify(manifest))
  })

  it('give the proxy a table of at most 20 KB', () => {
    expect(Buffer.byteLength(read('.', 'server/proxy/credentialKinds.json'))).toBeLessThanOrEqual(20 * 1024)
  })
})
