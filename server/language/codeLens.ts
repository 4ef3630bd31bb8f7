import type { CodeLens, Command } from 'vscode-languageserver/node'
import { isRecorded } from '../insertion/proxyWords.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import type { Analysis } from './analysis.ts'
import { toRange } from './positions.ts'

/** A lens above each entry that can be recorded or is. The commands behind it belong to our own client. */
export function toCodeLenses(analysis: Analysis): CodeLens[] {
  return analysis.config.servers.flatMap((entry) => {
    const range = toRange(analysis.document, entry.nameAt.span)
    return commandsOf(entry, analysis.document.uri).map((command) => ({ range, command }))
  })
}

function commandsOf(entry: ServerEntry, uri: string): readonly Command[] {
  const args = [uri, entry.name]
  // A lens without a command is drawn as plain words.
  if (isRecorded(entry)) {
    return [
      { title: 'Recorded', command: '' },
      { title: 'Stop recording…', command: 'scopelight.stopRecording', arguments: args },
    ]
  }
  if (entry.launch.transport !== 'stdio' || entry.command === undefined) return []
  return [{ title: 'Record calls…', command: 'scopelight.recordServers', arguments: args }]
}
