import type { TraceStatus } from '../protocol/viewMessages.ts'
import type { Session } from './session.ts'
import type { TraceStore } from './traceStore.ts'

/** What only the editor knows. */
export interface HostFacts {
  readonly trusted: boolean
  /** Servers with the proxy in front of them in open configurations. */
  readonly recorded: number
  /** Why a trace could not be read, as a sentence: "github-8f2c.mcptrace can't be opened: permission denied." */
  readonly problems: readonly string[]
  /** What else a person should know about what is shown, one sentence each. */
  readonly notes?: readonly string[]
}

export interface PauseFacts {
  readonly paused: boolean
  readonly pausedCount: number
  readonly pausedAt: number | undefined
}

type Notice = TraceStatus['notices'][number]
const SEVERITIES: readonly Notice['severity'][] = ['error', 'warning', 'info']

/** Everything the page says above the rows. Sentences are whole here: the page only shows them. */
export function traceStatus(store: TraceStore, host: HostFacts, pause: PauseFacts): TraceStatus {
  const sessions = [...store.sessions.values()]
  const notices: Notice[] = [
    ...host.problems.map((text): Notice => ({ severity: 'error', text })),
    ...(store.newer > 0
      ? [
          {
            severity: 'warning',
            text: `A trace was written by a newer Scopelight (format ${store.newer}). Update the extension to read it.`,
          } as const,
        ]
      : []),
    ...sessions.flatMap(sessionNotices),
    ...(host.notes ?? []).map((text): Notice => ({ severity: 'info', text })),
  ]
  return {
    proxies: sessions
      .filter((session) => session.alive === true)
      .map((session) => ({
        server: session.facts.server,
        alive: true,
        manifest: session.manifests.length > 0 ? 'not enforced' : 'none',
      })),
    notices: unique(notices).sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity)),
    paused: pause.paused,
    pausedCount: pause.pausedCount,
    ...(pause.pausedAt === undefined ? {} : { pausedAt: pause.pausedAt }),
    onDisk: store.rows.firstId,
    damaged: store.damaged,
    dropped: sessions.reduce((sum, session) => sum + session.dropped, 0),
    recorded: host.recorded,
    trusted: host.trusted,
  }
}

function sessionNotices(session: Session): readonly Notice[] {
  const { server } = session.facts
  const notices: Notice[] = session.manifests.map((path) => ({
    severity: 'warning',
    text: `This version does not enforce "${path}". Calls of "${server}" are recorded and not judged.`,
  }))
  const why =
    session.dropReason === 'disk'
      ? ' (the disk is full or cannot be written)'
      : session.dropReason === 'load'
        ? ' (too many at once)'
        : ''
  if (session.dropped > 0) {
    notices.push({
      severity: 'warning',
      text: `The proxy of "${server}" could not record ${plural(session.dropped, 'message')}${why}. The calls were forwarded.`,
    })
  }
  if (session.lost > 0) {
    notices.push({
      severity: 'warning',
      text: `${plural(session.lost, 'record')} of "${server}" ${session.lost === 1 ? 'is' : 'are'} missing in the trace.`,
    })
  }
  if (session.alive === false && !session.closed) {
    notices.push({
      severity: 'warning',
      text: `The proxy of "${server}" ended abruptly. Calls without an answer show as interrupted.`,
    })
  }
  if (session.invalid > 0) {
    notices.push({
      severity: 'info',
      text: `${plural(session.invalid, 'line')} between "${server}" and its client ${session.invalid === 1 ? 'is' : 'are'} no JSON-RPC.`,
    })
  }
  for (const message of session.errors) notices.push({ severity: 'warning', text: `The proxy of "${server}" says: ${message}` })
  return notices
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

function unique(notices: readonly Notice[]): Notice[] {
  return [...new Map(notices.map((notice) => [notice.text, notice])).values()]
}
