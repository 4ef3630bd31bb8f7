import { withoutCredentials } from '../knowledge/withoutCredentials.ts'
import { faultOf } from '../model/settings/waivers.ts'
import type { Waiver } from '../model/waiver.ts'
import { type Finding, PERSONAS, type Rule } from '../rules/rule.ts'
import type { LintSettings } from './lint.ts'

const FAULTY = 'suppression-without-reason'
const UNUSED = 'unused-suppression'

/**
 * What the two rules about suppressions say of the waivers in `.scopelight.yaml`, as findings in that file. `unused`: those
 * whose rule ran on a file they name and which met nothing.
 */
export function settingsFindings(
  waivers: readonly Waiver[],
  unused: ReadonlySet<Waiver>,
  rules: readonly Rule[],
  { persona, severities }: LintSettings,
  today: number,
): readonly Finding[] {
  const ruleIds = rules.map(({ meta }) => meta.id)
  const finding = (id: string, { start, end }: Waiver, message: string): readonly Finding[] => {
    const meta = rules.find((rule) => rule.meta.id === id)?.meta
    const severity = (Object.hasOwn(severities, id) ? severities[id] : undefined) ?? meta?.severity
    if (!meta || !severity || severity === 'off' || PERSONAS.indexOf(meta.persona) > PERSONAS.indexOf(persona)) return []
    const { confidence } = meta
    const place = { span: { start, end }, path: [], server: undefined, related: [], fixes: [] }
    return [{ rule: id, severity, confidence, persona: meta.persona, message: withoutCredentials(message), ...place }]
  }
  return waivers.flatMap((waiver) => {
    const fault = faultOf(waiver, today, ruleIds)
    if (fault !== undefined) return finding(FAULTY, waiver, fault)
    if (!unused.has(waiver)) return []
    return finding(
      UNUSED,
      waiver,
      `"${waiver.rule}" reports nothing that this waiver is about. Remove it, so that it does not hide the next finding.`,
    )
  })
}
