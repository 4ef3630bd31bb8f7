import { type CellView, COLUMNS, type Column } from './columns.ts'
import { columnWidths, fittingColumns, NARROW } from './columnWidths.ts'
import { classSlot, element } from './element.ts'
import { following, select, selected, setFollowing, settings, store } from './model.ts'
import { type RowFacts, rowFacts } from './rowFacts.ts'
import { isFailed, rowSentence, TEXTS } from './texts.ts'

const OVERSCAN = 4
/** Browsers draw elements up to some 33 million px high; beyond this the position is scaled. */
const MOST_HEIGHT = 30_000_000
const ACTIVE_ID = 'active-row'

interface RowView {
  readonly element: HTMLElement
  readonly cells: readonly ((row: RowFacts, view: CellView) => void)[]
  readonly setClass: (className: string) => void
  /** Position in the list and id of the row it shows; -1 when it shows none. */
  position: number
  id: number
}

export interface Grid {
  readonly element: HTMLElement
  draw(): void
  /** Selects the row at `by` positions from the selected one, or at an end of the list. */
  move(by: number | 'first' | 'last'): void
  /** Rows that fit on the screen. */
  pageSize(): number
  focus(): void
}

/**
 * The list of calls. A fixed pool of row elements is filled with the rows on screen; what a row shows is written only where
 * it changed, so a frame of scrolling costs a few text nodes.
 */
