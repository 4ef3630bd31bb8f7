import { render } from 'preact'
import { validateToPage } from '../../server/trace/validateToPage.ts'
import { createActions, listenToKeys } from './actions.ts'
import { createGrid } from './grid.ts'
import { onDraw, receive } from './model.ts'
import { Shell } from './shell.tsx'
import { post, savedState } from './vscodeApi.ts'

const grid = createGrid()
const { run, command } = createActions(grid)
onDraw(grid.draw)
listenToKeys(run)
window.addEventListener('message', ({ data }) => {
  const message = validateToPage(data)
  if (message?.type === 'command') command(message.command)
  else if (message) receive(message)
})
const root = document.getElementById('app') ?? document.body.appendChild(document.createElement('div'))
root.className = 'app'
render(<Shell grid={grid} />, root)
post({ v: 1, type: 'ready', state: savedState() })
