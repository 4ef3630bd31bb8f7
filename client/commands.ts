import { commands, Disposable, type LogOutputChannel } from 'vscode'
import { tell } from './tell.ts'

/** Command id → what it does. */
export type CommandTable = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>

/** Registers every command. An error is caught here, once: logged, and shown as one sentence. */
export function registerCommands(table: CommandTable, log: LogOutputChannel): Disposable {
  const registered = Object.entries(table).map(([id, run]) =>
    commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        return await run(...args)
      } catch (error) {
        log.error(id, error instanceof Error ? error : String(error))
        void tell.error(error instanceof Error ? error.message : String(error))
        return undefined
      }
    }),
  )
  return Disposable.from(...registered)
}
