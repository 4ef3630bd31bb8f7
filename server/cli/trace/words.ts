import type { CredentialRef, WorkloadRef } from '../../protocol/frame.ts'

/** `2026-11-24 07:38:03` in local time. */
export function dateAndTime(ms: number): string {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return 'unknown time'
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(two).join('-')
  return `${day} ${clock(ms).slice(0, 8)}`
}

/** `07:38:03.120` in local time. */
export function clock(ms: number): string {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return 'unknown time'
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

export function workloadWords({ id }: WorkloadRef): string {
  return id ?? '–'
}

/**
 * Kind and scopes of a credential. What a token says of itself is marked unverified; what nobody knows is called unknown,
 * never shown as none.
 */
export function credentialWords({ name, kind, scopes, verified }: CredentialRef): string {
  const known = [...new Set([...(scopes.declared ?? []), ...(scopes.observed ?? [])])]
  const isKnown = scopes.declared !== undefined || scopes.observed !== undefined
  const claim = scopes.observed !== undefined && !verified ? ', unverified' : ''
  const words = isKnown ? `scopes ${known.length === 0 ? 'none' : known.join(' ')}${claim}` : 'scopes unknown'
  return `${name} (${kind ?? 'unknown kind'}: ${words})`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
