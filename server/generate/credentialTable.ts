import type { CredentialKind } from '../knowledge/credentials.ts'

/** What the proxy needs to name a credential and to take it out of a trace, one kind a line. */
export function credentialTable(kinds: readonly CredentialKind[]): string {
  const rows = kinds.map((kind) =>
    JSON.stringify({
      id: kind.id,
      provider: kind.provider === 'any' ? '' : kind.provider,
      label: kind.label,
      ...(kind.prefixes.length > 0 ? { prefixes: kind.prefixes } : {}),
      regex: kind.regex,
      ...(kind.flags ? { flags: kind.flags } : {}),
      ...(kind.needsName ? { needsName: true } : {}),
      lifetime: kind.lifetime.class,
    }),
  )
  return `[\n${rows.map((row) => `  ${row}`).join(',\n')}\n]\n`
}
