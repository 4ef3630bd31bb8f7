import { type Connection, TextDocuments } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { readAbilities } from './abilities.ts'
import { capabilitiesFor } from './capabilities.ts'
import { offerFeatures } from './features.ts'
import { guard } from './guard.ts'
import { startSession } from './session.ts'
import { warmUp } from './warmUp.ts'

/** Wires one client to one session: from `initialize` on, every feature answers from the analyses of that session. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument)
  connection.onInitialize((params) => {
    const abilities = readAbilities(params)
    const session = startSession(connection, documents, params, abilities)
    offerFeatures(connection, documents, session)
    connection.onInitialized(() => {
      session.begin()
      setImmediate(() => guard(connection.console, 'the warm-up', '', undefined, warmUp))
    })
    return { capabilities: capabilitiesFor(abilities), serverInfo: { name: 'scopelight' } }
  })
  documents.listen(connection)
  connection.listen()
}
