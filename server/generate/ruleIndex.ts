import { readdirSync } from 'node:fs'
import path from 'node:path'

/** Paths of all rule files from the root of the repository, sorted. A rule stands in the folder of its group. */
export function listRuleFiles(root: string): readonly string[] {
  const folder = path.join(root, 'server/rules')
  return readdirSync(folder, { withFileTypes: true })
    .filter((group) => group.isDirectory())
    .flatMap((group) => readdirSync(path.join(folder, group.name)).map((name) => `server/rules/${group.name}/${name}`))
    .filter((file) => file.endsWith('.ts'))
    .sort()
}

/** The module that lists every rule. */
export function ruleIndex(ruleFiles: readonly string[]): string {
  const names = ruleFiles.map((file) => camelCase(path.basename(file, '.ts')))
  const paths = ruleFiles.map((file) => `./${file.replace('server/rules/', '')}`)
  const imports = [...paths.map((file, at) => ({ file, words: names[at] ?? '' })), { file: './rule.ts', words: 'type { Rule }' }]
  // In the order the formatter wants.
  imports.sort((a, b) => (a.file < b.file ? -1 : 1))
  return [
    '// Written by `npm run generate` from the files of the rules. Do not edit.',
    ...imports.map(({ file, words }) => `import ${words} from '${file}'`),
    '',
    '/** Every rule of this version. */',
    'export const RULES: readonly Rule[] = [',
    ...names.map((name) => `  ${name},`),
    ']',
    '',
  ].join('\n')
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
