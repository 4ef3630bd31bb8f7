import type { CredentialUse, Launch } from '../model/launch.ts'
import { isLocal, readConnectionString } from './connectionString.ts'

const GRAVE = new Set(['high', 'critical'])

/**
 * The credential that makes an entry worth stealing: its kind is known and does much harm in wrong hands. The password
 * of a database on this machine is none.
 */
export function graveCredential({ credentials }: Launch): CredentialUse | undefined {
  return credentials.find(({ kind, at }) => {
    if (!kind || !GRAVE.has(kind.impact)) return false
    return kind.id !== 'dsn' || !isLocal(readConnectionString(at.text))
  })
}

/** Kinds whose every token can write. */
const ALWAYS_WRITES = new Set(['aws-access-key-longterm', 'supabase-pat', 'stripe-secret-live'])

export function alwaysWrites(kind: CredentialUse['kind']): boolean {
  return kind !== undefined && ALWAYS_WRITES.has(kind.id)
}

/** Since 2026-10 Supabase hands out tokens with chosen permissions; their second part tells them apart. */
const SCOPED_SUPABASE = 'sbp_fc'
const LIMITS = new Set(['readOnly', 'toolset', 'tools'])

/**
 * A literal credential in this entry that can write, whatever else the entry says. A classic GitHub token counts only
 * where no toolset and no read-only option limits the server that holds it.
 */
export function writingCredential({ credentials, restrictions }: Launch): CredentialUse | undefined {
  const limited = restrictions.some(({ kind }) => LIMITS.has(kind))
  return credentials.find(({ kind, where, evidence, at }) => {
    if (!kind || evidence !== 'literal') return false
    if (ALWAYS_WRITES.has(kind.id)) return !at.text.startsWith(SCOPED_SUPABASE)
    return kind.id === 'github-pat-classic' && where === 'env' && !limited
  })
}
