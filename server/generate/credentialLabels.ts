import type { CredentialKind } from '../knowledge/credentials.ts'
import { kindName } from '../rules/credentialWords.ts'

/** What people call each kind of credential, for the trace view: one line a kind, so that a change reads as one. */
export function credentialLabels(kinds: readonly CredentialKind[]): string {
  const rows = kinds.map((kind) => `  ${JSON.stringify(kind.id)}: ${JSON.stringify(kindName(kind))}`)
  return `{\n${rows.join(',\n')}\n}\n`
}
