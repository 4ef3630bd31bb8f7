import type { KnownServer, ServerSwitch } from '../knowledge/servers.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { nearest } from '../model/nearest.ts'
import { type Place, partOf, type Text } from '../model/place.ts'
import type { Patch } from '../syntax/patch.ts'
import type { SyntaxTree } from '../syntax/tree.ts'

/** A name that a server does not know, and the one that somebody probably meant. */
export interface Misspelt {
  readonly at: Place
  readonly written: string
  readonly what: 'option' | 'variable' | 'header' | 'query key' | 'toolset'
  readonly meant: string | undefined
  readonly verified: boolean
  readonly patch: Patch | undefined
}

/** The letters and digits of a name: `--read-only` and `readOnly` have the same. */
export function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** The names in the value of a switch for toolsets that are none. */
export function unknownToolsets(known: KnownServer, { launch }: ServerEntry, { tree }: McpConfig): readonly Misspelt[] {
  const { toolsets } = known
  if (!toolsets) return []
  const keys = known.restrictions.filter(({ kind }) => kind === 'toolset')
  const isKey = (where: ServerSwitch['where'], name: string | undefined) =>
    keys.some((one) => one.where === where && one.key.toLowerCase() === name?.toLowerCase())
  const url = launch.url ?? launch.bridged?.url
  const values: readonly (Text | undefined)[] = [
    ...launch.args.filter(({ of, flag }) => of === 'server' && isKey('args', flag)).map(({ value }) => value),
    ...launch.env.filter(({ name, shape }) => shape === 'literal' && isKey('env', name)).map(({ value }) => value),
    ...launch.headers.filter(({ name, shape }) => shape === 'literal' && isKey('header', name)).map(({ value }) => value),
    ...(url ? queryValues(tree, url, (name) => isKey('urlParam', name)) : []),
  ]
  return values
    .flatMap((value) => (value ? wordsOf(tree, value) : []))
    .flatMap((word): readonly Misspelt[] => {
      if (toolsets.includes(word.text.toLowerCase())) return []
      const same = toolsets.find((one) => letters(one) === letters(word.text))
      const meant = same ?? nearest(word.text, toolsets)
      const patch: Patch | undefined = meant === undefined ? undefined : { op: 'text', span: word.span, text: meant }
      return [{ at: word, written: word.text, what: 'toolset', meant, verified: true, patch }]
    })
}

function queryValues(tree: SyntaxTree, url: Text, isKey: (name: string) => boolean): readonly Text[] {
  return [...url.text.matchAll(/[?&]([\w-]{1,60})=([^&#]*)/g)].flatMap((match): readonly Text[] => {
    const value = match[2] ?? ''
    const end = match.index + match[0].length
    return isKey(match[1] ?? '') ? [partOf(tree, url, end - value.length, end)] : []
  })
}

/** Whole names, separated by commas; what holds anything else is no list of names. */
function wordsOf(tree: SyntaxTree, value: Text): readonly Text[] {
  if (!/^[\w,\s-]{1,2000}$/.test(value.text)) return []
  return [...value.text.matchAll(/[\w-]+/g)].map((match) => partOf(tree, value, match.index, match.index + match[0].length))
}
