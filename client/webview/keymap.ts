/** Where the focus is, from inner to outer. A binding belongs to one place and works in the places inside the list. */
export type KeyPlace = 'input' | 'list' | 'view'

export type KeyAction =
  | 'next'
  | 'previous'
  | 'nextPage'
  | 'previousPage'
  | 'first'
  | 'last'
  | 'openDetails'
  | 'toggleDetails'
  | 'back'
  | 'focusFilter'
  | 'focusList'
  | 'copy'
  | 'keys'

export interface KeyBinding {
  /** As `KeyboardEvent.key`; letters in lower case. */
  readonly key: string
  /** Ctrl, or Cmd on a Mac. */
  readonly mod?: true
  readonly place: KeyPlace
  readonly action: KeyAction
  /** For the list of keys. */
  readonly title: string
}

export const KEYMAP: readonly KeyBinding[] = [
  { key: 'ArrowDown', place: 'list', action: 'next', title: 'Next call' },
  { key: 'j', place: 'list', action: 'next', title: 'Next call' },
  { key: 'ArrowUp', place: 'list', action: 'previous', title: 'Previous call' },
  { key: 'k', place: 'list', action: 'previous', title: 'Previous call' },
  { key: 'PageDown', place: 'list', action: 'nextPage', title: 'One page down' },
  { key: 'PageUp', place: 'list', action: 'previousPage', title: 'One page up' },
  { key: 'Home', place: 'list', action: 'first', title: 'First call' },
  { key: 'End', place: 'list', action: 'last', title: 'Newest call, and follow' },
  { key: 'Enter', place: 'list', action: 'openDetails', title: 'Open details and go there' },
  { key: ' ', place: 'list', action: 'toggleDetails', title: 'Open or close details' },
  { key: 'c', mod: true, place: 'list', action: 'copy', title: 'Copy the call as JSON' },
  { key: 'Escape', place: 'view', action: 'back', title: 'Close what was opened last' },
  { key: '/', place: 'view', action: 'focusFilter', title: 'Go to the filter' },
  { key: 'f', mod: true, place: 'view', action: 'focusFilter', title: 'Go to the filter' },
  { key: '?', place: 'view', action: 'keys', title: 'Show the keys' },
  { key: 'f', mod: true, place: 'input', action: 'focusFilter', title: 'Go to the filter' },
  { key: 'Escape', place: 'input', action: 'back', title: 'Clear the filter' },
  { key: 'ArrowDown', place: 'input', action: 'focusList', title: 'Go to the list' },
  { key: 'Enter', place: 'input', action: 'focusList', title: 'Go to the list' },
]

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** What a key means in a place; undefined leaves it to the browser and to VS Code. Modifiers must agree exactly. */
export function actionOf(press: KeyPress, place: KeyPlace): KeyAction | undefined {
  const mod = press.ctrlKey !== press.metaKey
  if (press.altKey || (press.ctrlKey && press.metaKey)) return undefined
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  // "?" and "/" need Shift on some keyboards.
  if (press.shiftKey && key !== '?' && key !== '/') return undefined
  const places: readonly KeyPlace[] = place === 'list' ? ['list', 'view'] : [place]
  for (const where of places) {
    const found = KEYMAP.find((binding) => binding.place === where && binding.key === key && (binding.mod ?? false) === mod)
    if (found) return found.action
  }
  return undefined
}

/** The list of keys for people: one line for each thing to do. */
export function keyList(): readonly { readonly keys: readonly string[]; readonly title: string }[] {
  const lines = new Map<string, Set<string>>()
  for (const { key, mod, title, place } of KEYMAP) {
    if (place === 'input') continue
    const keys = lines.get(title) ?? new Set()
    keys.add(`${mod ? 'Ctrl+' : ''}${KEY_NAMES[key] ?? key.toUpperCase()}`)
    lines.set(title, keys)
  }
  return [...lines].map(([title, keys]) => ({ title, keys: [...keys] }))
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ' ': 'Space',
  PageDown: 'Page Down',
  PageUp: 'Page Up',
  Home: 'Home',
  End: 'End',
  Enter: 'Enter',
  Escape: 'Esc',
}
