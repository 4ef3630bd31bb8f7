import { RULES } from '../rules/index.ts'
import type { Finding } from '../rules/rule.ts'
import { rulePage } from '../rules/rulePage.ts'
import type { Markup } from './markup.ts'

const META = new Map(RULES.map(({ meta }) => [meta.id, meta]))

const SURE = {
  high: 'this is certain',
  medium: 'this is likely',
  low: 'this is a hint',
} satisfies Record<Finding['confidence'], string>

/** The reason behind a squiggle. Its message is left out: the editor shows it beside this. */
export function describeFinding({ rule, severity, confidence }: Finding, markup: Markup): string {
  const meta = META.get(rule)
  return [
    `${markup.strong(meta?.title ?? rule)} — ${markup.text(`${severity} severity, ${SURE[confidence]}.`)}`,
    ...(meta ? [markup.text(meta.why)] : []),
    markup.link(rule, rulePage(rule)),
  ].join('\n\n')
}
