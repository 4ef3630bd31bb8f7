import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

const OVERSCAN = 6

/** The part of a list of lines of equal height that is on screen, as [first, last). */
export function useWindow(box: RefObject<HTMLElement | null>, lines: number, height: number): readonly [number, number] {
  const [{ top, size }, setPlace] = useState({ top: 0, size: 600 })
  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const look = () => setPlace({ top: element.scrollTop, size: element.clientHeight })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box])
  const first = Math.max(0, Math.floor(top / height) - OVERSCAN)
  return [Math.min(first, lines), Math.min(lines, Math.ceil((top + size) / height) + OVERSCAN)]
}
