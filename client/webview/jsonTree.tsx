import { useMemo, useRef, useState } from 'preact/hooks'
import type { BodyDetail } from '../../server/protocol/viewMessages.ts'
import { parseJsonText } from '../../server/trace/jsonText.ts'
import { visibleText } from '../../server/trace/visibleText.ts'
import { TEXTS } from './texts.ts'
import { initiallyOpen, type TreeRow, treeRows } from './treeRows.ts'
import { useWindow } from './useWindow.ts'

const LINE = 20

/** A request or response as a tree over its source text, so that no digit and no key order is lost. */
export function JsonTree({ body, label }: { readonly body: BodyDetail; readonly label: string }) {
  const root = useMemo(() => parseJsonText(body.text), [body.text])
  const [open, setOpen] = useState<ReadonlySet<string>>(() => initiallyOpen(root))
  const [active, setActive] = useState(0)
  const rows = useMemo(() => treeRows(root, open, body.redacted), [root, open, body.redacted])
  const scroller = useRef<HTMLDivElement>(null)
  const [first, last] = useWindow(scroller, rows.length, LINE)
  if (root.kind === 'word' || root.kind === 'missing') {
    return (
      <div class="plain">
        <p class="muted">{TEXTS.notJson}</p>
        <pre>{visibleText(body.text.slice(0, 20_000))}</pre>
      </div>
    )
  }

  const toggle = (row: TreeRow | undefined, to?: boolean) => {
    if (row === undefined || !row.expandable || row.expanded === to) return
    const next = new Set(open)
    if (row.expanded) next.delete(row.path)
    else next.add(row.path)
    setOpen(next)
  }
  const go = (to: number) => {
    const position = Math.min(rows.length - 1, Math.max(0, to))
    setActive(position)
    const box = scroller.current
    if (box === null) return
    if (position * LINE < box.scrollTop) box.scrollTop = position * LINE
    else if ((position + 1) * LINE > box.scrollTop + box.clientHeight) box.scrollTop = (position + 1) * LINE - box.clientHeight
  }
  const click = ({ target }: MouseEvent) => {
    const line = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null
    if (line === null || document.getSelection()?.isCollapsed === false) return // Marking text is not opening.
    const position = Number(line.dataset.position)
    setActive(position)
    toggle(rows[position])
  }
  const key = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const row = rows[active]
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 200) / LINE) - 1)
    switch (event.key) {
      case 'ArrowDown':
        go(active + 1)
        break
      case 'ArrowUp':
        go(active - 1)
        break
      case 'PageDown':
        go(active + page)
        break
      case 'PageUp':
        go(active - page)
        break
      case 'Home':
        go(0)
        break
      case 'End':
        go(rows.length - 1)
        break
      case 'ArrowRight':
        if (row?.expandable && !row.expanded) toggle(row, true)
        else go(active + 1)
        break
      case 'ArrowLeft':
        if (row?.expanded) toggle(row, false)
        else go(parentOf(rows, active))
        break
      case 'Enter':
      case ' ':
        toggle(row)
        break
      default:
        return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      class="tree"
      ref={scroller}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={active >= first && active < last ? `${label}-${active}` : undefined}
      onKeyDown={key}
      onClick={click}
    >
      {body.cut && <p class="muted cut">{TEXTS.bodyCut}</p>}
      <div class="sheet" style={{ height: `${rows.length * LINE}px` }}>
        {rows.slice(first, last).map((row, index) => {
          const position = first + index
          return (
            <div
              key={row.path}
              id={`${label}-${position}`}
              class={`line${position === active ? ' active' : ''}`}
              role="treeitem"
              aria-level={row.depth + 1}
              aria-expanded={row.expandable ? row.expanded : undefined}
              aria-selected={position === active}
              style={{ transform: `translateY(${position * LINE}px)`, paddingLeft: `${row.depth * 14 + 4}px` }}
              tabIndex={-1}
              data-position={position}
            >
              <i class={`codicon ${row.expandable ? `codicon-chevron-${row.expanded ? 'down' : 'right'}` : 'codicon-blank'}`} />
              {row.key !== undefined && <span class="key">{visibleText(row.key)}:</span>}
              <span class={`v-${row.kind}`}>{row.text}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function parentOf(rows: readonly TreeRow[], position: number): number {
  const depth = rows[position]?.depth ?? 0
  for (let at = position - 1; at >= 0; at -= 1) if ((rows[at]?.depth ?? 0) < depth) return at
  return 0
}
