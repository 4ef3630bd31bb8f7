import { render } from 'preact'
import type { ToPage } from '../../server/protocol/viewMessages.ts'
import { createActions, listenToKeys } from './actions.ts'
import { createGrid } from './grid.ts'
import { onDraw, receive } from './model.ts'
import { Shell } from './shell.tsx'
import { post, savedState } from './vscodeApi.ts'

const grid = createGrid()
const { run, command } = createActions(grid)
onDraw(grid.draw)
listenToKeys(run)
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data?.v === 1 && data.type === 'command') command(data.command)
  else receive(data)
})
const root = document.getElementById('app') ?? document.body.appendChild(document.createElement('div'))
root.className = 'app'
render(<Shell grid={grid} />, root)
post({ v: 1, type: 'ready', state: savedState() })
