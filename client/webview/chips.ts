import { visibleText } from '../../server/trace/visibleText.ts'
import { classSlot, element, hiddenSlot, textSlot } from './element.ts'
import { ACCESS_LETTER, type Chip } from './rowFacts.ts'
import { MARK_WORDS } from './texts.ts'

export function chipClass({ access, mark }: Chip): string {
  return `chip a-${access} m-${mark}`
}

/** `repo:read, unverified: the token says so itself` */
export function chipTitle({ name, mark }: Chip): string {
  const words = MARK_WORDS[mark]
  return mark === 'unknown' ? words : visibleText(words === '' ? name : `${name}, ${words}`)
}

/** Px of a chip beside its name: letter and edges, the mark at its end, and "+2" behind the last one. */
const FRAME = 29
const FLAG = 13
const MORE = 22
/** Behind a chip, and not needed behind the last one. */
const GAP = 4

/** Px of a name in a chip. */
export type NameWidth = (name: string) => number

/** Px that a chip takes, with the gap behind it. */
function chipWidth({ name, mark }: Chip, nameWidth: NameWidth): number {
  return (mark === 'unknown' ? FRAME - 12 : FRAME) + nameWidth(name) + (mark === 'unverified' ? FLAG : 0)
}

/** How many chips fit; at least one, which then may have to be cut. */
export function fittingChips(
  chips: readonly Chip[],
  width: number,
  nameWidth: NameWidth,
): { readonly fitting: number; readonly cut: boolean } {
  let used = 0
  let fitting = 0
  for (const chip of chips) {
    used += chipWidth(chip, nameWidth)
    const rest = fitting + 1 < chips.length ? MORE : -GAP
    if (used + rest > width) break
    fitting += 1
  }
  return fitting === 0 ? { fitting: 1, cut: true } : { fitting, cut: false }
}

const measured = new Map<string, number>()
let context: CanvasRenderingContext2D | null | undefined

/** Scopes are few and stand in many rows, so each name is measured once. */
function measuredWidth(name: string): number {
  const known = measured.get(name)
  if (known !== undefined) return known
  context ??= document.createElement('canvas').getContext('2d')
  if (context) context.font = `11px ${getComputedStyle(document.body).fontFamily}`
  const width = context?.measureText(visibleText(name)).width ?? name.length * 6.4
  measured.set(name, width)
  return width
}

/**
 * Chips of one row, filled again and again. What does not fit shows as "+2". Elements are made when a row first needs them:
 * most calls need one or two scopes, and elements are what the first paint waits for.
 */
export function chipList(parent: HTMLElement, most: number): (chips: readonly Chip[], width: number) => void {
  const slots: ((chip: Chip | undefined) => void)[] = []
  const base = parent.className
  const setClass = classSlot(parent, base)
  const more = element('span', 'more', parent)
  const setMore = textSlot(more)
  const hideMore = hiddenSlot(more)
  return (chips, width) => {
    const room = fittingChips(chips, width, measuredWidth)
    const fitting = Math.min(most, room.fitting)
    setClass(room.cut ? `${base} cut` : base)
    while (slots.length < Math.min(fitting, chips.length)) slots.push(chipSlot(parent, more))
    slots.forEach((set, index) => {
      set(index < fitting ? chips[index] : undefined)
    })
    hideMore(chips.length <= fitting)
    setMore(chips.length > fitting ? `+${chips.length - fitting}` : '')
  }
}

function chipSlot(parent: HTMLElement, before: HTMLElement): (chip: Chip | undefined) => void {
  const chip = element('span', 'chip')
  parent.insertBefore(chip, before)
  const setClass = classSlot(chip, 'chip')
  const hide = hiddenSlot(chip)
  const setLetter = textSlot(element('i', '', chip))
  const setName = textSlot(element('span', 'n', chip))
  let last: Chip | undefined
  hide(true)
  return (next) => {
    if (next === last) return
    last = next
    hide(next === undefined)
    if (next === undefined) return
    setClass(chipClass(next))
    setLetter(ACCESS_LETTER[next.access])
    setName(visibleText(next.name))
    chip.dataset.mark = next.mark
    chip.title = chipTitle(next)
  }
}
