import { commands, Disposable, Range, TabInputTextDiff, type TextDocument, Uri, window, workspace } from 'vscode'
import type { EditPlan } from '../../server/protocol/languageRequests.ts'
import { tell } from '../tell.ts'
import { createQuestions } from './openQuestion.ts'

type Plan = Extract<EditPlan, { ok: true }>

export interface ChangePreview extends Disposable {
  /**
   * Shows the whole file before and after the change, and asks. Resolves to true only when the person chose to make it, by
   * the button of the message or the one above the difference. Closing the difference is a no, and so is another question that takes its place.
   */
  confirm(question: Question): Promise<boolean>
  /** The buttons above the difference. */
  answer(agreed: boolean): void
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
  readonly severity: 'information' | 'warning'
}

// The two texts exist only while the question is open, and only in memory: they may hold a secret of the person's file.
const SCHEME = 'scopelight-change'

export function createChangePreview(): ChangePreview {
  const texts = new Map<string, string>()
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => texts.get(uri.query) ?? '',
  })
  let asked = 0
  const questions = createQuestions<string>()
  const closed = window.tabGroups.onDidChangeTabs((change) => {
    for (const { input } of change.closed)
      if (input instanceof TabInputTextDiff) questions.answer(false, input.modified.toString())
  })

  return {
    confirm(question) {
      asked += 1
      const { document, plan, title } = question
      const place = (side: 'before' | 'after') => Uri.from({ scheme: SCHEME, path: document.uri.path, query: `${asked}-${side}` })
      const [before, after] = [place('before'), place('after')]
      const key = after.toString()
      const put = async () => {
        texts.set(before.query, document.getText())
        texts.set(after.query, textAfter(document, plan))
        await commands.executeCommand('vscode.diff', before, after, title, { preview: true })
        void ask(question).then((agreed) => {
          if (agreed !== undefined) questions.answer(agreed, key)
        })
      }
      return questions.ask(key, put, async () => {
        await closeDiff(after)
        texts.delete(before.query)
        texts.delete(after.query)
      })
    },
    answer: (agreed) => questions.answer(agreed),
    dispose: () => Disposable.from(provider, closed).dispose(),
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

/** Beside the difference, not above it. A message that is put away answers nothing: the buttons above the difference stay. */
async function ask({ title, action, remarks, severity }: Question): Promise<boolean | undefined> {
  const show = severity === 'warning' ? tell.warning : tell.information
  const chosen = await show([`${title}?`, ...remarks].join(' '), action, 'Cancel')
  return chosen === undefined ? undefined : chosen === action
}

async function closeDiff(after: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs)
  const ours = tabs.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === after.toString())
  await window.tabGroups.close(ours)
}
