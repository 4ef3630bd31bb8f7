import { commands, env, type TextDocument, workspace } from 'vscode'
import {
  type EditPlan,
  PLAN_RECORDING,
  PLAN_UNRECORDING,
  type PlanRecordingParams,
  type PlanUnrecordingParams,
} from '../../server/protocol/languageRequests.ts'
import type { LanguageServer } from '../languageClient.ts'
import { tell } from '../tell.ts'
import { applyChange, obstacle } from './applyChange.ts'
import type { ChangePreview } from './changePreview.ts'
import { type Chosen, chooseServer, type LensArguments } from './chooseServer.ts'
import { installLauncher, launcherPath } from './launcher.ts'
import { nameOf } from './names.ts'
import { newEntryId, readUndoRecord, removeUndoRecord, writeUndoRecord } from './undoRecords.ts'
import { isUnderVersionControl } from './versionControl.ts'

export interface Recording {
  readonly language: LanguageServer
  readonly preview: ChangePreview
  readonly extensionFolder: string
}

const SHOW = 'Show MCP Trace'

/** *Record calls…*: puts the proxy in front of a server of a configuration, after the person saw and chose the change. */
export async function recordServers(recording: Recording, lens: LensArguments): Promise<void> {
  if (!(await isAllowed())) return
  const chosen = await chooseServer(recording.language, lens, ({ transport, recorded }) => transport === 'stdio' && !recorded, {
    pick: 'Record the calls of a server',
    none: 'has no server that could be recorded: only servers that start with a command can, and each only once.',
  })
  if (!isChosen(chosen)) return
  const { document, server } = chosen
  const entry = newEntryId()
  const parameters: PlanRecordingParams = { uri: document.uri.toString(), server: server.name, launcher: launcherPath(), entry }
  const plan = await recording.language.request<EditPlan>(PLAN_RECORDING, parameters)
  if (!plan.ok) return void tell.warning(plan.reason)

  const isShared = await isUnderVersionControl(document.uri.fsPath)
  const confirmed = await recording.preview.confirm({
    document,
    plan,
    title: `Record calls of "${server.name}"`,
    action: 'Record',
    remarks: [
      writesSentence(document),
      ...(isShared ? [SHARED] : []),
      ...noteOf(plan),
      '"Stop recording…" takes it back, byte for byte.',
    ],
    severity: isShared ? 'warning' : 'information',
  })
  if (!confirmed) return
  const reason = await obstacle(document, plan)
  if (reason) return void tell.warning(reason)

  await installLauncher(recording.extensionFolder, recording.language)
  if (plan.undo) await writeUndoRecord(plan.undo)
  try {
    await applyChange(document, plan)
  } catch (error) {
    // Kept where the change stands unsaved: then it is still the way back.
    if (!document.isDirty) await removeUndoRecord(entry)
    throw error
  }
  const answer = await tell.information(
    `Calls of "${server.name}" are recorded from its next start. Restart it in your agent.`,
    SHOW,
  )
  if (answer === SHOW) await commands.executeCommand('scopelight.trace.focus')
}

/** *Stop recording…*: restores the entry as it was; the text outside it stays as it is now. */
export async function stopRecording(recording: Recording, lens: LensArguments): Promise<void> {
  if (!(await isAllowed())) return
  const chosen = await chooseServer(recording.language, lens, ({ recorded }) => recorded, {
    pick: 'Stop recording a server',
    none: 'has no recorded server.',
  })
  if (!isChosen(chosen)) return
  const { document, server } = chosen
  const undo = server.entry === undefined ? undefined : await readUndoRecord(server.entry)
  const parameters: PlanUnrecordingParams = { uri: document.uri.toString(), server: server.name, ...(undo && { undo }) }
  const plan = await recording.language.request<EditPlan>(PLAN_UNRECORDING, parameters)
  if (!plan.ok) return void tell.warning(plan.reason)

  const confirmed = await recording.preview.confirm({
    document,
    plan,
    title: `Stop recording "${server.name}"`,
    action: 'Stop Recording',
    remarks: [writesSentence(document), ...noteOf(plan), 'Traces recorded so far are kept.'],
    severity: 'information',
  })
  if (!confirmed) return
  const reason = await obstacle(document, plan)
  if (reason) return void tell.warning(reason)

  await applyChange(document, plan)
  if (server.entry !== undefined) await removeUndoRecord(server.entry)
  void tell.information(`"${server.name}" starts without the proxy again. Restart it in your agent.`)
}

/** A server entry starts a program: changing one waits until the person trusts the workspace. */
async function isAllowed(): Promise<boolean> {
  if (workspace.isTrusted) return true
  const manage = 'Manage Workspace Trust'
  const answer = await tell.warning(
    'This workspace is in Restricted Mode: servers are not recorded or changed. Configurations are checked as before.',
    manage,
  )
  if (answer === manage) await commands.executeCommand('workbench.trust.manage')
  return false
}

function isChosen(chosen: Chosen | string | undefined): chosen is Chosen {
  if (typeof chosen === 'string') void tell.warning(chosen)
  else if (chosen && !isOnThisMachine(chosen)) {
    void tell.warning(`${nameOf(chosen.document)} does not lie on the machine Scopelight runs on. Record it from there.`)
    return false
  }
  return typeof chosen === 'object'
}

/** The user's own `mcp.json` opens with a scheme of the editor, and lies on the machine of its window. */
function isOnThisMachine({ document }: Chosen): boolean {
  return document.uri.scheme === 'file' || (document.uri.scheme === 'vscode-userdata' && env.remoteName === undefined)
}

const SHARED = 'This file is under version control. Do not commit the change: the path in it exists on this machine only.'

function writesSentence(document: TextDocument): string {
  return `${nameOf(document)} is changed as shown and saved${document.isDirty ? ', with your other unsaved changes' : ''}.`
}

function noteOf({ note }: { readonly note?: string }): readonly string[] {
  return note === undefined ? [] : [note]
}
