import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver/node'

/** Shows one sentence. The library's own way is a question with no choices, and clients that cannot answer it fail. */
export function warn(connection: Connection, sentence: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message: sentence })
}

/** For questions whose answer changes nothing: a client that refuses is noted in the log, and the server goes on. */
export function askInPassing(connection: Connection, what: string, answer: Promise<unknown>): void {
  answer.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'no reason given'
    connection.console.warn(`The editor refused to ${what}: ${reason}`)
  })
}
