/** Makes an element with a class. Rows are drawn thousands of times, so they are plain DOM. */
export function element(name: 'div' | 'span' | 'i', className: string, parent?: HTMLElement): HTMLElement {
  const made = document.createElement(name)
  made.className = className
  parent?.append(made)
  return made
}

/** A text node that is written only when the text changed, and as it is: what strangers wrote goes through `visibleText` first. */
export function textSlot(parent: HTMLElement): (text: string) => void {
  const node = document.createTextNode('')
  parent.append(node)
  let last = ''
  return (text) => {
    if (text === last) return
    last = text
    node.data = text
  }
}

/** A class name that is written only when it changed. */
export function classSlot(target: HTMLElement, initial: string): (className: string) => void {
  let last = initial
  return (className) => {
    if (className === last) return
    last = className
    target.className = className
  }
}

/** Shows or hides an element, only when that changed. */
export function hiddenSlot(target: HTMLElement): (hidden: boolean) => void {
  let last = target.hidden
  return (hidden) => {
    if (hidden === last) return
    last = hidden
    target.hidden = hidden
  }
}
