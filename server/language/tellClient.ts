import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver/node'
import { plainMessage } from '../protocol/plainMessage.ts'

/** Shows one sentence. The library's own way is a question with no choices, and clients that cannot answer it fail. */
export function warn(connection: Connection, sentence: string): void {
  const message = plainMessage(sentence)
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
}

/** Sentences that are shown one by one; the rest is counted. */
const MOST_SENTENCES = 5

/** What to show of many sentences about one thing: whoever wrote them all should not fill the screen of who reads them. */
export function firstOf(sentences: readonly string[], about: string): readonly string[] {
  const rest = sentences.length - MOST_SENTENCES
  if (rest <= 1) return sentences
  return [...sentences.slice(0, MOST_SENTENCES), `${about} has ${rest} more problems. "scopelight lint" lists those of files.`]
}

/** For questions whose answer changes nothing: a client that refuses is noted in the log, and the server goes on. */
export function askInPassing(connection: Connection, what: string, answer: Promise<unknown>): void {
  answer.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'no reason given'
    connection.console.warn(`The editor refused to ${what}: ${reason}`)
  })
}
