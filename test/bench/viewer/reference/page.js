// The page that the limits are relative to: what the specification says of the prototype it measured (a pool of rows, 8 cells
// and about 16 elements a row, columns instead of objects, a filter over the dictionaries), and nothing else. It is the floor
// for a page that shows such rows in this browser on this machine. Changing it changes every limit.
import { columnsOf } from '/layout.mjs'

const ROW = 22
const MOST = 200_000
const CELLS = 8
const vscode = acquireVsCodeApi()
const dictionaries = {}
let columns
let total = 0
const shown = new Uint32Array(MOST)
let length = 0

const make = (name, parent) => parent.appendChild(document.createElement(name))
const root = document.getElementById('root')
const input = make('input', root)
const scroller = make('div', root)
const end = make('div', scroller)
scroller.dataset.scroller = ''
end.dataset.end = ''
const slots = Array.from({ length: 40 }, () => {
  const row = make('div', scroller)
  row.role = 'row'
  const texts = Array.from({ length: CELLS }, () => {
    const cell = make('div', row)
    cell.role = 'gridcell'
    return ['i', 'span'].map((name) => make(name, cell).appendChild(document.createTextNode('')))
  })
  return { row, texts: texts.flat(), at: -1 }
})

const name = (dictionary, index) => dictionaries[dictionary]?.[index]?.name ?? ''

function textsOf(id) {
  const k = id % MOST
  const c = columns
  const tool = dictionaries.tool?.[c.tool[k]]
  const needs = dictionaries.needs?.[c.needs[k]]?.scopes[0] ?? -1
  return [
    ['', c.start[k].toFixed(0)],
    [c.status[k] === 1 ? '+' : '-', ''],
    [name('server', tool?.server), tool?.name ?? ''],
    ['', name('identity', c.identity[k])],
    ['*', name('credential', c.credential[k])],
    [String(c.access[k]), name('scope', needs)],
    [String(c.decision[k]), dictionaries.effect?.[c.effect[k]] ?? ''],
    ['', `${c.duration[k].toFixed(0)} ms`],
  ].flat()
}

let stale = true
function draw() {
  const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - 4)
  for (let at = first; at < first + slots.length; at++) {
    const slot = slots[at % slots.length]
    if (slot.at === at && !stale) continue
    slot.at = at
    slot.row.hidden = at >= length
    if (at >= length) continue
    const texts = textsOf(shown[at])
    for (let i = 0; i < texts.length; i++) if (slot.texts[i].data !== texts[i]) slot.texts[i].data = texts[i]
    slot.row.style.top = `${at * ROW}px`
  }
  stale = false
}

let queued = false
function queue() {
  if (queued) return
  queued = true
  requestAnimationFrame(() => {
    queued = false
    draw()
  })
}

let matches = () => true
function compile() {
  const text = input.value
  if (text === '') {
    matches = () => true
    return
  }
  const found = (list, textOf) => Uint8Array.from(list ?? [], (entry) => (textOf(entry).toLowerCase().includes(text) ? 1 : 0))
  const tool = found(dictionaries.tool, (entry) => entry.name)
  const credential = found(dictionaries.credential, (entry) => entry.name)
  const effect = found(dictionaries.effect, (entry) => entry)
  matches = (k) => tool[columns.tool[k]] | credential[columns.credential[k]] | effect[columns.effect[k]]
}

function add(from, to) {
  const fallen = Math.max(0, length + to - from - MOST)
  shown.copyWithin(0, fallen, length)
  length -= Math.min(length, fallen)
  for (let id = from; id < to; id++) if (matches(id % MOST)) shown[length++] = id
}

function grow() {
  const following = scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - ROW
  end.style.transform = `translateY(${length * ROW - 1}px)`
  if (following) scroller.scrollTop = scroller.scrollHeight
  stale = true
  queue()
}

addEventListener('message', ({ data }) => {
  for (const [dictionary, index, entry] of data.dict) {
    dictionaries[dictionary] ??= []
    dictionaries[dictionary][index] = entry
  }
  const batch = columnsOf(data.buffer, data.count)
  columns ??= columnsOf(new ArrayBuffer(MOST * bench.rowBytes), MOST)
  for (const [column, values] of Object.entries(batch)) {
    const at = total % MOST
    const fitting = Math.min(data.count, MOST - at)
    columns[column].set(values.subarray(0, fitting), at)
    if (fitting < data.count) columns[column].set(values.subarray(fitting), 0)
  }
  add(total, total + data.count)
  total += data.count
  grow()
  vscode.postMessage({ v: 1, type: 'ack', seq: data.seq })
})
scroller.addEventListener('scroll', queue, { passive: true })
input.addEventListener('input', () => {
  compile()
  length = 0
  add(Math.max(0, total - MOST), total)
  grow()
})
vscode.postMessage({ v: 1, type: 'ready' })
