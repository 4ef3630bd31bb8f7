import rows from './hostEntryPermissionKeys.json' with { type: 'json' }

/** The keys about approvals and restrictions that a host reads within a server entry; it ignores all others. */
export interface EntryPermissionKeys {
  readonly approval: readonly string[]
  readonly restriction: readonly string[]
  readonly verified: boolean
}

const BY_HOST: ReadonlyMap<string, EntryPermissionKeys> = new Map(
  rows.map(({ host, approvalKeys, restrictionKeys, verified }) => [
    host,
    { approval: keysIn(approvalKeys), restriction: keysIn(restrictionKeys), verified },
  ]),
)

/** Undefined for hosts of which it is not known: nothing can be said about a key there. */
export function entryPermissionKeys(host: string): EntryPermissionKeys | undefined {
  return BY_HOST.get(host)
}

/** `"tools (exposure), disabledTools"`: names, some with a remark. */
function keysIn(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((key) => key.replace(/\(.*\)/, '').trim())
    .filter(Boolean)
}
