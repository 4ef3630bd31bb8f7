import type { Host } from './model/host.ts'
import type { McpConfig } from './model/mcpConfig.ts'
import type { Finding, Persona, Rule, Severity } from './rules/rule.ts'

export interface LintSettings {
  readonly persona: Persona
  /** Overrides per rule id. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>
}

export const DEFAULT_SETTINGS: LintSettings = { persona: 'regular', severities: {} }

export interface Source {
  readonly file: string
  readonly text: string
}

export interface LintResult {
  readonly config: McpConfig
  /** By place in the file. */
  readonly findings: readonly Finding[]
  /** Rules that threw; one failing rule never silences the others. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[]
}

/** Pure: reads no file, no clock, no setting but those given. Never throws. */
export declare function lint(source: Source, host: Host, rules: readonly Rule[], settings?: LintSettings): LintResult
