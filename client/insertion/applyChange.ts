import { commands, type TextDocument, Uri, WorkspaceEdit, window, workspace } from 'vscode'
import type { EditPlan } from '../../server/protocol/languageRequests.ts'
import { toRange } from './changePreview.ts'
import { nameOf } from './names.ts'

type Plan = Extract<EditPlan, { ok: true }>

/** Why a planned change cannot be made to this document now, as a sentence; undefined when it can. */
export async function obstacle(document: TextDocument, plan: Plan): Promise<string | undefined> {
  const name = nameOf(document)
  if (document.isClosed) return `${name} was closed meanwhile. Nothing was changed.`
  if (!stands(document, plan)) return editedMeanwhile(document)
  if (!document.isDirty && !(await isSavedAsItIs(document))) {
    return `${name} mixes line ends or is not UTF-8, and saving it would change more than the server. Nothing was changed: save the file once with one kind of line ends.`
  }
  return undefined
}

/**
 * Edits the open document and saves it. Formatters and other helpers of saving are left out: they would change what the
 * person did not confirm, and taking the recording back would no longer give the same bytes. Rejects with a sentence.
 */
export async function applyChange(document: TextDocument, plan: Plan): Promise<void> {
  // Looked at again in the same turn as the edit: what was awaited since the question may have taken time.
  if (!stands(document, plan)) throw new Error(editedMeanwhile(document))
  const edit = new WorkspaceEdit()
  edit.replace(document.uri, toRange(plan), plan.after)
  if (!(await workspace.applyEdit(edit))) throw new Error(`${nameOf(document)} could not be edited. Nothing was changed.`)
  await window.showTextDocument(document, { preview: false })
  await commands.executeCommand('workbench.action.files.saveWithoutFormatting')
  // The command saves the active editor, which another extension may have changed in between.
  if (document.isDirty && !(await document.save())) {
    throw new Error(`${nameOf(document)} is changed but could not be saved. Save it, or undo the change with Undo.`)
  }
}

function stands(document: TextDocument, plan: Plan): boolean {
  return document.version === plan.version && document.getText(toRange(plan)) === plan.before
}

function editedMeanwhile(document: TextDocument): string {
  return `${nameOf(document)} was edited while the question was open. Nothing was changed: choose the command again.`
}

/** The editor keeps one kind of line end per document and would rewrite a file that has two. */
async function isSavedAsItIs(document: TextDocument): Promise<boolean> {
  try {
    const bytes = await workspace.fs.readFile(Uri.file(document.uri.fsPath))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes) === document.getText()
  } catch {
    // Not readable, or not UTF-8: then nobody can promise the same bytes afterwards.
    return false
  }
}
