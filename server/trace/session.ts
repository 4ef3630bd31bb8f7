import type { CredentialRef, EventRecord, OpenRecord, WorkloadRef } from '../protocol/frame.ts'
import { isCount, isObject, listOfTexts, shortText } from './recordShape.ts'

const MOST_CREDENTIALS = 32
const MOST_SCOPES = 200

/** What the first line of a trail says, with every member read once: types are what they claim from here on. */
export interface SessionFacts {
  /** The random name of the session. */
  readonly key: string
  readonly server: string
  readonly transport: string
  readonly pid: number | undefined
  /** Runs in mode "observe" or "gate". */
  readonly mode: string
  readonly workload: WorkloadRef
  readonly credentials: readonly CredentialRef[]
  /** The same credentials, the same key. */
  readonly credentialsKey: string
  readonly startedMs: number
  readonly host: string | undefined
  readonly file: string | undefined
}

export function sessionFacts(open: OpenRecord): SessionFacts {
  const credentials = Array.isArray(open.credentials) ? open.credentials.slice(0, MOST_CREDENTIALS).flatMap(credentialOf) : []
  return {
    key: shortText(open.session, 64) ?? '',
    server: shortText(open.server.name, 128) || 'server without a name',
    transport: shortText(open.transport, 16) ?? '',
    pid: isObject(open.process) && isCount(open.process.pid) ? open.process.pid : undefined,
    mode: shortText(open.mode, 16) ?? '',
    workload: workloadOf(open.workload),
    credentials,
    credentialsKey: JSON.stringify(credentials),
    startedMs: open.t / 1000,
    host: isObject(open.entry) ? shortText(open.entry.host, 64) : undefined,
    file: isObject(open.entry) ? shortText(open.entry.file, 512) : undefined,
  }
}

/** A trail whose first line is missing or torn: its calls are shown all the same. */
export function unknownSession(key: string, t: number): SessionFacts {
  return {
    key,
    server: 'unknown server',
    transport: '',
    pid: undefined,
    mode: '',
    workload: { by: 'none', verified: false },
    credentials: [],
    credentialsKey: '[]',
    startedMs: t / 1000,
    host: undefined,
    file: undefined,
  }
}

/** One proxy process, as far as its trail has been read. */
export interface Session {
  readonly facts: SessionFacts
  readonly manifests: string[]
  /** Sentences of the proxy about itself. */
  readonly errors: string[]
  /** The client's own words about itself: a label, never an identity. */
  client: string | undefined
  /** The trail has a `close`. */
  closed: boolean
  /** Told by the host: the process is there, is gone, or nobody looked. */
  alive: boolean | undefined
  /** Messages that are no JSON-RPC, and lines on stderr. */
  invalid: number
  printed: number
  /** Records the proxy could not write, and why. */
  dropped: number
  dropReason: string | undefined
  /** Records missing in the numbering. */
  lost: number
  lastN: number
}

export function newSession(facts: SessionFacts): Session {
  return {
    facts,
    manifests: [],
    errors: [],
    client: undefined,
    closed: false,
    alive: undefined,
    invalid: 0,
    printed: 0,
    dropped: 0,
    dropReason: undefined,
    lost: 0,
    lastN: 0,
  }
}

const MOST_NOTICES = 20

/** What an event of the trail changes about its session. */
export function readEvent(session: Session, event: EventRecord): void {
  if (event.what === 'manifest') keep(session.manifests, shortText(event.path) ?? 'a permission manifest')
  if (event.what === 'error') keep(session.errors, shortText(event.message))
  if (event.what === 'drop') {
    session.dropped += isCount(event.frames) ? event.frames : 0
    session.dropReason = shortText(event.why, 32)
  }
}

function keep(list: string[], text: string | undefined): void {
  if (text !== undefined && list.length < MOST_NOTICES && !list.includes(text)) list.push(text)
}

const KNOWN_BY = ['launch', 'token', 'jwt', 'spiffe'] as const
const SOURCES = ['config', 'jwt', 'token-response', 'provider-header', 'introspection', 'challenge'] as const
const PLACES = ['env', 'header', 'argument', 'oauth'] as const

function workloadOf(value: unknown): WorkloadRef {
  if (!isObject(value)) return { by: 'none', verified: false }
  const id = shortText(value.id, 128)
  const owner = shortText(value.owner, 128)
  return {
    ...(id === undefined ? {} : { id }),
    ...(owner === undefined ? {} : { owner }),
    by: KNOWN_BY.find((by) => by === value.by) ?? 'none',
    verified: value.verified === true,
  }
}

function credentialOf(value: unknown): readonly CredentialRef[] {
  if (!isObject(value)) return []
  const scopes = isObject(value.scopes) ? value.scopes : {}
  const declared = listOfTexts(scopes.declared, MOST_SCOPES)
  const observed = listOfTexts(scopes.observed, MOST_SCOPES)
  const kind = shortText(value.kind, 64)
  const iss = shortText(value.iss, 256)
  return [
    {
      where: PLACES.find((where) => where === value.where) ?? 'env',
      name: shortText(value.name, 128) ?? '',
      ...(kind === undefined ? {} : { kind }),
      fingerprint: shortText(value.fingerprint, 16) ?? '',
      scopes: { ...(declared && { declared }), ...(observed && { observed }) },
      source: SOURCES.find((source) => source === value.source) ?? 'unknown',
      verified: value.verified === true,
      ...(iss === undefined ? {} : { iss }),
      ...(isCount(value.issued) ? { issued: value.issued } : {}),
      ...(isCount(value.expires) ? { expires: value.expires } : {}),
    },
  ]
}
