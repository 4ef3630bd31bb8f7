import type { LogOutputChannel } from 'vscode'
import { type TraceFile, TraceStore } from '../../server/trace/traceStore.ts'
import { followTraces, type Place } from './followTraces.ts'

export interface TraceSource {
  readonly store: TraceStore
  /** Why a file cannot be read, one sentence each. */
  readonly problems: readonly string[]
  /** Older files that stay on the disk, since the view would not hold them. */
  readonly leftOut: number
  setActive(active: boolean): void
  dispose(): void
}

export interface SourceEvents {
  /** The store took bytes, or the state of a proxy changed. */
  changed(): void
  /** What was read is void: a file was cut or replaced. The source is to be made anew. */
  voided(): void
}

const ALIVE_MS = 1000

/** The calls in the files of a place: read while active, and kept. */
export function openTraceSource(place: Place, maxRows: number, events: SourceEvents, log: LogOutputChannel): TraceSource {
  const store = new TraceStore({ maxRows })
  const files = new Map<string, TraceFile>()
  const problems = new Map<string, string>()

  function fileOf(name: string): TraceFile {
    const file = files.get(name) ?? store.openFile(name)
    files.set(name, file)
    return file
  }

  const follower = followTraces(place, {
    grew(name, bytes) {
      problems.delete(name)
      fileOf(name).push(bytes)
      events.changed()
    },
    restarted(name) {
      log.info(`"${name}" was cut or replaced. The view starts again.`)
      events.voided()
    },
    failed(name, error) {
      const why = error instanceof Error ? error.message : String(error)
      log.error(`"${name}" cannot be read: ${why}`)
      problems.set(name, `"${name}" can't be read: ${why}.`)
      events.changed()
    },
    caughtUp: lookAtProxies,
  })

  let looked = 0
  function lookAtProxies(): void {
    if (Date.now() - looked < ALIVE_MS) return
    looked = Date.now()
    for (const [key, { facts, closed }] of store.sessions) {
      if (!closed && facts.pid !== undefined) store.setAlive(key, isRunning(facts.pid))
    }
    events.changed()
  }

  return {
    store,
    get problems() {
      return [...problems.values()]
    },
    get leftOut() {
      return follower.leftOut
    },
    setActive: (active) => follower.setActive(active),
    dispose: () => follower.dispose(),
  }
}

/** A process with this number runs on this machine. One of another user counts: it cannot be signalled, but it is there. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
