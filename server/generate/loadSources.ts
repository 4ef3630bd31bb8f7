import { rmSync } from 'node:fs'
import nodeModule from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CredentialKind } from '../knowledge/credentials.ts'
import type { Host } from '../model/host.ts'
import type { Examples, Rule } from '../rules/rule.ts'

export interface RuleSource extends Rule {
  readonly examples: Examples
}

export interface Sources {
  /** Sorted by id. */
  readonly rules: readonly RuleSource[]
  readonly hosts: readonly Host[]
  readonly credentialKinds: readonly CredentialKind[]
}

interface Esbuild {
  build(options: object): Promise<unknown>
}

/**
 * Reads rules, hosts and knowledge from the files as they are now. They are bundled here and not imported, because the
 * index of the rules is itself generated and may name a file that is gone.
 */
export async function loadSources(root: string, ruleFiles: readonly string[]): Promise<Sources> {
  // The cast is proven by the build, which uses the same package.
  const esbuild = nodeModule.createRequire(path.join(root, 'package.json'))('esbuild') as Esbuild
  const outfile = path.join(tmpdir(), `scopelight-sources-${process.pid}-${Date.now()}.mjs`)
  await esbuild.build({
    stdin: { contents: entry(ruleFiles), resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile,
    logLevel: 'warning',
  })
  try {
    const loaded = (await import(pathToFileURL(outfile).href)) as Sources
    const rules = [...loaded.rules].sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1))
    return { rules, hosts: loaded.hosts, credentialKinds: loaded.credentialKinds }
  } finally {
    rmSync(outfile, { force: true })
  }
}

function entry(ruleFiles: readonly string[]): string {
  const imports = ruleFiles.map((file, at) => `import rule${at}, { examples as examples${at} } from './${file}'`)
  const rules = ruleFiles.map((_, at) => `{ ...rule${at}, examples: examples${at} }`)
  return [
    ...imports,
    "export { HOSTS as hosts } from './server/model/hosts/index.ts'",
    "export { CREDENTIAL_KINDS as credentialKinds } from './server/knowledge/credentials.ts'",
    `export const rules = [${rules.join(', ')}]`,
  ].join('\n')
}
