import { withoutCredentials } from '../knowledge/withoutCredentials.ts'
import type { Report } from '../rules/rule.ts'

/**
 * A report whose words hold no credential of a known issuer. Rules do not say secrets; but they repeat names, paths and
 * addresses of the file, and a hostile or careless file may have one in any of them.
 */
export function masked(report: Report): Report {
  const { message, related, fixes } = report
  return {
    ...report,
    message: maskedWords(message),
    ...(related && { related: related.map((one) => ({ ...one, message: maskedWords(one.message) })) }),
    ...(fixes && { fixes: fixes.map((fix) => ({ ...fix, title: maskedWords(fix.title) })) }),
  }
}

/** What rules about the whole file say they say at every key; words that had something to mask are never kept. */
const CLEAN = new Set<string>()
const MOST_CLEAN = 2_000
const MOST_CHARS = 500

function maskedWords(words: string): string {
  if (CLEAN.has(words)) return words
  const result = withoutCredentials(words)
  if (result !== words || words.length > MOST_CHARS) return result
  if (CLEAN.size >= MOST_CLEAN) CLEAN.clear()
  CLEAN.add(words)
  return result
}
