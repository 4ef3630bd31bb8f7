import type { CredentialUse } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { partOf, type Text } from '../model/place.ts'
import type { SyntaxTree } from '../syntax/tree.ts'
import { referencesFor } from './references.ts'
import type { Fix } from './rule.ts'

export interface Replacement {
  /** What to do about the first of the credentials, as the end of a sentence: `write ${env:TOKEN} instead`. */
  readonly advice: string
  readonly fix: Fix
}

/**
 * Puts references of this host in place of literal credentials of an entry's variables or headers, all in one fix.
 * Undefined where this host expands nothing there.
 */
export function replaceByReferences(
  uses: readonly CredentialUse[],
  entry: ServerEntry,
  config: McpConfig,
): Replacement | undefined {
  const { expandedIn } = config.host.interpolation
  if (!uses.every(({ where }) => expandedIn.includes(where === 'header' ? 'headers' : 'env'))) return undefined
  const places = replacedPlaces(uses, entry, config.tree)
  const references = referencesFor(
    places.map(({ use }) => use),
    uses[0]?.where === 'header' ? 'headers' : 'env',
    entry,
    config,
  )
  const first = references?.texts[0]
  if (!references || first === undefined) return undefined
  const title =
    uses.length === 1
      ? `Write ${first} instead, and revoke the secret`
      : `Write references instead, and revoke the ${uses.length} secrets`
  const texts = places.map(({ text }, at) => ({ op: 'text', span: text.span, text: references.texts[at] ?? '' }) as const)
  return { advice: `write ${first} instead`, fix: { title, safety: 'review', patches: [...texts, ...references.patches] } }
}

interface Replaced {
  readonly use: CredentialUse
  /** What the reference takes the place of. */
  readonly text: Text
}

/** Several secrets of one value go with the value: one reference takes the place of all. */
function replacedPlaces(uses: readonly CredentialUse[], { launch }: ServerEntry, tree: SyntaxTree): readonly Replaced[] {
  const keyOf = ({ at }: CredentialUse): string => JSON.stringify(at.path)
  const secrets = new Map<string, number>()
  for (const use of launch.credentials)
    if (use.evidence === 'literal') secrets.set(keyOf(use), (secrets.get(keyOf(use)) ?? 0) + 1)
  const fields = [...launch.env, ...launch.headers].filter(({ from }) => from === 'field')
  const values = new Map(fields.flatMap(({ value }) => (value ? [[JSON.stringify(value.path), value] as const] : [])))
  const taken = new Set<string>()
  return uses.flatMap((use): readonly Replaced[] => {
    const key = keyOf(use)
    const value = values.get(key)
    if (!value || !goesWhole(use, value, secrets.get(key) ?? 1)) return [{ use, text: withoutScheme(use.at, tree) }]
    if (taken.has(key)) return []
    taken.add(key)
    return [{ use, text: withoutScheme(value, tree) }]
  })
}

/** Kinds of which only the beginning is known by its shape, and those that mean nothing without what stands around them. */
const WHOLE_VALUE = new Set(['private-key', 'gcp-sa-key', 'dsn', 'basic-auth-url'])

function goesWhole({ kind }: CredentialUse, value: Text, secretsInValue: number): boolean {
  // A reference inside the default of another reference is one that no host reads.
  return secretsInValue > 1 || (kind !== undefined && WHOLE_VALUE.has(kind.id)) || value.text.includes('${')
}

/** The scheme before a secret (`Basic`, `Bearer`) stays. */
function withoutScheme(text: Text, tree: SyntaxTree): Text {
  const scheme = /^(?:basic|bearer|token)\s+/i.exec(text.text)?.[0].length ?? 0
  return partOf(tree, text, scheme, text.text.length)
}
