import type { ChildProcess } from 'node:child_process'
import { descendants, endTreeOnWindows, type KnownProcess, signalAll } from './processTree.ts'

/** After the server has ended on a signal, the processes below it get this long to end by themselves. */
const GRACE_MS = 1000

/** The server and the processes below it (`npx` starts `node`): told to end together, so that none is left behind. */
export class ServerTree {
  private below: readonly KnownProcess[] = []
  private isEnding = false

  constructor(private readonly server: ChildProcess) {}

  /** Passes a signal on to the server, which passes it on as it likes. False when it has ended already. */
  signal(name: NodeJS.Signals): boolean {
    const { pid } = this.server
    if (pid === undefined || this.server.exitCode !== null || this.server.signalCode !== null) return false
    this.isEnding = true
    this.below = descendants(pid)
    if (process.platform === 'win32') endTreeOnWindows(pid)
    return this.server.kill(name)
  }

  /**
   * The server has ended. Those who were below it when it was told to, end too; `released` when they are told by force.
   * False when there are none: it ended by itself, or was alone.
   */
  ended(released: () => void): boolean {
    if (!this.isEnding || this.below.length === 0) return false
    setTimeout(() => signalAll(this.below, 'SIGTERM'), GRACE_MS).unref()
    setTimeout(() => {
      signalAll(this.below, 'SIGKILL')
      released()
    }, 2 * GRACE_MS).unref()
    return true
  }

  /** Ends everything by force. */
  kill(): void {
    const { pid } = this.server
    if (pid !== undefined) this.below = [...descendants(pid), ...this.below]
    this.server.kill('SIGKILL')
    signalAll(this.below, 'SIGKILL')
  }
}
