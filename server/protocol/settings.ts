/** Settings the language server reads, in the shape of the editor's `scopelight` section. */
export interface LanguageSettings {
  readonly persona: 'regular' | 'pedantic' | 'auditor'
  /** Rule id → severity or "off". */
  readonly rules: Readonly<Record<string, 'off' | 'info' | 'low' | 'medium' | 'high' | 'critical'>>
  readonly codeLens: { readonly enabled: boolean }
}

export const DEFAULT_LANGUAGE_SETTINGS: LanguageSettings = { persona: 'regular', rules: {}, codeLens: { enabled: true } }
