import { describe, expect, it } from 'vitest'
import { count, counted } from '../../client/webview/format.ts'

describe('counts', () => {
  it('have a comma between thousands', () => {
    expect([0, 12, 999, 1_000, 48_210, 1_234_567].map(count)).toEqual(['0', '12', '999', '1,000', '48,210', '1,234,567'])
  })

  it('name one thing in the singular', () => {
    expect([counted(1, 'call'), counted(1_000, 'call')]).toEqual(['1 call', '1,000 calls'])
  })
})
