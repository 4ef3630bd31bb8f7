import { commands, Position, Range, Uri, window } from 'vscode'

/**
 * Goes to a problem of a configuration and opens it there as *Go to Next Problem* does. The arguments are those of the lens
 * above a server: address, line and character.
 */
export async function showFinding([uri, line, character]: readonly unknown[]): Promise<void> {
  if (typeof uri !== 'string' || typeof line !== 'number' || typeof character !== 'number') return
  const at = new Position(Math.max(0, line), Math.max(0, character))
  await window.showTextDocument(Uri.parse(uri), { selection: new Range(at, at) })
  // One that is open already would go on to the next problem.
  await commands.executeCommand('closeMarkersNavigation')
  await commands.executeCommand('editor.action.marker.next')
}
