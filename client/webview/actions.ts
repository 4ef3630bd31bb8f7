import type { HostCommand } from '../../server/protocol/viewMessages.ts'
import type { Grid } from './grid.ts'
import { actionOf, type KeyAction, type KeyPlace } from './keymap.ts'
import {
  clearView,
  detailsOpen,
  filterText,
  following,
  keysShown,
  select,
  selected,
  setDetailsOpen,
  setFilter,
  setFollowing,
  setShowProtocol,
  showProtocol,
} from './model.ts'
import { postCommand } from './vscodeApi.ts'

/** What keys and the host's commands do. */
export function createActions(grid: Grid): { run(action: KeyAction): void; command(command: HostCommand): void } {
  const filterInput = () => document.querySelector<HTMLInputElement>('.filter input')
  const focusDetails = () => document.querySelector<HTMLElement>('.details [role=tab][aria-selected=true]')?.focus()

  const actions: Readonly<Record<KeyAction, () => void>> = {
    next: () => grid.move(1),
    previous: () => grid.move(-1),
    nextPage: () => grid.move(grid.pageSize()),
    previousPage: () => grid.move(-grid.pageSize()),
    first: () => grid.move('first'),
    last: () => grid.move('last'),
    openDetails() {
      if (selected.value === undefined) grid.move(1)
      setDetailsOpen(true)
      // Once the pane is drawn.
      requestAnimationFrame(focusDetails)
    },
    toggleDetails() {
      if (selected.value === undefined) grid.move(1)
      else setDetailsOpen(!detailsOpen.value)
    },
    back,
    focusFilter() {
      filterInput()?.focus()
      filterInput()?.select()
    },
    focusList: () => grid.focus(),
    copy() {
      if (selected.value !== undefined) postCommand('copyCall', [selected.value])
    },
    keys() {
      keysShown.value = !keysShown.value
    },
  }

  /** Last opened first: the list of keys, details, selection, filter. */
  function back(): void {
    const inFilter = document.activeElement === filterInput()
    if (keysShown.value) keysShown.value = false
    else if (inFilter && filterText.value !== '') setFilterText('')
    else if (inFilter) grid.focus()
    else if (selected.value !== undefined && detailsOpen.value) {
      setDetailsOpen(false)
      grid.focus()
    } else if (selected.value !== undefined) select(undefined)
    else if (filterText.value !== '') setFilterText('')
  }

  function setFilterText(text: string): void {
    const input = filterInput()
    if (input) input.value = text
    setFilter(text)
  }

  const commands: Readonly<Record<HostCommand, () => void>> = {
    clear: clearView,
    focusFilter: actions.focusFilter,
    toggleFollow: () => setFollowing(!following.value),
    toggleDetails: actions.toggleDetails,
    toggleProtocol: () => setShowProtocol(!showProtocol.value),
  }

  return {
    run: (action) => actions[action](),
    command: (command) => commands[command](),
  }
}

/** One listener for all keys. What no binding knows goes on to the browser and to VS Code. */
export function listenToKeys(run: (action: KeyAction) => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return
    const action = actionOf(event, placeOf(event.target))
    if (action === undefined) return
    if (action === 'copy' && document.getSelection()?.isCollapsed === false) return // The person copies what is marked.
    event.preventDefault()
    run(action)
  })
}

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof HTMLElement)) return 'list'
  if (target instanceof HTMLInputElement) return 'input'
  // Buttons, tabs and the tree have their own keys for Enter, Space and the arrows.
  return target === document.body || target.closest('[role=grid]') ? 'list' : 'view'
}
