import { describe, expect, it } from 'vitest'
import { fittingChips } from '../../client/webview/chips.ts'
import { COLUMNS } from '../../client/webview/columns.ts'
import { columnWidths, fittingColumns } from '../../client/webview/columnWidths.ts'
import type { Chip } from '../../client/webview/rowFacts.ts'

const chip = (name: string, mark: Chip['mark'] = 'plain'): Chip => ({ name, mark, access: 'read' })

const sixEach = (name: string) => name.length * 6

describe('chips of a row', () => {
  it('are as many as fit, with room for "+2" when some do not', () => {
    const chips = [chip('unknown', 'unknown'), chip('repo:read', 'unverified'), chip('issues:write', 'unverified')]
    expect(fittingChips(chips, 300, sixEach)).toEqual({ fitting: 3, cut: false })
    expect(fittingChips(chips, 220, sixEach)).toEqual({ fitting: 2, cut: false })
    expect(fittingChips(chips, 100, sixEach)).toEqual({ fitting: 1, cut: false })
  })

  it('are at least one, which then is cut', () => {
    expect(fittingChips([chip('x'.repeat(100))], 20, sixEach)).toEqual({ fitting: 1, cut: true })
  })
})

describe('columns', () => {
  it('fill the width exactly as soon as their least widths fit', () => {
    for (let width = 520; width < 3_000; width += 37) {
      const columns = fittingColumns(COLUMNS, width)
      const widths = columnWidths(columns, width)
      const least = columns.reduce((sum, column) => sum + column.width.least, 0)
      expect(widths.reduce((sum, one) => sum + one, 0)).toBeCloseTo(Math.max(width, least), 6)
      columns.forEach((column, at) => {
        expect(widths[at]).toBeGreaterThanOrEqual(column.width.least)
      })
      expect(least).toBeLessThanOrEqual(width)
    }
  })

  it('take two lines below 520 px, with what matters most', () => {
    expect(fittingColumns(COLUMNS, 330).map(({ id }) => id)).toEqual(['status', 'tool', 'scopes', 'effect', 'duration'])
  })

  it('leave room for two usual chips of a JWT in a panel of 1,000 px with its details open', () => {
    // The details take 408 px, their edge 1 px, and the scroll bar up to 14 px.
    const width = 1_000 - 408 - 1 - 14
    const columns = fittingColumns(COLUMNS, width)
    const at = columns.findIndex(({ id }) => id === 'scopes')
    const room = (columnWidths(columns, width)[at] ?? 0) - 14
    const chips = [chip('repo:read', 'unverified'), chip('issues:write', 'unverified')]
    expect(fittingChips(chips, room, (name) => name.length * 5.6)).toEqual({ fitting: 2, cut: false })
  })

  it('leave room for three usual chips in a panel beside a sidebar, or as wide as a window with its details open', () => {
    // 1,400 px less the details, their edge and a scroll bar.
    for (const width of [1_020, 1_400 - 408 - 1 - 14]) {
      const columns = fittingColumns(COLUMNS, width)
      const at = columns.findIndex(({ id }) => id === 'scopes')
      // 246 px in VS Code's own font, and the padding of a cell.
      expect(columnWidths(columns, width)[at]).toBeGreaterThanOrEqual(246 + 16)
    }
  })
})
