import { Position, type TextDocument, Uri, WorkspaceEdit, window, workspace } from 'vscode'
import { ADD_WAIVER, type IgnorePlan, PLAN_IGNORE } from '../server/protocol/languageRequests.ts'
import type { LanguageServer } from './languageClient.ts'
import { tell } from './tell.ts'

type Plan = Extract<IgnorePlan, { readonly ok: true }>

/** Asks why a finding is let be and until when, and writes it where the language server says. One undo takes it back. */
export async function ignoreFinding(language: LanguageServer, [uri, rule, line]: readonly unknown[]): Promise<void> {
  if (typeof uri !== 'string' || typeof rule !== 'string' || typeof line !== 'number') return
  const reason = await window.showInputBox({
    title: `Ignore "${rule}" Here`,
    prompt: 'Why is it right here? The reason is written beside the suppression.',
    validateInput: (text) => (text.trim() === '' ? 'Without a reason nothing is suppressed.' : undefined),
  })
  if (reason === undefined) return
  const expires = await chooseExpiry()
  if (expires === undefined) return
  const plan = await language.request<IgnorePlan>(PLAN_IGNORE, { uri, rule, line })
  if (!plan.ok) return void tell.error(plan.reason)
  const edit = await editFor(plan, Uri.parse(uri, true), language, oneLine(reason), expires)
  if (!edit) return void tell.error('The file ".scopelight.yaml" cannot be read as settings. Correct it first.')
  if (!(await workspace.applyEdit(edit))) return void tell.error('The editor refused the change. The finding stays.')
}

interface Expiry {
  readonly label: string
  readonly days: number
}

const EXPIRIES: readonly Expiry[] = [
  { label: 'For 30 days', days: 30 },
  { label: 'For 90 days', days: 90 },
  { label: 'For a year', days: 365 },
  { label: 'Until somebody removes it', days: 0 },
]

/** A day as yyyy-mm-dd, an empty text for none, undefined when nothing was chosen. */
async function chooseExpiry(): Promise<string | undefined> {
  const chosen = await window.showQuickPick([...EXPIRIES], { title: 'How Long Does It Hold?' })
  if (!chosen) return undefined
  return chosen.days === 0 ? '' : new Date(Date.now() + chosen.days * 86_400_000).toISOString().slice(0, 10)
}

async function editFor(
  plan: Plan,
  document: Uri,
  language: LanguageServer,
  reason: string,
  expires: string,
): Promise<WorkspaceEdit | undefined> {
  const edit = new WorkspaceEdit()
  if (plan.where === 'comment') {
    const lineEnd = await lineEndOf(document)
    const until = expires === '' ? '' : ` (expires ${expires})`
    edit.insert(document, new Position(plan.line, 0), `${plan.before}scopelight-ignore ${plan.rule}: ${reason}${until}${lineEnd}`)
    return edit
  }
  const target = Uri.parse(plan.settings, true)
  const settings = await openIfThere(target)
  const { rule, file, server } = plan
  const waiver = { rule, file, server, reason, ...(expires !== '' && { expires }) }
  const answer = await language.request<{ readonly text: string } | null>(ADD_WAIVER, {
    text: settings?.getText() ?? '',
    ...waiver,
  })
  if (!answer) return undefined
  if (!settings) edit.createFile(target, { contents: new TextEncoder().encode(answer.text) })
  else
    edit.replace(
      target,
      settings.validateRange(settings.lineAt(0).range.union(settings.lineAt(settings.lineCount - 1).range)),
      answer.text,
    )
  return edit
}

async function lineEndOf(uri: Uri): Promise<string> {
  const document = await workspace.openTextDocument(uri)
  return document.eol === 2 ? '\r\n' : '\n'
}

async function openIfThere(uri: Uri): Promise<TextDocument | undefined> {
  try {
    await workspace.fs.stat(uri)
  } catch {
    // Not there: it is created.
    return undefined
  }
  return workspace.openTextDocument(uri)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
