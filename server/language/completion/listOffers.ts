import { CompletionItemKind } from 'vscode-languageserver/node'
import { providerOf, scopesBelow } from '../../knowledge/oauthScopes.ts'
import type { ServerSwitch } from '../../knowledge/servers.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import type { Offer } from './offer.ts'
import { type Place, wordInList } from './place.ts'

export interface Named {
  readonly name: string
  readonly detail: string
}

/** Names within one string, `repos,issues`, without those that stand there. `from`: where the list begins in the string. */
export function listOffers(place: Place, names: readonly Named[], separator: RegExp, from = 0): readonly Offer[] {
  const { cursor, config, writer } = place
  const span = wordInList(place, separator, from)
  const content = cursor.content && config.tree.text.slice(cursor.content.start + from, cursor.content.end)
  const word = span && config.tree.text.slice(span.start, span.end)
  const present = new Set(content?.split(separator).filter((one) => one !== word) ?? [])
  return names
    .filter(({ name }) => !present.has(name))
    .map(({ name, detail }) => ({
      label: name,
      kind: CompletionItemKind.EnumMember,
      detail,
      text: span ? name : writer.value(name),
      span: span ?? cursor.span,
      // Without the quote, which stands before the list.
      filter: name,
    }))
}

/** What a server calls its toolsets; "all" and what a newer version adds are for the person to write. */
export function toolsetNames({ value, effect }: ServerSwitch, { launch }: ServerEntry): readonly Named[] {
  const known = launch.bridged?.known ?? launch.known
  const everything = new Set(known?.broadeners.filter(({ kind }) => kind === 'everything').map((one) => one.value))
  const names = known?.toolsets ?? value.split(/[\s,]+/).filter((word) => /^[\w-]+$/.test(word))
  return names.filter((name) => !everything.has(name)).map((name) => ({ name, detail: effect }))
}

/** Scopes that the server's own facts name, and the narrower ones of its provider; broad ones are left to the person. */
export function scopeNames({ launch }: ServerEntry): readonly Named[] {
  const known = launch.bridged?.known ?? launch.known
  const url = launch.url ?? launch.bridged?.url
  const own = (known?.restrictions ?? [])
    .filter(({ kind }) => kind === 'oauthScopes')
    .flatMap(({ value, effect }) => value.split(/[\s,]+/).map((name) => ({ name, detail: effect })))
  const provider = (known && providerOf(known.id)) ?? (url && providerOf(url.hostname))
  const below =
    provider === undefined
      ? []
      : scopesBelow(provider).map((name) => ({ name, detail: `${provider}, one of the narrower scopes` }))
  return [...new Map([...own, ...below].map((one) => [one.name, one])).values()]
}
