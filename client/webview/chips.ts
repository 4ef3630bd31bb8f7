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

/** Chips of one row, made once and filled again and again. What does not fit in number shows as "+2". */
export function chipList(parent: HTMLElement, most: number): (chips: readonly Chip[]) => void {
  const slots = Array.from({ length: most }, () => chipSlot(parent))
  const more = element('span', 'more', parent)
  const setMore = textSlot(more)
  const hideMore = hiddenSlot(more)
  return (chips) => {
    slots.forEach((set, index) => {
      set(chips[index])
    })
    hideMore(chips.length <= most)
    setMore(chips.length > most ? `+${chips.length - most}` : '')
  }
}

function chipSlot(parent: HTMLElement): (chip: Chip | undefined) => void {
  const chip = element('span', 'chip', parent)
  const setClass = classSlot(chip, 'chip')
  const hide = hiddenSlot(chip)
  const setLetter = textSlot(element('i', '', chip))
  const setName = textSlot(element('span', 'n', chip))
  element('span', 'flag', chip)
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
