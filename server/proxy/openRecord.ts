import { createHash } from 'node:crypto'
import { version } from '../../package.json'
import type { OpenRecord } from '../protocol/frame.ts'
import { CREDENTIAL_KINDS } from './credentialKinds.ts'
import { credentialRef, type FoundCredential } from './credentials.ts'
import type { ProxyOptions } from './options.ts'
import { parentProcess } from './parentProcess.ts'
import { MAX_FRAME_BYTES } from './recorder.ts'
import type { EntryFacts } from './undoRecord.ts'

/** Judging is the gate's; the bound is recorded so that a reader knows both. */
const MAX_JUDGED_BYTES = 64 * 1024 * 1024
/** Rises when the rules of redaction change in code. */
const REDACTION_RULES = 2

export interface OpenFacts {
  readonly session: string
  readonly server: string
  /** Redacted. */
  readonly argv: readonly string[]
  readonly cwd: string
  readonly entry: EntryFacts | undefined
  readonly workload: ProxyOptions['workload']
  readonly credentials: readonly FoundCredential[]
  readonly fingerprint: (secret: string) => string
  /** Running text without its secrets. */
  readonly clean: (text: string) => string
}

/** Members of the `open` record of format v1 that are equal in all segments. */
export function openMembers(facts: OpenFacts): Omit<OpenRecord, 'v' | 'k' | 'n' | 't' | 'segment' | 'from'> {
  const { session, server, argv, cwd, entry, workload, credentials, fingerprint, clean } = facts
  const cleanStep = (step: string | number) => (typeof step === 'string' ? clean(step) : step)
  // Without a record of the entry we cannot tell its variables from inherited ones: those that hold a credential count.
  const variables = entry?.env ?? credentials.filter(({ where }) => where === 'env').map(({ name }) => name)
  return {
    session,
    transport: 'stdio',
    mode: 'observe',
    server: { name: clean(server), argv, cwd: clean(cwd), env: variables.map(clean) },
    ...(entry && { entry: { host: clean(entry.host), file: clean(entry.file), path: entry.path.map(cleanStep), id: entry.id } }),
    process: {
      pid: process.pid,
      proxy: version,
      runtime: `node ${process.versions.node}`,
      platform: process.platform,
      parent: parentProcess(process.ppid),
    },
    workload: workload === undefined ? { by: 'none', verified: false } : { id: clean(workload), by: 'launch', verified: true },
    credentials: credentials.map((credential) => credentialRef(credential, fingerprint, clean)),
    redaction: { rules: rulesDigest(), level: 'standard' },
    limits: { frame: MAX_FRAME_BYTES, judge: MAX_JUDGED_BYTES },
    chain: false,
  }
}

/** Tells traces apart that were redacted by other rules. */
function rulesDigest(): string {
  const rules = JSON.stringify([REDACTION_RULES, CREDENTIAL_KINDS])
  return `sha256-${createHash('sha256').update(rules).digest('base64url')}`
}
