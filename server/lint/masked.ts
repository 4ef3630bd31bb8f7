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
    message: withoutCredentials(message),
    ...(related && { related: related.map((one) => ({ ...one, message: withoutCredentials(one.message) })) }),
    ...(fixes && { fixes: fixes.map((fix) => ({ ...fix, title: withoutCredentials(fix.title) })) }),
  }
}
