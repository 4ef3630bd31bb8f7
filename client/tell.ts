import { window } from 'vscode'
import { plainMessage } from '../server/protocol/plainMessage.ts'

/** Notifications. Each returns the button that was chosen; none makes a link of what a name in its text contains. */
export const tell = {
  information: (text: string, ...buttons: readonly string[]) => window.showInformationMessage(plainMessage(text), ...buttons),
  warning: (text: string, ...buttons: readonly string[]) => window.showWarningMessage(plainMessage(text), ...buttons),
  error: (text: string, ...buttons: readonly string[]) => window.showErrorMessage(plainMessage(text), ...buttons),
}
