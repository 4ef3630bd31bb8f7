import kinds from './credentialKinds.json' with { type: 'json' }

/** What the proxy knows of a kind of credential: enough to name it and to find it. Generated from server/knowledge. */
export interface CredentialKind {
  readonly id: string
  readonly regex: string
  readonly flags?: string
  /** What every value begins with. */
  readonly prefixes?: readonly string[]
  /** The shape alone says nothing: only beside a name that belongs to the kind. */
  readonly needsName?: unknown
}

export const CREDENTIAL_KINDS: readonly CredentialKind[] = kinds

/** Characters a shape begins with, from the list of the table or read off the beginning of its expression. */
export function prefixesOf(kind: CredentialKind): readonly string[] {
  if (kind.prefixes) return kind.prefixes
  const head = /^(?:\\b)?((?:[\w:/~-]|\\[.-])+)/.exec(kind.regex)?.[1] ?? ''
  return head ? [head.replaceAll('\\', '')] : []
}
