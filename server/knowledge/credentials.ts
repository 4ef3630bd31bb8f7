/** A kind of credential an issuer hands out. Facts are in `credentials.json`, each with source and date. */
export interface CredentialKind {
  readonly id: string
  readonly provider: string
  /** "personal access token (classic)" */
  readonly label: string
  readonly lifetime: Lifetime
  readonly impact: 'low' | 'medium' | 'high' | 'critical'
  readonly subject: string
  readonly scopeSemantics: string
  readonly expectedHosts: readonly string[]
  readonly verified: boolean
}

/** `none`: never expires; `optional`: only when somebody asked for it; `max` and `short` in words ("366d", "8h"). */
export interface Lifetime {
  readonly class: 'none' | 'optional' | 'max' | 'short' | 'unknown'
  readonly hours: number | undefined
  /** "never expires", "expires after 8 hours at most" */
  readonly words: string
}
