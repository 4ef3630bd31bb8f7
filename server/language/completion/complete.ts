import type { CompletionItem } from 'vscode-languageserver/node'
import type { Abilities } from '../abilities.ts'
import type { Analysis } from '../analysis.ts'
import { MARKDOWN, PLAIN } from '../markup.ts'
import { hasVscodeSchema } from '../reportedByVscode.ts'
import { argumentOffers } from './argumentOffers.ts'
import { cursorAt } from './cursor.ts'
import { fieldOffers } from './fieldOffers.ts'
import { type Offer, toItems } from './offer.ts'
import type { Place } from './place.ts'
import { type Role, rolesOf } from './role.ts'
import { serverOffers } from './serverOffers.ts'
import { settingOffers, settingValueOffers } from './settingOffers.ts'
import { valueOffers } from './valueOffers.ts'
import { writerFor } from './write.ts'

/**
 * What can be written at an offset of a configuration, half-typed or not begun. Names of fields and their closed sets of values
 * are left out where the editor completes them itself from a schema.
 */
export function completionAt(analysis: Analysis, offset: number, abilities: Abilities): CompletionItem[] {
  const { config, document } = analysis
  const cursor = cursorAt(config.tree, offset)
  if (!cursor) return []
  const roles = rolesOf(cursor, config)
  if (roles.length === 0) return []
  const typed = config.tree.text.slice(cursor.content?.start ?? cursor.span.start, offset)
  const place: Place = { cursor, config, typed, writer: writerFor(config.tree, cursor) }
  const hasSchema = abilities.checksSyntaxOf.has(document.languageId) && hasVscodeSchema(config)
  const offers = roles.flatMap((role) => offersFor(role, place, hasSchema))
  return toItems(offers, document, abilities.completesMarkdown ? MARKDOWN : PLAIN, abilities)
}

function offersFor(role: Role, place: Place, hasSchema: boolean): readonly Offer[] {
  switch (role.kind) {
    case 'server':
      return serverOffers(place, role.form)
    case 'field':
      return hasSchema ? [] : fieldOffers(place, role.entry)
    case 'setting':
      return settingOffers(place, role.of, role.entry)
    case 'settingValue':
      return settingValueOffers(place, role.of, role.name, role.entry)
    case 'argument':
      return argumentOffers(place, role.entry)
    case 'value':
      return hasSchema && isInSchema(role.steps) ? [] : valueOffers(place, role.entry, role.steps, role.isItem)
  }
}

/** Values of which the schema of VS Code knows the whole set. */
function isInSchema([field, ...more]: readonly string[]): boolean {
  return more.length === 0 && (field === 'type' || field === 'sandboxEnabled')
}
