/** Requests of the editor to the language server beyond LSP. Names are the methods on the wire. */

/** The lenses and commands of recording; the server plans, the editor shows, confirms and applies. */
export const PLAN_RECORDING = 'scopelight/planRecording'
export const PLAN_UNRECORDING = 'scopelight/planUnrecording'
export const LIST_SERVERS = 'scopelight/servers'

export interface TextRange {
  readonly start: { readonly line: number; readonly character: number }
  readonly end: { readonly line: number; readonly character: number }
}

export interface PlanRecordingParams {
  readonly uri: string
  readonly server: string
  /** Full path of the launcher in the state directory. */
  readonly launcher: string
  /** Random id of the undo record. */
  readonly entry: string
  /** Written as `--workload` when a manifest applies. */
  readonly workload?: string
}

export interface PlanUnrecordingParams {
  readonly uri: string
  readonly server: string
  /** The undo record, if it was found. */
  readonly undo?: UndoRecord
}

export type EditPlan =
  | {
      readonly ok: true
      readonly version: number
      /** The stretch of the document that changes, and what it becomes. */
      readonly range: TextRange
      readonly before: string
      readonly after: string
      /** For a recording: what must be kept to undo it. */
      readonly undo?: UndoRecord
      /** What the person should know before they agree, as sentences: that the layout may differ, that a sandbox is in the way. */
      readonly note?: string
    }
  | { readonly ok: false; readonly reason: string }

/**
 * `<state>/entries/<id>.json`: restores the exact text. It keeps only the stretches that recording replaced (the command,
 * and nothing or the gap where our arguments went in), never the arguments themselves: those may hold a secret and stay
 * in the file after `--`.
 */
export interface UndoRecord {
  readonly v: 1
  readonly id: string
  readonly host: string
  readonly file: string
  readonly path: readonly (string | number)[]
  readonly server: string
  readonly workload?: string
  /** Names of the variables the entry sets. */
  readonly env: readonly string[]
  /** In the order of their places in the file. */
  readonly edits: readonly { readonly before: string; readonly after: string }[]
}

export interface ServerSummary {
  readonly name: string
  readonly range: TextRange
  readonly transport: 'stdio' | 'http' | 'sse' | 'unknown'
  readonly recorded: boolean
  /** Id of the undo record, from `--entry`. */
  readonly entry?: string
}

/** The launcher that recorded entries start: the editor writes its text into `<state>/bin/`. */
export const LAUNCHER_TEXT = 'scopelight/launcherText'

export interface LauncherTextParams {
  /** `process.platform` of the machine the servers start on. */
  readonly platform: string
  /** Full path of the copy of the proxy. */
  readonly proxy: string
  /** Full path of a program that runs Node when `ELECTRON_RUN_AS_NODE` is set: the editor's own. */
  readonly editor: string
}

export interface LauncherText {
  readonly text: string
}

/** The page of a rule, and all rules to choose from. */
export const EXPLAIN_RULE = 'scopelight/explainRule'
export const LIST_RULES = 'scopelight/rules'

export interface RuleText {
  readonly markdown: string
}

export interface RuleSummary {
  readonly id: string
  readonly title: string
  readonly severity: string
}

/** *Ignore with a reason…*: where the suppression of a finding belongs, and a settings file with one more waiver. */
export const PLAN_IGNORE = 'scopelight/planIgnore'
export const ADD_WAIVER = 'scopelight/addWaiver'

export type IgnorePlan =
  | {
      readonly ok: true
      readonly where: 'comment'
      readonly version: number
      /** From 0. The comment is a line of its own in front of this one. */
      readonly line: number
      /** Indent and sign of the comment. */
      readonly before: string
      readonly rule: string
    }
  | {
      readonly ok: true
      readonly where: 'settings'
      /** Address of the `.scopelight.yaml`, which may not be there yet. */
      readonly settings: string
      /** The file the waiver is about, from the folder of the settings file. */
      readonly file: string
      readonly rule: string
      readonly server?: string
    }
  | { readonly ok: false; readonly reason: string }

/** What the status of a document says; null for a file of nobody. */
export const DOCUMENT_STATUS = 'scopelight/status'

export interface DocumentStatus {
  /** Names of the clients that read the file, its owner first. */
  readonly clients: readonly string[]
  readonly servers: number
  readonly persona: 'regular' | 'pedantic' | 'auditor'
}
