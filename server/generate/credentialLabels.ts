import type { CredentialKind } from '../knowledge/credentials.ts'

/** What people call each kind of credential, for the trace view: one line a kind, so that a change reads as one. */
export function credentialLabels(kinds: readonly CredentialKind[]): string {
  const rows = kinds.map(({ id, provider, label }) => {
    const issuer = provider === 'any' || label.startsWith(provider) ? '' : `${provider} `
    return `  ${JSON.stringify(id)}: ${JSON.stringify(`${issuer}${label}`)}`
  })
  return `{\n${rows.join(',\n')}\n}\n`
}
