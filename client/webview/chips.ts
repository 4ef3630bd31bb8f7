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

/** Px of a chip: its letter and edges, and a character of its name. Measuring each would cost more than it is worth. */
const FRAME = 29
const CHARACTER = 6.4
const FLAG = 13
const MORE = 22

/** How many chips fit; at least one, which then is cut. */
export function fittingChips(chips: readonly Chip[], width: number): number {
  let used = 0
  let fitting = 0
  for (const { name, mark } of chips) {
    used += (mark === 'unknown' ? FRAME - 12 : FRAME) + name.length * CHARACTER + (mark === 'unverified' ? FLAG : 0)
    const rest = fitting + 1 < chips.length ? MORE : 0
    if (used + rest > width) break
    fitting += 1
  }
  return Math.max(1, fitting)
}

/** Chips of one row, made once and filled again and again. What does not fit shows as "+2". */
export function chipList(parent: HTMLElement, most: number): (chips: readonly Chip[], width: number) => void {
  const slots = Array.from({ length: most }, () => chipSlot(parent))
  const more = element('span', 'more', parent)
  const setMore = textSlot(more)
  const hideMore = hiddenSlot(more)
  return (chips, width) => {
    const fitting = Math.min(most, fittingChips(chips, width))
    slots.forEach((set, index) => {
      set(index < fitting ? chips[index] : undefined)
    })
    hideMore(chips.length <= fitting)
    setMore(chips.length > fitting ? `+${chips.length - fitting}` : '')
  }
}

function chipSlot(parent: HTMLElement): (chip: Chip | undefined) => void {
  const chip = element('span', 'chip', parent)
  const setClass = classSlot(chip, 'chip')
  const hide = hiddenSlot(chip)
  const setLetter = textSlot(element('i', '', chip))
  const setName = textSlot(element('span', 'n', chip))
  let last: Chip | undefined
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
