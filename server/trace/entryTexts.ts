import type { CredentialEntry, CredentialSummary, DictionaryEntries, DictionaryName } from '../protocol/viewMessages.ts'

/** What the page knows by number. An entry may be missing: a message for it may never have come. */
export type PageDictionaries = { readonly [Name in DictionaryName]: (DictionaryEntries[Name] | undefined)[] }

export function emptyDictionaries(): PageDictionaries {
  return { zone: [], server: [], tool: [], identity: [], credential: [], scope: [], needs: [], session: [], rule: [], effect: [] }
}

const NO_CREDENTIALS: readonly CredentialSummary[] = []
const listed = new WeakMap<CredentialEntry, readonly CredentialSummary[]>()

/**
 * All credentials of an entry, the first one first; the same list for the same entry, since entries are replaced and never
 * changed.
 */
export function credentialsOf(entry: CredentialEntry | undefined): readonly CredentialSummary[] {
  if (entry === undefined) return NO_CREDENTIALS
  const known = listed.get(entry)
  if (known) return known
  const list = [entry, ...(entry.others ?? [])]
  listed.set(entry, list)
  return list
}

/** The texts of an entry that a text filter looks at. */
export function entryTexts(name: DictionaryName, index: number, dictionaries: PageDictionaries): readonly string[] {
  switch (name) {
    case 'tool': {
      const tool = dictionaries.tool[index]
      return tool === undefined ? [] : [`${dictionaries.server[tool.server]?.name ?? ''}/${tool.name}`]
    }
    case 'credential':
      return credentialsOf(dictionaries.credential[index]).flatMap((credential) => [
        credential.name,
        ...optional(credential.kind),
        ...optional(credential.label),
        ...optional(credential.short),
        ...(credential.scopes ?? []).flatMap(({ scope }) => dictionaries.scope[scope]?.name ?? []),
      ])
    case 'needs':
      return (dictionaries.needs[index]?.scopes ?? []).flatMap((scope) => dictionaries.scope[scope]?.name ?? [])
    case 'session':
      return optional(dictionaries.session[index]?.title)
    case 'effect':
      return optional(dictionaries.effect[index])
    case 'zone':
    case 'server':
    case 'identity':
    case 'scope':
    case 'rule':
      return optional(dictionaries[name][index]?.name)
  }
}

function optional(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text]
}
