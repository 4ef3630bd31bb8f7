/**
 * Messages between the extension host and the trace page, and the layout of a row. Rows travel as one ArrayBuffer per
 * batch, one typed array per column, sorted by element size so that every column is aligned. 42 bytes a row.
 */
export const ROW_LAYOUT = [
  ['start', Float64Array],
  ['duration', Float32Array],
  ['effect', Uint32Array],
  ['sizeIn', Uint32Array],
  ['sizeOut', Uint32Array],
  ['tool', Uint16Array],
  ['identity', Uint16Array],
  ['credential', Uint16Array],
  ['session', Uint16Array],
  ['rule', Uint16Array],
  ['needs', Uint16Array],
  ['kind', Uint8Array],
  ['access', Uint8Array],
  ['dataZone', Uint8Array],
  ['decision', Uint8Array],
  ['status', Uint8Array],
  ['flags', Uint8Array],
] as const

export const ROW_BYTES = 42
/** No entry in a 16-bit dictionary. */
export const NONE = 65535

export type ColumnName = (typeof ROW_LAYOUT)[number][0]
export type Columns = {
  readonly [Column in (typeof ROW_LAYOUT)[number] as Column[0]]: InstanceType<Column[1]>
}

export const KINDS = [
  'tools/call',
  'resources/read',
  'prompts/get',
  'completion',
  'sampling',
  'elicitation',
  'tasks',
  'other',
] as const
export const ACCESS = ['read', 'write', 'delete', 'execute', 'financial', 'admin', 'unclassified'] as const
export const DECISIONS = [
  'none',
  'allowed',
  'approved',
  'waiting',
  'denied',
  'denied by person',
  'expired',
  'would deny',
] as const
export const STATUSES = ['running', 'ok', 'tool error', 'protocol error', 'cancelled', 'timed out', 'interrupted'] as const
export const FLAGS = {
  crossesZone: 1,
  firstUse: 2,
  inferred: 4,
  missingScope: 8,
  excess: 16,
  redacted: 32,
  bodyTruncated: 64,
  severalRounds: 128,
} as const

/** Dictionaries: `zone server tool identity credential scope needs session rule effect`. An entry may be replaced. */
export interface DictionaryEntries {
  readonly zone: string
  readonly server: string
  readonly tool: { readonly server: number; readonly name: string; readonly method: string }
  readonly identity: { readonly name: string; readonly by: string; readonly zone: number }
  readonly credential: CredentialEntry
  readonly scope: string
  readonly needs: readonly { readonly scope: number; readonly inferred: boolean }[]
  readonly session: {
    readonly title: string
    readonly server: string
    readonly started: number
    readonly manifest: boolean
    readonly alive: boolean
  }
  readonly rule: string
  readonly effect: string
}
export type DictionaryName = keyof DictionaryEntries
export type Dict = readonly (readonly [dictionary: DictionaryName, index: number, entry: unknown])[]

/** What stands in a credential cell: kinds and scopes of all credentials the server got, never a value. */
export interface CredentialEntry {
  readonly name: string
  readonly kind: string | undefined
  readonly fingerprint: string
  /** Indexes into `scope`; undefined: what this token can do is not known. */
  readonly granted: readonly number[] | undefined
  /** Where the scopes come from, in words: "unverified" for claims of a token nobody checked. */
  readonly verified: boolean
  readonly source: string
  readonly expires: number | undefined
}

interface Ordered {
  readonly v: 1
  /** Rises by 1 for each data message to one page. */
  readonly seq: number
  readonly generation: number
  readonly count: number
  readonly dict: Dict
  readonly buffer: ArrayBuffer
}

export type ToPage =
  | (Ordered & { readonly type: 'snapshot'; readonly firstId: number; readonly epochMs: number })
  | (Ordered & { readonly type: 'append'; readonly firstId: number })
  | (Ordered & { readonly type: 'patch'; readonly ids: Uint32Array })
  | { readonly v: 1; readonly type: 'status'; readonly status: TraceStatus }
  | {
      readonly v: 1
      readonly type: 'detail'
      readonly request: number
      readonly id: number
      readonly body: CallDetail | { readonly error: string }
    }
  | { readonly v: 1; readonly type: 'settings'; readonly view: ViewSettings }
  | {
      readonly v: 1
      readonly type: 'command'
      readonly command: 'pause' | 'resume' | 'clear' | 'focusFilter' | 'toggleFollow' | 'toggleDetails'
    }

export interface TraceStatus {
  readonly proxies: readonly {
    readonly server: string
    readonly alive: boolean
    readonly manifest: 'none' | 'not enforced' | 'enforced'
  }[]
  /** Sentences for the banner, the worst first: "This version does not enforce mcp-permissions.yaml." */
  readonly notices: readonly { readonly severity: 'error' | 'warning' | 'info'; readonly text: string }[]
  readonly paused: boolean
  readonly pausedCount: number
  readonly onDisk: number
  readonly damaged: number
  readonly dropped: number
  readonly recorded: number
  readonly trusted: boolean
}

export interface CallDetail {
  readonly title: string
  readonly time: number
  readonly durationMs: number | undefined
  readonly workload: string
  readonly credentials: readonly CredentialDetail[]
  /** JSON source text as recorded, so that no digit is lost; cut at 256 KB. */
  readonly request: BodyDetail | undefined
  readonly response: BodyDetail | undefined
  /** The lines of the trace file. */
  readonly records: readonly { readonly n: number; readonly text: string }[]
}

export interface CredentialDetail {
  readonly name: string
  readonly where: string
  readonly kind: string | undefined
  readonly fingerprint: string
  readonly scopes: readonly string[] | undefined
  readonly verified: boolean
  readonly source: string
  readonly expires: number | undefined
  readonly issuer: string | undefined
}

export interface BodyDetail {
  readonly text: string
  readonly cut: boolean
  readonly redacted: readonly (readonly [pointer: string, rule: string])[]
}

export interface ViewSettings {
  readonly follow: boolean
  readonly timeFormat: 'clock' | 'relative' | 'iso'
  readonly maxRows: number
}

/** What the page keeps over a reload: nothing of the trace. */
export interface SavedState {
  readonly filter: string
  readonly selected: number | undefined
  readonly detailsOpen: boolean
  readonly detailsSize: number
  readonly follow: boolean
}

export type ToHost =
  | { readonly v: 1; readonly type: 'ready'; readonly state: SavedState | undefined }
  | { readonly v: 1; readonly type: 'ack'; readonly generation: number; readonly seq: number }
  | { readonly v: 1; readonly type: 'resync'; readonly reason: 'gap' | 'generation' | 'error' }
  | { readonly v: 1; readonly type: 'detail'; readonly request: number; readonly id: number }
  | { readonly v: 1; readonly type: 'command'; readonly command: PageCommand; readonly ids: readonly number[] }

/** A closed list: the page can ask for nothing else. */
export const PAGE_COMMANDS = ['record', 'openTrace', 'pause', 'resume', 'clear', 'copyCall', 'showLog', 'manageTrust'] as const
export type PageCommand = (typeof PAGE_COMMANDS)[number]
