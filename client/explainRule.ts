import { commands, type Disposable, Uri, window, workspace } from 'vscode'
import { EXPLAIN_RULE, LIST_RULES, type RuleSummary, type RuleText } from '../server/protocol/languageRequests.ts'
import type { LanguageServer } from './languageClient.ts'

const SCHEME = 'scopelight-rule'

/** Pages about rules, as the language server of this version knows them: nothing is fetched. */
export function provideRulePages(language: LanguageServer): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri) {
      const rule = uri.path.replace(/^\//, '').replace(/\.md$/, '')
      const page = await language.request<RuleText | null>(EXPLAIN_RULE, { rule })
      return page?.markdown ?? `# ${rule}\n\nThis version has no such rule.\n`
    },
  })
}

/** Shows the page of a rule; without one, lets a person choose. */
export async function explainRule(language: LanguageServer, args: readonly unknown[]): Promise<void> {
  const [given] = args
  const rule = typeof given === 'string' ? given : await chooseRule(language)
  if (rule === undefined) return
  await commands.executeCommand('markdown.showPreview', Uri.from({ scheme: SCHEME, path: `/${rule}.md` }))
}

async function chooseRule(language: LanguageServer): Promise<string | undefined> {
  const rules = language.request<readonly RuleSummary[]>(LIST_RULES, {})
  const choices = rules.then((all) => all.map(({ id, title, severity }) => ({ label: id, description: severity, detail: title })))
  return (await window.showQuickPick(choices, { title: 'Explain a Rule', matchOnDetail: true }))?.label
}
