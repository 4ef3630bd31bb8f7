import path from 'node:path'
import { listRuleFiles } from '../../server/generate/ruleIndex.ts'
import type { Examples, Rule } from '../../server/rules/rule.ts'

export interface LoadedRule {
  readonly file: string
  readonly rule: Rule
  readonly examples: Examples
}

/** Every rule file with its examples, read from the folders and not from the index. */
export function loadRules(): Promise<readonly LoadedRule[]> {
  return Promise.all(
    listRuleFiles('.').map(async (file) => {
      const module = (await import(/* @vite-ignore */ path.resolve(file))) as { default: Rule; examples: Examples }
      return { file, rule: module.default, examples: module.examples }
    }),
  )
}
