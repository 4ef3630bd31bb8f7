import {
  commands,
  type Disposable,
  type QuickPickItem,
  Range,
  TabInputTextDiff,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode'
import type { EditPlan } from '../../server/protocol/languageRequests.ts'

type Plan = Extract<EditPlan, { ok: true }>

export interface ChangePreview extends Disposable {
  /**
   * Shows the whole file before and after the change, and asks. Resolves to true only when the person chose to make it;
   * Escape, another window or a closed question is a no.
   */
  confirm(question: Question): Promise<boolean>
}

export interface Question {
  readonly document: TextDocument
  readonly plan: Plan
  /** `Record calls of "github"` */
  readonly title: string
  /** The button: `Record` */
  readonly action: string
  /** What the action does, and what to think of before. One sentence each. */
  readonly remarks: readonly string[]
}

// The two texts exist only while the question is open, and only in memory: they may hold a secret of the person's file.
const SCHEME = 'scopelight-change'

export function createChangePreview(): ChangePreview {
  const texts = new Map<string, string>()
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => texts.get(uri.query) ?? '',
  })
  let asked = 0

  return {
    async confirm({ document, plan, title, action, remarks }) {
      asked += 1
      const place = (side: 'before' | 'after') => Uri.from({ scheme: SCHEME, path: document.uri.path, query: `${asked}-${side}` })
      const [before, after] = [place('before'), place('after')]
      texts.set(before.query, document.getText())
      texts.set(after.query, textAfter(document, plan))
      try {
        await commands.executeCommand('vscode.diff', before, after, title, { preview: true, selection: toRange(plan) })
        return await ask(title, action, remarks)
      } finally {
        await closeDiff(after)
        texts.delete(before.query)
        texts.delete(after.query)
      }
    },
    dispose: () => provider.dispose(),
  }
}

export function toRange({ range: { start, end } }: Plan): Range {
  return new Range(start.line, start.character, end.line, end.character)
}

function textAfter(document: TextDocument, plan: Plan): string {
  const text = document.getText()
  const range = toRange(plan)
  return text.slice(0, document.offsetAt(range.start)) + plan.after + text.slice(document.offsetAt(range.end))
}

/** A list above the editors: it stays until it is answered, and leaves the difference below it in reach. */
async function ask(title: string, action: string, remarks: readonly string[]): Promise<boolean> {
  const yes: QuickPickItem = { label: action, detail: remarks.join(' ') }
  const no: QuickPickItem = { label: 'Cancel', detail: 'Nothing is written.' }
  const placeHolder = 'Compare the change below, then choose.'
  return (await window.showQuickPick([yes, no], { title, placeHolder, ignoreFocusOut: true })) === yes
}

async function closeDiff(after: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs)
  const ours = tabs.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === after.toString())
  await window.tabGroups.close(ours)
}
