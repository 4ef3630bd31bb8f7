import type { RuleMeta, Severity } from '../../rules/rule.ts'
import { ruleMarkdown } from '../../rules/ruleMarkdown.ts'
import { rulePage } from '../../rules/rulePage.ts'

export const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

/** What GitHub sorts security alerts by: above 9.0 critical, from 7.0 high, from 4.0 medium, from 0.1 low, 0.0 none. */
export const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.0',
}

/** A rule as SARIF 2.1.0 describes it, with what code scanning of GitHub wants besides. */
export function toSarifRule(meta: RuleMeta): unknown {
  const { id, title, why, when, severity, confidence, group, standards } = meta
  return {
    id,
    name: id,
    shortDescription: { text: plain(title) },
    fullDescription: { text: plain(why) },
    help: { text: plain(`${title}. ${why} Reported when ${when}`), markdown: ruleMarkdown(meta).join('\n') },
    helpUri: rulePage(id),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', group, ...standards.map(toTag)],
      precision: confidence,
      'security-severity': SECURITY_SEVERITY[severity],
    },
  }
}

/** Weaknesses have a form of their own, which GitHub links (github/codeql, "Query metadata style guide", 2026-11). */
function toTag(standard: string): string {
  const [, number] = /^CWE-(\d+)$/.exec(standard) ?? []
  return number === undefined ? standard : `external/cwe/cwe-${number.padStart(3, '0')}`
}

/** Without the marks of Markdown. */
function plain(text: string): string {
  return text.replaceAll('`', '')
}
