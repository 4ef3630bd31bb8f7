/**
 * Record format v1 of a trace file: append-only JSON lines, redacted before they reach the disk. Types only, so that
 * neither the proxy nor the page carries a schema library. A reader ignores unknown members and kinds.
 */
export const TRACE_VERSION = 1
export const TRACE_EXTENSION = '.mcptrace'

interface RecordBase {
  readonly v: typeof TRACE_VERSION
  /** 1, 2, 3 … without a gap through all segments of a session. */
  readonly n: number
  /** µs since 1970 UTC: wall clock at `open` plus monotonic time since. */
  readonly t: number
}

export interface OpenRecord extends RecordBase {
  readonly k: 'open'
  /** 26 characters, 128 random bits, base32. */
  readonly session: string
  readonly segment: number
  /** In later segments: `n` of the last line of the previous one. */
  readonly from?: number
  readonly transport: 'stdio' | 'http' | 'sse'
  readonly mode: 'observe' | 'gate'
  readonly server: {
    readonly name: string
    /** Redacted. */
    readonly argv?: readonly string[]
    readonly cwd?: string
    /** Names only. */
    readonly env?: readonly string[]
    readonly url?: string
  }
  readonly entry?: {
    readonly host: string
    readonly file: string
    readonly path: readonly (string | number)[]
    readonly id: string
  }
  readonly process: {
    readonly pid: number
    readonly proxy: string
    readonly runtime: string
    readonly platform: string
    readonly parent: { readonly pid: number; readonly exe?: string; readonly started?: number }
  }
  readonly workload: WorkloadRef
  readonly manifests?: readonly { readonly path: string; readonly digest: string; readonly mode: 'enforce' | 'observe' }[]
  readonly credentials: readonly CredentialRef[]
  readonly redaction: { readonly rules: string; readonly level: 'standard' | 'strict' }
  readonly limits: { readonly frame: number; readonly judge: number }
  readonly chain: boolean
}

export interface WorkloadRef {
  readonly id?: string
  /** How we know; `none`: nothing was said. */
  readonly by: 'launch' | 'token' | 'jwt' | 'spiffe' | 'none'
  readonly verified: boolean
  readonly owner?: string
}

/** Never holds the value. `fingerprint`: 8 hex digits of an HMAC with the key of this installation. */
export interface CredentialRef {
  readonly id?: string
  readonly where: 'env' | 'header' | 'argument' | 'oauth'
  readonly name: string
  readonly kind?: string
  readonly fingerprint: string
  readonly scopes: {
    readonly declared?: readonly string[]
    readonly observed?: readonly string[]
    readonly needed?: readonly string[]
    readonly neededFrom?: 'challenge' | 'manifest' | 'lock' | 'knowledge'
  }
  readonly source: 'config' | 'jwt' | 'token-response' | 'provider-header' | 'introspection' | 'challenge' | 'unknown'
  readonly verified: boolean
  readonly aud?: string | readonly string[]
  readonly iss?: string
  /** Seconds since 1970. */
  readonly issued?: number
  readonly expires?: number
  readonly zone?: string
}

export type FrameType = 'request' | 'response' | 'notification' | 'batch' | 'invalid' | 'stderr' | 'http'

export interface FrameRecord extends RecordBase {
  readonly k: 'frame'
  readonly dir: 'c2s' | 's2c'
  readonly conn: number
  readonly type: FrameType
  readonly id?: string | number
  readonly method?: string
  /** On the wire, without the line end. */
  readonly bytes: number
  readonly eol?: 'crlf' | 'none'
  readonly msg?: unknown
  readonly text?: string
  /** JSON Pointer and rule of each replaced span: the only proof of redaction. */
  readonly redacted?: readonly (readonly [pointer: string, rule: string])[]
  readonly dup?: readonly string[]
  readonly cut?: { readonly kept: number; readonly why: 'limit' | 'disk' | 'load' }
  readonly origin?: 'proxy' | 'replay' | 'mock' | 'fault' | 'edit'
  readonly of?: number
}

export interface EventRecord extends RecordBase {
  readonly k: 'event'
  readonly what:
    | 'spawn'
    | 'exit'
    | 'signal'
    | 'manifest'
    | 'drop'
    | 'clock'
    | 'rewrite'
    | 'break'
    | 'control'
    | 'fault'
    | 'token'
    | 'error'
  readonly [member: string]: unknown
}

export interface CloseRecord extends RecordBase {
  readonly k: 'close'
  readonly code?: number
  readonly signal?: string
  /** Lines of standard input and output, recorded or not; stderr does not count. */
  readonly frames: { readonly c2s: number; readonly s2c: number }
  /** Everything that passed, line ends included. */
  readonly bytes: { readonly c2s: number; readonly s2c: number }
  readonly dropped: number
  readonly denied: number
}
