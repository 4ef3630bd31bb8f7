import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { credentialLabels } from './credentialLabels.ts'
import { credentialTable } from './credentialTable.ts'
import { hostPage } from './hostPage.ts'
import { hostPatterns } from './hostPatterns.ts'
import { loadSources } from './loadSources.ts'
import { extendManifest } from './manifest.ts'
import { listRuleFiles, ruleIndex } from './ruleIndex.ts'
import { rulePage, rulesTable } from './rulePages.ts'

/**
 * Works out every file that is derived from rules, hosts and knowledge, and returns the paths of those that differ from
 * what is on disk, sorted. With `write` they are brought up to date, and pages of rules that are gone are removed.
 */
export async function generateAll({ root, write }: { root: string; write: boolean }): Promise<string[]> {
  const ruleFiles = listRuleFiles(root)
  const { rules, hosts, credentialKinds } = await loadSources(root, ruleFiles)
  const patterns = hostPatterns(hosts)
  const texts = new Map([
    ['server/rules/index.ts', ruleIndex(ruleFiles)],
    ['server/protocol/hostPatterns.ts', patterns.file],
    ['server/proxy/credentialKinds.json', credentialTable(credentialKinds)],
    ['server/trace/credentialLabels.json', credentialLabels(credentialKinds)],
    ['docs/rules/README.md', rulesTable(rules)],
    ['docs/hosts.md', hostPage(hosts)],
    ...rules.map((rule) => [`docs/rules/${rule.meta.id}.md`, rulePage(rule)] as const),
  ])

  const stale: string[] = []
  for (const [file, text] of texts) {
    const full = path.join(root, file)
    if (existsSync(full) && readFileSync(full, 'utf8') === text) continue
    stale.push(file)
    if (!write) continue
    mkdirSync(path.dirname(full), { recursive: true })
    writeFileSync(full, text)
  }

  const pages = path.join(root, 'docs/rules')
  for (const name of existsSync(pages) ? readdirSync(pages) : []) {
    const file = `docs/rules/${name}`
    if (!name.endsWith('.md') || texts.has(file)) continue
    stale.push(file)
    if (write) rmSync(path.join(root, file))
  }

  // The manifest is formatted by the formatter, so its data are compared and not its text.
  const manifest = path.join(root, 'package.json')
  const before: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
  const after = extendManifest(before, rules, patterns)
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    stale.push('package.json')
    if (write) writeFileSync(manifest, `${JSON.stringify(after, null, 2)}\n`)
  }
  return stale.sort()
}
