import { describe, expect, it } from 'vitest'
import { masked } from '../../server/lint/masked.ts'

const TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'
const at = { span: { start: 0, end: 1 }, path: [] }

describe('the words of a report', () => {
  it('lose a credential each time they are said', () => {
    const message = `Server "${TOKEN}" starts nothing.`
    for (let times = 0; times < 3; times++) expect(masked({ at, message }).message).toBe('Server "ghp_…" starts nothing.')
  })

  it('lose it in related places and in titles of fixes too', () => {
    const report = {
      at,
      message: 'Plain.',
      related: [{ span: at.span, message: `Also ${TOKEN}.` }],
      fixes: [{ title: `Remove ${TOKEN}`, safety: 'review', patches: [] }],
    } as const
    for (let times = 0; times < 2; times++) {
      const { related, fixes } = masked(report)
      expect(related).toEqual([{ span: at.span, message: 'Also ghp_….' }])
      expect(fixes?.map(({ title }) => title)).toEqual(['Remove ghp_…'])
    }
  })

  it('stay as they are where they hold none, however many there are', () => {
    const words = Array.from({ length: 5_000 }, (_, index) => `Server "s${index}" starts nothing.`)
    for (const message of [...words, ...words]) expect(masked({ at, message }).message).toBe(message)
  })
})
