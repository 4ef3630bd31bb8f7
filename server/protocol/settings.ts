/** Settings the language server reads, in the shape of the editor's `scopelight` section. */
export interface LanguageSettings {
  readonly persona: 'regular' | 'pedantic' | 'auditor'
  /** Rule id → severity or "off". */
  readonly rules: Readonly<Record<string, 'off' | 'info' | 'low' | 'medium' | 'high' | 'critical'>>
  readonly codeLens: { readonly enabled: boolean }
  /** Configurations of the workspace are checked while they are not open, too. */
  readonly workspaceDiagnostics: boolean
}

export const DEFAULT_LANGUAGE_SETTINGS: LanguageSettings = {
  persona: 'regular',
  rules: {},
  codeLens: { enabled: true },
  workspaceDiagnostics: true,
}

/** `initializationOptions` of the language server. Every member may be missing; an editor of another make sends `settings` alone. */
export interface LanguageServerOptions {
  /** The client shows *Record calls…* above server entries and has the commands behind it. */
  readonly recording?: boolean
  /** The client has the commands `scopelight.explainRule` and `scopelight.ignoreFinding`. */
  readonly explaining?: boolean
  /** The client has the command `scopelight.showFinding`, behind the lens that counts problems. */
  readonly showing?: boolean
  /**
   * Ids of languages in which the editor reports syntax errors itself: `["json", "jsonc"]` in VS Code. What it says of such
   * a document is not said a second time. In "jsonc" comments are no errors to it, while a host may read strict JSON.
   */
  readonly checksSyntaxOf?: readonly string[]
  /** `LanguageSettings`, or a part of it, for clients that do not answer `workspace/configuration`. */
  readonly settings?: unknown
}
