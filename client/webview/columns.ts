import type { ViewSettings } from '../../server/protocol/viewMessages.ts'
import { visibleText } from '../../server/trace/visibleText.ts'
import { chipList, chipTitle } from './chips.ts'
import { classSlot, element, textSlot } from './element.ts'
import { clockTime, duration, isoTime, relativeTime } from './format.ts'
import { ACCESS_LETTER, type RowFacts, type StatusName } from './rowFacts.ts'
import { credentialWords, isFailed, STATUS_WORDS } from './texts.ts'

/** A column is data: to add one, add an object. */
export interface Column {
  readonly id: string
  readonly title: string
  /** Px: at least, before any other column grows, as a rule, and the share of what is left over. */
  readonly width: { readonly least: number; readonly first?: number; readonly usual: number; readonly grow: number }
  /** Not shown in a list narrower than this, px. */
  readonly from: number
  /** Shown in a list so narrow that a call takes two lines. */
  readonly narrow: boolean
  /** Fills a cell once; the returned function shows a row in it, and writes only what changed. */
  cell(cell: HTMLElement): (row: RowFacts, view: CellView) => void
  /** For copying and export. */
  text(row: RowFacts, view: CellView): string
}

/** What cells depend on beside the row. */
export interface CellView {
  readonly timeFormat: ViewSettings['timeFormat']
  /** Ms since 1970, for calls that still run. */
  readonly now: number
  /** Px for the chips of a row. */
  readonly scopesWidth: number
}

const STATUS_ICON: Readonly<Record<StatusName, string>> = {
  running: 'loading',
  ok: 'check',
  'tool error': 'error',
  'protocol error': 'error',
  cancelled: 'circle-outline',
  'timed out': 'history',
  interrupted: 'debug-disconnect',
}

const time: Column = {
  id: 'time',
  title: 'Time',
  width: { least: 92, usual: 92, grow: 0 },
  from: 0,
  narrow: false,
  cell: (cell) => plainText(cell, (row, view) => time.text(row, view)),
  text: (row, { timeFormat }) =>
    timeFormat === 'iso' ? isoTime(row.start) : timeFormat === 'relative' ? relativeTime(row.sinceFirst) : clockTime(row.start),
}

const status: Column = {
  id: 'status',
  title: '',
  width: { least: 22, usual: 22, grow: 0 },
  from: 0,
  narrow: true,
  cell(cell) {
    const icon = element('i', 'codicon', cell)
    const setClass = classSlot(icon, 'codicon')
    let last: StatusName | undefined
    return (row) => {
      setClass(statusClass(row.status))
      if (row.status !== last) cell.title = STATUS_WORDS[row.status]
      last = row.status
    }
  },
  text: (row) => row.status,
}

const tool: Column = {
  id: 'tool',
  title: 'Tool',
  width: { least: 104, usual: 170, grow: 1 },
  from: 0,
  narrow: true,
  cell(cell) {
    const setServer = textSlot(element('span', 'server', cell))
    const setName = textSlot(element('span', 'name', cell))
    return (row) => {
      setServer(visibleText(row.server))
      setName(visibleText(row.tool))
    }
  },
  text: (row) => `${row.server} ${row.tool}`,
}

const workload: Column = {
  id: 'workload',
  title: 'Workload',
  width: { least: 70, usual: 104, grow: 0 },
  from: 760,
  narrow: false,
  cell: (cell) => optionalText(cell, workload),
  text: (row) => row.identity ?? '',
}

const credential: Column = {
  id: 'credential',
  title: 'Credential',
  width: { least: 90, usual: 150, grow: 0 },
  from: 690,
  narrow: false,
  cell(cell) {
    const icon = element('i', 'codicon codicon-key', cell)
    const setText = textSlot(element('span', 'name', cell))
    let last: RowFacts['credentials'] | undefined
    return (row) => {
      if (row.credentials === last) return
      last = row.credentials
      icon.hidden = row.credentials.length === 0
      setText(visibleText(credential.text(row, NO_VIEW)) || '–')
      cell.title = row.credentials.map((one) => visibleText(credentialWords(one))).join('\n')
    }
  },
  text: (row) => row.credentials.map(({ kind, name, short }) => short ?? kind ?? name).join(', '),
}

const scopes: Column = {
  id: 'scopes',
  title: 'Scopes',
  // Two usual chips come before anything else: what a credential may do is what the list is for.
  width: { least: 110, first: 217, usual: 300, grow: 0 },
  from: 0,
  narrow: true,
  cell(cell) {
    const setChips = chipList(cell, 4)
    let last: RowFacts['chips'] | undefined
    let lastWidth = 0
    return (row, { scopesWidth }) => {
      if (row.chips === last && scopesWidth === lastWidth) return
      last = row.chips
      lastWidth = scopesWidth
      setChips(row.chips, scopesWidth)
      cell.title = row.chips.map(chipTitle).join('\n')
    }
  },
  text: (row) => row.chips.map(({ name }) => name).join(' '),
}

const effect: Column = {
  id: 'effect',
  title: 'Effect',
  width: { least: 76, usual: 180, grow: 2 },
  from: 0,
  narrow: true,
  cell(cell) {
    const letter = element('i', 'letter', cell)
    const setLetterClass = classSlot(letter, 'letter')
    const setLetter = textSlot(letter)
    const text = element('span', 'name', cell)
    const setTextClass = classSlot(text, 'name')
    const setText = textSlot(text)
    return (row) => {
      setLetterClass(`letter a-${row.access}`)
      setLetter(row.protocol ? '' : ACCESS_LETTER[row.access])
      setTextClass(isFailed(row.status) ? 'name failed' : row.effect === '' ? 'name none' : 'name')
      setText(visibleText(row.effect) || '–')
    }
  },
  text: (row) => row.effect,
}

const durationColumn: Column = {
  id: 'duration',
  title: 'Duration',
  width: { least: 66, usual: 66, grow: 0 },
  from: 0,
  narrow: true,
  cell: (cell) => plainText(cell, (row, view) => durationColumn.text(row, view)),
  text(row, { now }) {
    if (row.durationMs !== undefined) return duration(row.durationMs)
    if (row.status === 'interrupted') return '?'
    if (row.status !== 'running') return '–'
    const running = now - row.start
    return running < 1_000 || running > 86_400_000 ? '…' : duration(running)
  },
}

const NO_VIEW: CellView = { timeFormat: 'clock', now: 0, scopesWidth: 0 }

export const COLUMNS: readonly Column[] = [time, status, tool, workload, credential, scopes, effect, durationColumn]

export function statusClass(name: StatusName): string {
  return `codicon codicon-${STATUS_ICON[name]} s-${name.replace(' ', '-')}`
}

function plainText(
  cell: HTMLElement,
  textOf: (row: RowFacts, view: CellView) => string,
): (row: RowFacts, view: CellView) => void {
  const set = textSlot(cell)
  return (row, view) => set(textOf(row, view))
}

function optionalText(cell: HTMLElement, column: Column): (row: RowFacts, view: CellView) => void {
  const set = textSlot(cell)
  const setClass = classSlot(cell, cell.className)
  const base = cell.className
  return (row, view) => {
    const text = column.text(row, view)
    setClass(text === '' ? `${base} none` : base)
    set(visibleText(text) || '–')
  }
}
