import type { PageCommand, SavedState, ToHost } from '../../server/protocol/viewMessages.ts'
import { validateState } from '../../server/trace/validateToHost.ts'

interface VsCodeApi {
  postMessage(message: unknown): void
  getState(): unknown
  setState(state: unknown): void
}

declare function acquireVsCodeApi(): VsCodeApi

/** May be called once only, and only here. */
const api = acquireVsCodeApi()

export function post(message: ToHost): void {
  api.postMessage(message)
}

export function postCommand(command: PageCommand, ids: readonly number[] = []): void {
  post({ v: 1, type: 'command', command, ids })
}

export function savedState(): SavedState | undefined {
  return validateState(api.getState())
}

export function saveState(state: SavedState): void {
  api.setState(state)
}
