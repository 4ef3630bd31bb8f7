import { findScope, type ScopeFact } from '../knowledge/oauthScopes.ts'
import { type ScopeUse, scopesOf } from '../model/launch/scopes.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import type { Patch } from '../syntax/patch.ts'

/** A scope an entry asks for, of which the table of scopes knows something. */
export interface AskedScope extends ScopeUse {
  readonly fact: ScopeFact
}

/** Three rules ask for them at every key. */
const READ = new WeakMap<ServerEntry, readonly AskedScope[]>()

export function askedScopes(entry: ServerEntry, { tree }: McpConfig): readonly AskedScope[] {
  const known = READ.get(entry)
  if (known) return known
  const asked = scopesOf(tree, entry).flatMap((use) => {
    const fact = findScope(use.text, use.provider, use.isCertain)
    return fact ? [{ ...use, fact }] : []
  })
  READ.set(entry, asked)
  return asked
}

/** How sure a finding about these scopes is: what no source confirms speaks to the pedantic persona only. */
export function sureness(scopes: readonly AskedScope[]): {
  readonly confidence: 'high' | 'medium'
  readonly persona: 'regular' | 'pedantic'
} {
  const verified = scopes.some(({ fact }) => fact.verified)
  return verified ? { confidence: 'high', persona: 'regular' } : { confidence: 'medium', persona: 'pedantic' }
}

/** Takes scopes out of their lists; undefined where one would be left empty, since hosts differ in what that means. */
export function removeScopes(scopes: readonly ScopeUse[]): readonly Patch[] | undefined {
  if (scopes.some(({ count }) => count <= scopes.length)) return undefined
  return scopes.map(({ path, cut }): Patch => (cut ? { op: 'text', span: cut, text: '' } : { op: 'remove', path }))
}
