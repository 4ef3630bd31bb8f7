/** `none`: never expires; `optional`: only when somebody asked for it; `max` and `short`: after `hours` at most. */
export interface Lifetime {
  readonly class: 'none' | 'optional' | 'max' | 'short' | 'unknown'
  readonly hours: number | undefined
  /** "never expires", "expires after 8 hours at most" */
  readonly words: string
}

interface Unit {
  readonly hours: number
  readonly word: string
}

const UNITS: Readonly<Record<string, Unit>> = {
  h: { hours: 1, word: 'hour' },
  d: { hours: 24, word: 'day' },
  mo: { hours: 730, word: 'month' },
  y: { hours: 8760, word: 'year' },
}

/** Reads `none`, `optional`, `max:366d`, `short:8h`, `short:job`, `short` and `embedded` (the credential itself says it). */
export function readLifetime(text: string): Lifetime {
  const [kind, limit = ''] = text.split(':')
  const amount = Number.parseInt(limit, 10)
  const unit = UNITS[limit.replace(/^\d+/, '')]
  const hours = unit && amount * unit.hours
  const span = unit && `${amount} ${unit.word}${amount === 1 ? '' : 's'}`
  switch (kind) {
    case 'none':
      return { class: 'none', hours, words: 'never expires' }
    case 'optional':
      return { class: 'optional', hours, words: 'expires only if an expiry date was set' }
    case 'max':
      return { class: 'max', hours, words: `expires after ${span ?? 'a fixed time'} at most` }
    case 'short':
      return {
        class: 'short',
        hours,
        words: span ? `expires after ${span} at most` : limit ? 'ends with its CI job' : 'is short-lived',
      }
    default:
      return { class: 'unknown', hours, words: 'carries its own expiry' }
  }
}
