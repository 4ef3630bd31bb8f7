import { createHmac } from 'node:crypto'
import { matchCredential } from '../knowledge/credentials.ts'
import { withoutCredentials } from '../knowledge/withoutCredentials.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import { RULES } from '../rules/index.ts'
import type { Finding } from '../rules/rule.ts'

/** No secret: it keeps the digests of this purpose apart from all others. */
const PURPOSE = 'scopelight finding 1'
const ABOUT_SECRETS: ReadonlySet<string> = new Set(RULES.flatMap(({ meta: { id, group } }) => (group === 'secrets' ? [id] : [])))

/**
 * Names a finding for waivers and baselines: 8 hex digits of a digest over the rule, the path of the node and what is flagged.
 * It is the same on every machine and changes when the text does. It must not help to guess a password, and anybody can
 * compute it: of a secret only what a generator made counts as it is, of any other its length and the kinds of its characters.
 */
export function fingerprintOf(
  { rule, path, span }: Pick<Finding, 'rule' | 'path' | 'span'>,
  { tree }: { readonly tree: Pick<McpConfig['tree'], 'text'> },
): string {
  const flagged = tree.text.slice(span.start, span.end)
  const text = ABOUT_SECRETS.has(rule) ? shapeOf(flagged) : withoutCredentials(flagged)
  return createHmac('sha256', PURPOSE)
    .update(JSON.stringify([rule, path, text]))
    .digest('hex')
    .slice(0, 8)
}

/** Of a token with an issuer's prefix a generator made the rest, and nobody guesses it. */
const SHORTEST_TOKEN = 24

function shapeOf(flagged: string): string {
  const match = matchCredential(flagged)
  if (match && match.kind.prefixes.length > 0 && match.end - match.start >= SHORTEST_TOKEN) return flagged
  return flagged
    .replace(/[a-z]/g, 'a')
    .replace(/[A-Z]/g, 'A')
    .replace(/[0-9]/g, '0')
    .replace(/[^aA0\s]/g, '.')
}
