import { describe, expect, it } from 'vitest'
import { actionOf, KEYMAP, type KeyPress, keyList } from '../../client/webview/keymap.ts'

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
})

describe('the table of keys', () => {
  it('has one meaning for a key in a place', () => {
    const seen = KEYMAP.map(({ place, key, mod }) => `${place} ${mod ?? false} ${key}`)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('leaves letters alone in an input', () => {
    for (const key of ['j', 'k', '/', '?', ' ']) expect(actionOf(press(key), 'input')).toBeUndefined()
  })

  it('compares modifiers exactly, so that keys of the editor pass', () => {
    expect(actionOf(press('j'), 'list')).toBe('next')
    expect(actionOf(press('j', { ctrlKey: true }), 'list')).toBeUndefined()
    expect(actionOf(press('ArrowDown', { altKey: true }), 'list')).toBeUndefined()
    expect(actionOf(press('ArrowDown', { shiftKey: true }), 'list')).toBeUndefined()
    expect(actionOf(press('f', { ctrlKey: true }), 'input')).toBe('focusFilter')
    expect(actionOf(press('f', { metaKey: true }), 'view')).toBe('focusFilter')
    expect(actionOf(press('f'), 'list')).toBeUndefined()
  })

  it('lists every key of the list and the view for people', () => {
    const listed = keyList().flatMap(({ keys }) => keys)
    expect(listed).toContain('Ctrl+C')
    expect(listed).toContain('Space')
    expect(listed).toHaveLength(
      new Set(KEYMAP.filter(({ place }) => place !== 'input').map(({ mod, key }) => `${mod} ${key}`)).size,
    )
  })
})
