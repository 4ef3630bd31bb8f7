import { type Disposable, workspace } from 'vscode'
import type { ViewSettings } from '../server/protocol/viewMessages.ts'

/** The only place that spells our settings' keys. The language server reads its own by `workspace/configuration`. */
export const SECTION = 'scopelight'

const TIME_FORMATS = ['clock', 'relative', 'iso'] as const satisfies readonly ViewSettings['timeFormat'][]
const ROWS = { least: 10_000, most: 1_000_000, usual: 200_000 } as const

/** Whether configurations are checked that are not open. Whatever is no `false` reads as the default. */
export function checksWorkspace(): boolean {
  return workspace.getConfiguration(SECTION).get<unknown>('workspaceDiagnostics') !== false
}

export function onChecksWorkspace(listener: () => void): Disposable {
  return workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${SECTION}.workspaceDiagnostics`)) listener()
  })
}

/** Settings of the trace view. A value somebody mistyped reads as its default: the settings editor marks it already. */
export function viewSettings(): ViewSettings {
  const trace = workspace.getConfiguration(`${SECTION}.trace`)
  const maxRows = trace.get<unknown>('maxRows')
  return {
    follow: trace.get<unknown>('follow') !== false,
    timeFormat: TIME_FORMATS.find((format) => format === trace.get<unknown>('timeFormat')) ?? 'clock',
    maxRows: typeof maxRows === 'number' && maxRows >= ROWS.least && maxRows <= ROWS.most ? Math.floor(maxRows) : ROWS.usual,
  }
}

export function onViewSettings(listener: (settings: ViewSettings) => void): Disposable {
  return workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${SECTION}.trace`)) listener(viewSettings())
  })
}
