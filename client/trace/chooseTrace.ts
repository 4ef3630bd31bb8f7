import path from 'node:path'
import { Uri, window } from 'vscode'
import { TRACE_EXTENSION } from '../../server/protocol/frame.ts'
import { placeOf, traceFolder } from './places.ts'
import type { TraceView } from './traceView.ts'

/** *Open Trace…*: a recorded file of any day, shown in the place of the live traces. */
export async function chooseTrace(view: TraceView): Promise<void> {
  const [chosen] =
    (await window.showOpenDialog({
      title: 'Open Trace',
      openLabel: 'Open Trace',
      defaultUri: Uri.file(traceFolder()),
      filters: { 'MCP trace': [TRACE_EXTENSION.slice(1)] },
    })) ?? []
  if (chosen) await view.show(placeOf(chosen.fsPath), path.basename(chosen.fsPath))
}
