import { commands, env } from 'vscode'
import type { PageCommand, ToHost, ToPage } from '../../server/protocol/viewMessages.ts'
import { answerDetail } from '../../server/trace/detail.ts'
import type { TraceStore } from '../../server/trace/traceStore.ts'
import { readPlace } from './readGrowth.ts'

/** Editor commands the page may ask for. None of them starts or changes anything without a question of its own. */
const COMMANDS: Readonly<Partial<Record<PageCommand, string>>> = {
  record: 'scopelight.recordServers',
  openTrace: 'scopelight.openTrace',
  showLog: 'scopelight.showLog',
  manageTrust: 'workbench.trust.manage',
}

/** Does what a validated message of the page asks for beyond the feed. */
export async function answerPage(store: TraceStore, message: ToHost, post: (answer: ToPage) => void): Promise<void> {
  if (message.type === 'detail') post(await answerDetail(store, message.request, message.id, readPlace))
  if (message.type !== 'command') return
  const command = COMMANDS[message.command]
  if (command !== undefined) await commands.executeCommand(command)
  else if (message.command === 'copyCall') await copyCalls(store, message.ids)
}

/** As recorded, so redacted: there is nothing else to copy. */
async function copyCalls(store: TraceStore, ids: readonly number[]): Promise<void> {
  const calls: unknown[] = []
  for (const id of ids) {
    const answer = await answerDetail(store, 0, id, readPlace)
    if (answer.type === 'detail') calls.push(answer.body)
  }
  await env.clipboard.writeText(JSON.stringify(calls.length === 1 ? calls[0] : calls, null, 2))
}
