import { batch, signal } from '@preact/signals'
import type { CallDetail, SavedState, ToPage, TraceStatus, ViewSettings } from '../../server/protocol/viewMessages.ts'
import { parseFilter } from '../../server/trace/filter.ts'
import { type Counts, type DataMessage, PageStore } from '../../server/trace/pageStore.ts'
import { Announcer } from './announcer.ts'
import { post, postCommand, savedState, saveState } from './vscodeApi.ts'

const DEFAULT_ROWS = 200_000
const UNDO_MS = 10_000
const DETAILS_WIDTH = 408

/** What the details pane shows of the selected call. */
export type Detail =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly id: number }
  | { readonly state: 'here'; readonly id: number; readonly call: CallDetail }
  | { readonly state: 'error'; readonly id: number; readonly text: string }

const saved = savedState()

/** The state of the page. Rows are in `store`, since a signal for each would cost what the columns save. */
export const store = new PageStore(DEFAULT_ROWS)
export const loaded = signal(false)
export const counts = signal<Counts>(store.counts)
export const shown = signal(0)
export const status = signal<TraceStatus | undefined>(undefined)
export const settings = signal<ViewSettings>({ follow: true, timeFormat: 'clock', maxRows: DEFAULT_ROWS })
export const filterText = signal(saved?.filter ?? '')
export const filterError = signal<string | undefined>(undefined)
export const selected = signal<number | undefined>(saved?.selected)
export const detailsOpen = signal(saved?.detailsOpen ?? true)
export const detailsSize = signal(saved?.detailsSize ?? DETAILS_WIDTH)
export const detail = signal<Detail>({ state: 'none' })
export const following = signal(saved?.follow ?? true)
/** Calls that came while the list does not follow. */
export const unseen = signal(0)
export const showProtocol = signal(saved?.protocol ?? false)
/** Calls that "Clear View" took away just now. */
export const cleared = signal<{ readonly calls: number; readonly before: number } | undefined>(undefined)
export const keysShown = signal(false)

const announcer = new Announcer()
let drawList: () => void = () => undefined
let request = 0
let undoTimer: ReturnType<typeof setTimeout> | undefined

/** The list is drawn by plain code; it says here how. */
export function onDraw(draw: () => void): void {
  drawList = draw
}

/** Takes one message of the host. */
export function receive(message: ToPage): void {
  switch (message.type) {
    case 'snapshot':
    case 'append':
    case 'patch':
      applyData(message)
      break
    case 'status':
      status.value = message.status
      break
    case 'detail':
      if (message.request !== request) break
      detail.value =
        'error' in message.body
          ? { state: 'error', id: message.id, text: message.body.error }
          : { state: 'here', id: message.id, call: message.body }
      break
    case 'settings':
      if (saved === undefined && !loaded.value) following.value = message.view.follow
      settings.value = message.view
      store.maxRows = message.view.maxRows
      drawList()
      break
  }
}

function applyData(message: DataMessage): void {
  const before = store.counts
  const applied = store.apply(message)
  if (applied.state === 'resync') post({ v: 1, type: 'resync', reason: applied.reason })
  if (applied.state !== 'applied') return
  batch(() => {
    if (message.type === 'snapshot') start()
    const news = Math.max(0, store.counts.calls - before.calls)
    if (message.type === 'append' && news > 0) {
      if (!following.value) unseen.value += news
      announcer.add(news, Math.max(0, store.counts.failed - before.failed))
    }
    if (selected.value !== undefined && concerns(message, selected.value)) askDetail(selected.value)
    refresh()
  })
  post({ v: 1, type: 'ack', generation: applied.generation, seq: applied.seq })
}

function concerns(message: DataMessage, id: number): boolean {
  if (message.type === 'patch') return message.ids.includes(id)
  return message.type === 'append' && id >= message.firstId && id < message.firstId + message.count
}

/** A snapshot replaces everything; what the person had set stays. */
function start(): void {
  loaded.value = true
  unseen.value = 0
  store.showProtocol = showProtocol.value
  applyFilter(filterText.value)
  const id = selected.value
  if (id === undefined) return
  if (store.rows.has(id)) askDetail(id)
  else if (id < store.rows.firstId) select(undefined) // Later ids may still come: the host reads files after a reload.
}

function refresh(): void {
  counts.value = store.counts
  shown.value = store.index.length
  drawList()
}

export function setFilter(text: string): void {
  filterText.value = text
  applyFilter(text)
  refresh()
  save()
}

/** A filter with an error is not applied: the last good one stays, and the list never goes blank by a slip of typing. */
function applyFilter(text: string): void {
  const { tokens, error } = parseFilter(text)
  filterError.value = error
  if (error === undefined) store.setFilter(tokens)
}

export function select(id: number | undefined): void {
  if (id === selected.value) return
  batch(() => {
    selected.value = id
    if (id === undefined) detail.value = { state: 'none' }
    else askDetail(id)
  })
  drawList()
  save()
}

function askDetail(id: number): void {
  request += 1
  // What is shown of the same call stays until the new answer is there.
  if (detail.value.state !== 'here' || detail.value.id !== id) detail.value = { state: 'loading', id }
  post({ v: 1, type: 'detail', request, id })
}

export function setDetailsOpen(open: boolean): void {
  detailsOpen.value = open
  drawList()
  save()
}

export function setDetailsSize(size: number): void {
  detailsSize.value = Math.round(Math.min(1_600, Math.max(220, size)))
  save()
}

export function setFollowing(follow: boolean): void {
  if (follow === following.value) return
  batch(() => {
    following.value = follow
    if (follow) unseen.value = 0
  })
  drawList()
  save()
}

export function setShowProtocol(show: boolean): void {
  showProtocol.value = show
  store.showProtocol = show
  refresh()
  save()
}

/** Hides what is there, here and after the page is shown again. For ten seconds it can be taken back. */
export function clearView(): void {
  const calls = store.counts.calls
  const before = store.clearUpTo(store.rows.nextId)
  postCommand('clear', [store.rows.nextId])
  select(undefined)
  cleared.value = { calls, before }
  clearTimeout(undoTimer)
  undoTimer = setTimeout(() => {
    cleared.value = undefined
  }, UNDO_MS)
  refresh()
}

export function undoClear(): void {
  const undo = cleared.value
  if (undo === undefined) return
  clearTimeout(undoTimer)
  cleared.value = undefined
  store.clearUpTo(undo.before)
  postCommand('undoClear')
  refresh()
}

export function save(): void {
  const state: SavedState = {
    filter: filterText.value,
    selected: selected.value,
    detailsOpen: detailsOpen.value,
    detailsSize: detailsSize.value,
    follow: following.value,
    protocol: showProtocol.value,
  }
  saveState(state)
}
