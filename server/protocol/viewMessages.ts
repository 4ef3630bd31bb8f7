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
  /** 0 none, 1 allowed, 2 approved, 3 waiting, 4 denied by rule, 5 denied by a person, 6 expired, 7 would deny. */
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

/**
 * Dictionaries: `zone server tool identity credential scope needs session rule effect`. An entry may be replaced. Members that
 * may be missing are optional, so that a page draws what an older or newer host sends.
 */
export interface DictionaryEntries {
  /** `mark`: which of the four shapes; the first zone of a manifest is 0. */
  readonly zone: { readonly name: string; readonly mark: number }
  readonly server: { readonly name: string; readonly transport?: string }
  /** `access`: index into `ACCESS`, known by annotation or name. `method`: what was asked, when it is no tool call. */
  readonly tool: { readonly server: number; readonly name: string; readonly access: number; readonly method?: string }
  readonly identity: { readonly name: string; readonly zone: number; readonly by?: string; readonly verified?: boolean }
  readonly credential: CredentialEntry
  readonly scope: { readonly name: string; readonly access: number }
  /** A set of scopes a call needed, with a mark each. */
  readonly needs: { readonly scopes: readonly number[]; readonly inferred: readonly boolean[] }
  readonly session: {
    readonly title: string
    /** Ms since 1970. */
    readonly startedMs: number
    readonly client?: string
    readonly alive?: boolean
  }
  readonly rule: { readonly name: string; readonly file?: string; readonly line?: number }
  readonly effect: string
}
export type DictionaryName = keyof DictionaryEntries
export type Dict = readonly (readonly [dictionary: DictionaryName, index: number, entry: unknown])[]

/** What stands in a credential cell: one credential the server got, never its value. */
export interface CredentialSummary {
  /** Of the variable, header or argument. */
  readonly name: string
  readonly kind?: string
  /** What people call the kind, and the same for a narrow cell; missing for a kind the host does not know. */
  readonly label?: string
  readonly short?: string
  /** What may be shown of the credential itself: its fingerprint. */
  readonly hint?: string
  /** Undefined: what this credential can do is not known. `observed` without `verified` is the token's own claim. */
  readonly scopes?: readonly { readonly scope: number; readonly declared: boolean; readonly observed: boolean }[]
  /** Whether somebody other than the token itself says what it can do; undefined: nothing is said. */
  readonly verified?: boolean
}

/** All credentials a server got: the first one, and the others. */
export interface CredentialEntry extends CredentialSummary {
  readonly others?: readonly CredentialSummary[]
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
      readonly command: HostCommand
    }

/** Commands of the view's title bar and of the palette that the page carries out. Pause and resume go to the feed instead. */
export const HOST_COMMANDS = ['clear', 'focusFilter', 'toggleFollow', 'toggleDetails', 'toggleProtocol'] as const
export type HostCommand = (typeof HOST_COMMANDS)[number]

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
  /** Ms since 1970. */
  readonly pausedAt?: number
  readonly onDisk: number
  readonly damaged: number
  readonly dropped: number
  /** Servers with the proxy in front of them, as far as the host knows. */
  readonly recorded: number
  readonly trusted: boolean
}

export interface CallDetail {
  /** Server and tool. */
  readonly title: string
  /** Ms since 1970. */
  readonly time: number
  readonly durationMs: number | undefined
  readonly workload: {
    readonly name: string | undefined
    /** `launch`, `token`, `jwt`, `spiffe` or `none`. */
    readonly by: string
    readonly verified: boolean
    /** What the client says it is. */
    readonly client: string | undefined
  }
  readonly kind: number
  readonly credentials: readonly CredentialDetail[]
  /** Facts worth a sentence: "The client sent the same id again before this call was answered." */
  readonly notes: readonly string[]
  /** JSON source text as recorded, so that no digit is lost; cut at 256 KB. */
  readonly request: BodyDetail | undefined
  readonly response: BodyDetail | undefined
  /** The lines of the trace file. */
  readonly records: readonly { readonly n: number; readonly text: string }[]
  /** Lines that are not in `records` because there are too many. */
  readonly moreRecords: number
}

export interface CredentialDetail {
  readonly name: string
  readonly where: string
  readonly kind: string | undefined
  /** What people call the kind, where the host knows it. */
  readonly label: string | undefined
  readonly fingerprint: string
  readonly scopes: readonly string[] | undefined
  readonly verified: boolean
  readonly source: string
  /** Ms since 1970. */
  readonly expires: number | undefined
  readonly issuer: string | undefined
}

export interface BodyDetail {
  readonly text: string
  readonly cut: boolean
  /** JSON Pointers into `text`, with the rule. */
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
  readonly protocol: boolean
}

export type ToHost =
  | { readonly v: 1; readonly type: 'ready'; readonly state: SavedState | undefined }
  | { readonly v: 1; readonly type: 'ack'; readonly generation: number; readonly seq: number }
  | { readonly v: 1; readonly type: 'resync'; readonly reason: 'gap' | 'generation' | 'error' }
  | { readonly v: 1; readonly type: 'detail'; readonly request: number; readonly id: number }
  | { readonly v: 1; readonly type: 'command'; readonly command: PageCommand; readonly ids: readonly number[] }

/** A closed list: the page can ask for nothing else. The feed answers `pause resume clear undoClear`, the editor the others. */
export const PAGE_COMMANDS = [
  'record',
  'openTrace',
  'pause',
  'resume',
  'clear',
  'undoClear',
  'copyCall',
  'showLog',
  'manageTrust',
] as const
export type PageCommand = (typeof PAGE_COMMANDS)[number]
