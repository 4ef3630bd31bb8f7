import type { CredentialSummary } from '../../server/protocol/viewMessages.ts'
import { visibleText } from '../../server/trace/visibleText.ts'
import { counted, spokenDuration } from './format.ts'
import type { AccessName, Chip, RowFacts, StatusName } from './rowFacts.ts'

/** Every sentence of the page. What a server wrote goes through `visibleText` before it stands in one. */
export const TEXTS = {
  filter: 'Filter',
  filterPlaceholder: 'Filter by tool, workload, credential, scope or effect',
  protocol: 'Protocol',
  protocolTitle: 'Show protocol messages: initialize, lists, pings, notifications',
  follow: 'Follow',
  followTitle: 'Stay at the newest call (End)',
  grid: 'MCP calls',
  restricted: 'Restricted Mode: traces open, servers are not started or changed.',
  noDetails: 'Select a call to see who made it, with which credential, and what was said.',
  unknownScopes: 'What this credential can do is not known.',
  unverifiedScopes: 'The token says so itself. Nobody checked its signature.',
  noScopes: 'The token names no scopes.',
  noCredential: 'The server got no credential that we know of.',
  noWorkload:
    'Not named. To know who calls, write --workload NAME before the "--" of the entry that "Record calls…" wrote, and start the server again.',
  loading: 'Reading the trace file…',
  noRequest: 'The request is not in the trace.',
  noResponse: 'No answer yet.',
  notJson: 'This body is not JSON. It is shown as it was recorded.',
  bodyCut: 'The body is longer than what is kept here. The trace file may hold more.',
} as const

export const MARK_WORDS: Readonly<Record<Chip['mark'], string>> = {
  plain: '',
  unverified: 'unverified: the token says so itself',
  inferred: 'inferred from the name of the tool',
  unknown: TEXTS.unknownScopes,
}

export const STATUS_WORDS: Readonly<Record<StatusName, string>> = {
  running: 'Waits for its answer',
  ok: 'Answered',
  'tool error': 'The tool reports an error',
  'protocol error': 'The server answered with an error',
  cancelled: 'Cancelled by the client',
  'timed out': 'Timed out',
  interrupted: 'No answer: the connection or the proxy ended first',
}

export const ACCESS_WORDS: Readonly<Record<AccessName, string>> = {
  read: 'reads',
  write: 'writes',
  delete: 'deletes',
  execute: 'executes',
  financial: 'moves money',
  admin: 'administers',
  unclassified: 'class unknown',
}

/** `GITHUB_TOKEN (GitHub personal access token (classic))` */
export function credentialWords({ name, kind, label = kind }: CredentialSummary): string {
  return label === undefined || label === name ? name : `${name} (${label})`
}

/** The accessible name of a row, one sentence. */
export function rowSentence(row: RowFacts): string {
  const credentials = row.credentials.map(credentialWords)
  const scopes = row.chips.map(({ name, mark }) => (mark === 'plain' || mark === 'unknown' ? name : `${name} (${mark})`))
  const end = row.durationMs === undefined ? STATUS_WORDS[row.status].toLowerCase() : spokenDuration(row.durationMs)
  return visibleText(
    [
      `${row.tool} on ${row.server}`,
      row.status === 'ok' || row.durationMs === undefined ? '' : STATUS_WORDS[row.status].toLowerCase(),
      row.identity === undefined ? '' : `by ${row.identity}`,
      credentials.length === 0 ? '' : `with ${credentials.join(', ')}`,
      scopes.length === 0 ? '' : `scopes ${scopes.join(', ')}`,
      row.effect === '' ? '' : `${isFailed(row.status) ? 'error' : 'effect'} ${row.effect}`,
      end,
    ]
      .filter((part) => part !== '')
      .join(', '),
  )
}

export function isFailed(status: StatusName): boolean {
  return status === 'tool error' || status === 'protocol error'
}

export function newCallsText(calls: number, failed: number): string {
  return failed === 0 ? counted(calls, 'new call') : `${counted(calls, 'new call')}, ${failed} failed`
}
