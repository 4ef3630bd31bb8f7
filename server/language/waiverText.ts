import { addWaiver, type NewWaiver } from '../model/settings/addWaiver.ts'
import { dayOf } from '../model/waiver.ts'

/** The text of a settings file with one more waiver; null where that cannot be done safely. */
export function waiverText(params: unknown): { readonly text: string } | null {
  if (typeof params !== 'object' || params === null) return null
  const { text, ...rest } = params as Record<string, unknown>
  const waiver = readWaiver(rest)
  const after = waiver && typeof text === 'string' ? addWaiver(text, waiver) : undefined
  return after === undefined ? null : { text: after }
}

function readWaiver({ rule, file, server, reason, expires }: Readonly<Record<string, unknown>>): NewWaiver | undefined {
  if (!isText(rule) || !isText(file) || !isText(reason)) return undefined
  if (server !== undefined && typeof server !== 'string') return undefined
  if (expires !== undefined && !(typeof expires === 'string' && dayOf(expires) !== undefined)) return undefined
  return { rule, file, server, reason: reason.trim(), expires }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}
