import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const BIOME = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome')
const LAYER = 'lint/style/noRestrictedImports'
const CYCLE = 'lint/suspicious/noImportCycles'

/** File and what it must not import. */
const VIOLATIONS: readonly (readonly [file: string, imported: string])[] = [
  ['server/protocol/planted.ts', '../syntax/tree.ts'],
  ['server/syntax/planted.ts', '../model/host.ts'],
  ['server/syntax/plantedPackage.ts', 'zod'],
  ['server/knowledge/planted.ts', '../syntax/tree.ts'],
  ['server/model/planted.ts', '../rules/rule.ts'],
  ['server/model/plantedMemo.ts', '../lint/memo.ts'],
  ['server/rules/planted.ts', '../language/main.ts'],
  ['server/rules/secrets/plantedLint.ts', '../../lint/lint.ts'],
  ['server/lint/planted.ts', '../language/main.ts'],
  ['server/rules/plantedIo.ts', 'node:fs'],
  ['server/rules/supply-chain/planted.ts', '../../proxy/main.ts'],
  ['server/workspace/planted.ts', '../rules/rule.ts'],
  ['server/workspace/plantedProcess.ts', 'node:child_process'],
  ['server/model/plantedDisk.ts', '../workspace/factsOf.ts'],
  ['server/rules/plantedDisk.ts', '../workspace/factsOf.ts'],
  ['server/registry/planted.ts', '../rules/rule.ts'],
  ['server/registry/plantedDisk.ts', 'node:fs'],
  ['server/rules/plantedNetwork.ts', '../registry/getJson.ts'],
  ['server/lint/plantedNetwork.ts', '../registry/getJson.ts'],
  ['server/language/plantedNetwork.ts', '../registry/getJson.ts'],
  ['server/insertion/planted.ts', '../rules/rule.ts'],
  ['server/trace/planted.ts', '../model/host.ts'],
  ['server/trace/plantedIo.ts', 'node:fs'],
  ['server/proxy/planted.ts', '../trace/readRecords.ts'],
  ['server/proxy/plantedMemo.ts', '../lint/memo.ts'],
  ['server/proxy/plantedPackage.ts', 'yaml'],
  ['server/language/planted.ts', '../cli/terminal.ts'],
  ['server/language/plantedPackage.ts', 'picomatch'],
  ['server/language/plantedProcess.ts', 'node:child_process'],
  ['server/cli/planted.ts', '../proxy/main.ts'],
  ['server/cli/plantedPackage.ts', 'picomatch'],
  ['server/cli/plantedProcess.ts', 'node:child_process'],
  ['server/generate/planted.ts', '../language/main.ts'],
  ['server/generate/plantedPackage.ts', 'picomatch'],
  ['server/plantedRoot.ts', './model/host.ts'],
  ['server/plantedFolder/planted.ts', '../model/host.ts'],
  ['client/planted.ts', '../server/model/host.ts'],
  ['client/plantedLevel.ts', '../server/lint/severity.ts'],
  ['client/plantedPackage.ts', 'zod'],
  ['client/webview/planted.ts', '../../server/model/host.ts'],
]

let copy: string

beforeAll(() => {
  copy = realpathSync(mkdtempSync(path.join(tmpdir(), 'scopelight-layers-')))
  for (const name of ['biome.json', '.gitignore', 'package.json']) cpSync(path.join(ROOT, name), path.join(copy, name))
  for (const name of ['server', 'client']) cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true })
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** `rule file` of each layer or cycle that `biome ci` reports in the copy; what else it may say is no matter here. */
function check(): { readonly status: number | null; readonly reports: readonly string[] } {
  const args = [BIOME, 'ci', '--reporter=github', '--max-diagnostics=none', '.']
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', timeout: 60_000 })
  const reports = [...stdout.matchAll(/^::error title=([^,]+),file=([^,]+),/gm)]
    .filter(([, rule]) => rule === LAYER || rule === CYCLE)
    .map(
      ([, rule, file]) =>
        `${rule} ${path
          .relative(copy, file ?? '')
          .split(path.sep)
          .join('/')}`,
    )
  return { status, reports }
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true })
  writeFileSync(path.join(copy, file), text)
}

describe('the check of the architecture', { timeout: 120_000 }, () => {
  it('is content with the code as it is', () => {
    expect(check().reports).toEqual([])
  })

  it('reports an import across layers in each of them, and a cycle of imports', () => {
    for (const [file, imported] of VIOLATIONS)
      write(file, `import * as planted from '${imported}'\n\nexport const used = planted\n`)
    write('server/model/cycleOne.ts', `import { two } from './cycleTwo.ts'\n\nexport const one = () => two\n`)
    write('server/model/cycleTwo.ts', `import { one } from './cycleOne.ts'\n\nexport const two = () => one\n`)
    const { status, reports } = check()
    expect(status).toBe(1)
    for (const [file] of VIOLATIONS) expect(reports).toContain(`${LAYER} ${file}`)
    expect(reports).toContain(`${CYCLE} server/model/cycleOne.ts`)
    expect(reports).toContain(`${CYCLE} server/model/cycleTwo.ts`)
  })
})

describe('the bundle of the proxy', () => {
  it('needs nothing but Node', () => {
    const bundle = readFileSync(path.join(ROOT, 'dist/proxy.cjs'), 'utf8')
    const needed = [...bundle.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(([, name]) => name ?? '')
    expect(needed).not.toEqual([])
    for (const name of needed) expect(name).toMatch(/^node:/)
  })
})
