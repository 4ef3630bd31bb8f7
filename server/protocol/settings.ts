/** Settings the language server reads, in the shape of the editor's `scopelight` section. */
export interface LanguageSettings {
  readonly persona: 'regular' | 'pedantic' | 'auditor'
  /** Rule id → severity or "off". */
  readonly rules: Readonly<Record<string, 'off' | 'info' | 'low' | 'medium' | 'high' | 'critical'>>
  readonly codeLens: { readonly enabled: boolean }
}

export const DEFAULT_LANGUAGE_SETTINGS: LanguageSettings = { persona: 'regular', rules: {}, codeLens: { enabled: true } }

/** `initializationOptions` of the language server. Every member may be missing; an editor of another make sends `settings` alone. */
export interface LanguageServerOptions {
  /** The client shows *Record calls…* above server entries and has the commands behind it. */
  readonly recording?: boolean
  /**
   * Ids of hosts whose files the editor checks for syntax itself: `["vscode"]` in VS Code, whose JSON language service
   * reads `mcp.json`. What it reports there is not reported a second time.
   */
  readonly hostValidates?: readonly string[]
  /** `LanguageSettings`, or a part of it, for clients that do not answer `workspace/configuration`. */
  readonly settings?: unknown
}
