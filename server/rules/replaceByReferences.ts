import type { CredentialUse } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import type { Span } from '../syntax/tree.ts'
import { referencesFor } from './references.ts'
import type { Fix } from './rule.ts'

export interface Replacement {
  /** The reference for the first of the credentials, for the message. */
  readonly first: string
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
  const references = referencesFor(uses, uses[0]?.where === 'header' ? 'headers' : 'env', entry, config)
  const first = references?.texts[0]
  if (!references || first === undefined) return undefined
  const title =
    uses.length === 1
      ? `Write ${first} instead, and revoke the secret`
      : `Write references instead, and revoke the ${uses.length} secrets`
  const texts = uses.map((use, at) => ({ op: 'text', span: secretSpan(use, entry), text: references.texts[at] ?? '' }) as const)
  return { first, fix: { title, safety: 'review', patches: [...texts, ...references.patches] } }
}

/** Kinds of which only the beginning is known by its shape, and those that mean nothing without what stands around them. */
const WHOLE_VALUE = new Set(['private-key', 'gcp-sa-key', 'dsn', 'basic-auth-url'])

/** What the reference takes the place of. The scheme before it (`Basic`, `Bearer`) stays. */
function secretSpan({ kind, name, where, at }: CredentialUse, { launch }: ServerEntry): Span {
  const settings = where === 'header' ? launch.headers : launch.env
  const whole = settings.find((setting) => setting.name === name && setting.from === 'field')?.value
  if (kind && WHOLE_VALUE.has(kind.id) && whole) return whole.span
  const scheme = /^basic\s+/i.exec(at.text)?.[0].length ?? 0
  return { start: at.span.start + scheme, end: at.span.end }
}