export function createGrid(): Grid {
  const grid = element('div', 'grid')
  grid.tabIndex = 0
  grid.setAttribute('role', 'grid')
  grid.setAttribute('aria-label', TEXTS.grid)
  const head = element('div', 'head', grid)
  head.setAttribute('role', 'row')
  head.setAttribute('aria-rowindex', '1')
  const scroller = element('div', 'scroller', grid)
  scroller.dataset.scroller = ''
  scroller.tabIndex = -1
  const sizer = element('div', 'sizer', scroller)
  sizer.setAttribute('role', 'rowgroup')

  const places = new CSSStyleSheet()
  document.adoptedStyleSheets.push(places)
  let columns: readonly Column[] = []
  let pool: RowView[] = []
  let rowHeight = 22
  let scopesWidth = 0
  let viewport = 0
  let total = 0
  let wrote = -1
  let queued = false
  /** What rows show may have changed, not only which rows are on screen. */
  let stale = true
  /** The selected row when it is not on screen: it must exist for `aria-activedescendant`. */
  let spare: RowView | undefined
  let ticking: ReturnType<typeof setTimeout> | undefined

  function layout(): void {
    const fitting = fittingColumns(COLUMNS, grid.clientWidth)
    if (fitting.length !== columns.length || fitting.some((column, at) => column !== columns[at])) setColumns(fitting)
    viewport = scroller.clientHeight
    // Rows grow with the font and are two lines high in a narrow view: the style sheet is the only place that says so.
    rowHeight = probe.offsetHeight || 22
    head.style.setProperty('padding-right', `${scroller.offsetWidth - scroller.clientWidth}px`)
    const widths = columnWidths(columns, scroller.clientWidth)
    const narrow = grid.clientWidth < NARROW
    places.replaceSync(narrow ? '' : cellPlaces(columns, widths))
    const scopes = columns.findIndex(({ id }) => id === 'scopes')
    scopesWidth = narrow ? grid.clientWidth * 0.55 : (widths[scopes] ?? 0) - 14
    draw()
  }

  function setColumns(next: readonly Column[]): void {
    columns = next
    grid.setAttribute('aria-colcount', String(columns.length))
    head.replaceChildren(
      ...columns.map(({ id, title }) => {
        const cell = element('div', `c c-${id}`)
        cell.setAttribute('role', 'columnheader')
        cell.textContent = title
        if (title === '') cell.setAttribute('aria-label', 'Status')
        return cell
      }),
    )
    for (const view of pool) view.element.remove()
    spare?.element.remove()
    pool = []
    spare = undefined
  }

  function makeRow(): RowView {
    const row = element('div', 'row', sizer)
    row.setAttribute('role', 'row')
    row.style.visibility = 'hidden'
    const cells = columns.map((column) => {
      const cell = element('div', `c c-${column.id}`, row)
      cell.setAttribute('role', 'gridcell')
      return column.cell(cell)
    })
    return { element: row, cells, setClass: classSlot(row, 'row'), position: -1, id: -1 }
  }

  function queue(): void {
    if (queued) return
    queued = true
    requestAnimationFrame(() => {
      queued = false
      render()
    })
  }

  function draw(): void {
    stale = true
    queue()
  }

  function render(): void {
    if (viewport === 0 || columns.length === 0) return
    const { index } = store
    const before = total
    total = index.length
    if (total !== before) {
      sizer.style.height = `${Math.min(MOST_HEIGHT, total * rowHeight)}px`
      grid.setAttribute('aria-rowcount', String(total + 1))
    }
    const real = Math.min(MOST_HEIGHT, total * rowHeight)
    const most = Math.max(0, real - viewport)
    let top = Math.min(scroller.scrollTop, most)
    if (following.value) top = most
    else if (store.shifted > 0) top = Math.max(0, top - store.shifted * rowHeight)
    store.shifted = 0
    if (Math.abs(top - scroller.scrollTop) >= 1) {
      wrote = top
      scroller.scrollTop = top
    }
    // Position in the list as if no height were too much.
    const virtual = real < total * rowHeight && most > 0 ? (top / most) * (total * rowHeight - viewport) : top
    const first = Math.max(0, Math.floor(virtual / rowHeight) - OVERSCAN)
    const last = Math.min(total, Math.ceil((virtual + viewport) / rowHeight) + OVERSCAN)
    fill(first, last, top - virtual)
  }

  function fill(first: number, last: number, shift: number): void {
    const view: CellView = { timeFormat: settings.value.timeFormat, now: Date.now(), scopesWidth }
    const size = Math.ceil(viewport / rowHeight) + 2 * OVERSCAN + 1
    if (pool.length < size) {
      for (const slot of pool) hide(slot) // A row's place in the pool depends on the size of the pool.
      while (pool.length < size) pool.push(makeRow())
    }
    let running = false
    for (let position = first; position < last; position += 1) {
      const slot = pool[position % pool.length]
      const id = store.index.at(position)
      if (slot === undefined || id === undefined) continue
      if (stale || slot.id !== id || slot.position !== position) running = show(slot, position, id, view, shift) || running
      else if (shift !== 0) place(slot, shift)
    }
    for (const slot of pool) if (slot.position < first || slot.position >= last) hide(slot)
    drawActive(first, last, view, shift)
    stale = false
    tick(running)
  }

  /** Fills a row element; returns whether its call still runs. */
  function show(slot: RowView, position: number, id: number, view: CellView, shift: number): boolean {
    const row = rowFacts(store, id)
    for (const cell of slot.cells) cell(row, view)
    if (slot.position !== position) slot.element.setAttribute('aria-rowindex', String(position + 2))
    if (slot.position === -1) slot.element.style.visibility = ''
    slot.position = position
    slot.id = id
    const isSelected = id === selected.value
    setAttribute(slot.element, 'aria-selected', isSelected ? 'true' : 'false')
    setAttribute(slot.element, 'aria-label', rowSentence(row))
    slot.setClass(`row${isSelected ? ' selected' : ''}${isFailed(row.status) ? ' bad' : ''}`)
    if (isSelected) slot.element.id = ACTIVE_ID
    else if (slot.element.id !== '') slot.element.removeAttribute('id')
    place(slot, shift)
    return row.status === 'running'
  }

  function place(slot: RowView, shift: number): void {
    slot.element.style.top = `${slot.position * rowHeight + shift}px`
  }

  /** Not out of the layout: a filter hides all rows and shows them again, and building boxes is the dear part of that. */
  function hide(slot: RowView): void {
    if (slot.position === -1) return
    slot.element.style.visibility = 'hidden'
    if (slot.element.id !== '') slot.element.removeAttribute('id')
    slot.position = -1
    slot.id = -1
  }

  function drawActive(first: number, last: number, view: CellView, shift: number): void {
    const position = selected.value === undefined ? -1 : store.index.indexOf(selected.value)
    if (position === -1) grid.removeAttribute('aria-activedescendant')
    else setAttribute(grid, 'aria-activedescendant', ACTIVE_ID)
    if (position === -1 || (position >= first && position < last)) {
      if (spare) hide(spare)
      return
    }
    spare ??= makeRow()
    show(spare, position, selected.value ?? -1, view, shift)
  }

  /** Durations of running calls go on by themselves, once a second. */
  function tick(running: boolean): void {
    if (!running || ticking !== undefined) return
    ticking = setTimeout(() => {
      ticking = undefined
      draw()
    }, 1_000)
  }

  function move(by: number | 'first' | 'last'): void {
    if (store.index.length === 0) return
    const end = store.index.length - 1
    const current = selected.value === undefined ? -1 : store.index.indexOf(selected.value)
    const from = current === -1 && typeof by === 'number' ? visiblePosition(by) : current + (typeof by === 'number' ? by : 0)
    const position = by === 'first' ? 0 : by === 'last' ? end : Math.min(end, Math.max(0, from))
    setFollowing(by === 'last')
    select(store.index.at(position))
    reveal(position)
    draw()
  }

  /** Where moving starts when nothing is selected: at what is seen. */
  function visiblePosition(by: number): number {
    const at = Math.floor(scroller.scrollTop / rowHeight)
    return by > 0 ? at : Math.min(store.index.length - 1, at + pageSize())
  }

  function reveal(position: number): void {
    if (total * rowHeight > MOST_HEIGHT) {
      const most = MOST_HEIGHT - viewport
      scroller.scrollTop = Math.min(most, (position * rowHeight * most) / Math.max(1, total * rowHeight - viewport))
      return
    }
    const top = position * rowHeight
    if (top < scroller.scrollTop) scroller.scrollTop = top
    else if (top + rowHeight > scroller.scrollTop + viewport) scroller.scrollTop = top + rowHeight - viewport
  }

  function pageSize(): number {
    return Math.max(1, Math.floor(viewport / rowHeight) - 1)
  }

  scroller.addEventListener(
    'scroll',
    () => {
      // Only the person's scrolling decides whether the list follows.
      if (Math.abs(scroller.scrollTop - wrote) >= 1) {
        setFollowing(scroller.scrollTop + viewport >= scroller.scrollHeight - rowHeight / 2)
      }
      wrote = -1
      queue()
    },
    { passive: true },
  )
  sizer.addEventListener('mousedown', (event) => {
    const target = event.target instanceof Element ? event.target.closest('[role=row]') : null
    const clicked = pool.find((slot) => slot.element === target)
    if (clicked === undefined || clicked.id === -1 || event.button === 1) return
    setFollowing(false)
    select(clicked.id)
    // Not the browser's way, which would scroll the list to its top.
    event.preventDefault()
    grid.focus({ preventScroll: true })
  })
  const probe = element('div', 'row probe', sizer)
  probe.setAttribute('aria-hidden', 'true')
  new ResizeObserver(layout).observe(scroller)

  return { element: grid, draw, move, pageSize, focus: () => grid.focus() }
}

/**
 * Where the cells of a row stand. They stand by themselves, since a grid would lay out all eight when one changes; and as a
 * style sheet, since 300 elements with a style of their own cost more.
 */
function cellPlaces(columns: readonly Column[], widths: readonly number[]): string {
  let left = 0
  return columns
    .map(({ id }, at) => {
      const rule = `.c-${id}{left:${left}px;width:${widths[at] ?? 0}px}`
      left += widths[at] ?? 0
      return rule
    })
    .join('')
}

function setAttribute(target: HTMLElement, name: string, value: string): void {
  if (target.getAttribute(name) !== value) target.setAttribute(name, value)
}
