import { RULES } from './index.ts'

/** Of all rules there are, in their order. */
export const RULE_IDS: readonly string[] = RULES.map(({ meta }) => meta.id)
