import type { RuleMeta } from './rule.ts'

/** What a finding in an entry is worth while its host is told not to start the server. */
export type WhileOff = 'same' | 'lower' | 'silent'

/**
 * A server that does not start reaches nothing, and nobody calls its tools. What stands in the file stays true: secrets, and
 * what the host cannot read. Where the code comes from is less urgent, since a switch in the host's window starts it.
 */
const OF_GROUP: Readonly<Record<string, WhileOff>> = {
  reach: 'silent',
  'least-privilege': 'silent',
  combinations: 'silent',
  identity: 'silent',
  transport: 'silent',
  'host-approval': 'silent',
  'supply-chain': 'lower',
}

/** Rules that differ from their group. */
export const WHILE_OFF: Readonly<Record<string, WhileOff>> = {
  // About keys that the host does not read, or reads otherwise.
  'dead-approval-key': 'same',
  'inert-approval-wildcard': 'same',
  'tool-enabled-and-disabled': 'same',
  // What is listed as malware may have been fetched before, and must not stay.
  'known-malicious-package': 'same',
  // About what the running server does with what it gets.
  'tls-verification-disabled': 'silent',
  'unofficial-server-holds-critical-credential': 'silent',
  'config-runs-command': 'silent',
  'deprecated-sse-transport': 'silent',
  // Whose credential is used, and how; that it is kept is said by `disabled-server-keeps-credential`.
  'basic-auth-human': 'silent',
  'credential-sent-to-foreign-host': 'silent',
  'default-or-weak-credential': 'silent',
  'jwt-audience-mismatch': 'silent',
  'long-lived-credential': 'silent',
  'refresh-token-configured': 'silent',
  'service-account-key-file': 'silent',
  'temporary-key-without-session-token': 'silent',
}

export function whileOff({ id, group }: RuleMeta): WhileOff {
  if (Object.hasOwn(WHILE_OFF, id)) return WHILE_OFF[id] ?? 'same'
  return OF_GROUP[group] ?? 'same'
}
