import { createHmac } from 'node:crypto'
import type { McpConfig } from '../model/mcpConfig.ts'
import type { Finding } from '../rules/rule.ts'

/** No secret: it keeps the digests of this purpose apart from all others. */
const PURPOSE = 'scopelight finding 1'

/**
 * Names a finding for waivers and baselines: 8 hex digits of a keyed digest over the rule, the path of the node and the
 * flagged text. It is the same on every machine and changes when the text does. 32 bits tell the findings of one file apart
 * and are too few to confirm a guess of a secret by.
 */
export function fingerprintOf(
  { rule, path, span }: Pick<Finding, 'rule' | 'path' | 'span'>,
  { tree }: { readonly tree: Pick<McpConfig['tree'], 'text'> },
): string {
  return createHmac('sha256', PURPOSE)
    .update(JSON.stringify([rule, path, tree.text.slice(span.start, span.end)]))
    .digest('hex')
    .slice(0, 8)
}
