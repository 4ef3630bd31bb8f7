import { useEffect, useMemo, useRef } from 'preact/hooks'
import { credentialsOf } from '../../server/trace/entryTexts.ts'
import { announcement } from './announcer.ts'
import { BannerLine } from './banner.tsx'
import { Details, IconButton } from './details.tsx'
import { FilterBox } from './filterBox.tsx'
import { count, counted } from './format.ts'
import type { Grid } from './grid.ts'
import { keyList } from './keymap.ts'
import {
  counts,
  detailsOpen,
  detailsSize,
  following,
  keysShown,
  loaded,
  selected,
  setDetailsSize,
  setFollowing,
  setShowProtocol,
  shown,
  showProtocol,
  store,
  unseen,
} from './model.ts'
import { ACCESS_LETTER, type AccessName } from './rowFacts.ts'
import { EmptyState } from './states.tsx'
import { TEXTS } from './texts.ts'

/** The page around the list. */
export function Shell({ grid }: { readonly grid: Grid }) {
  return (
    <>
      <div class="toolbar" role="toolbar" aria-label="Trace">
        <FilterBox />
        <ProtocolToggle />
        <FollowToggle />
      </div>
      <BannerLine />
      <Main grid={grid} />
      <Footer />
      <div class="live" role="status" aria-live="polite">
        {announcement.value}
      </div>
      <Keys />
    </>
  )
}

function Main({ grid }: { readonly grid: Grid }) {
  // `shown` is read so that a selection kept over a reload opens when its row arrives.
  const open = detailsOpen.value && selected.value !== undefined && shown.value >= 0 && store.rows.has(selected.value)
  return (
    <div class={`main${open ? ' split' : ''}`} style={{ '--details': `${detailsSize.value}px` }}>
      <div class="list">
        <GridHolder grid={grid} />
        {loaded.value && shown.value === 0 && <EmptyState />}
        {unseen.value > 0 && !following.value && (
          <button type="button" class="unseen" onClick={() => setFollowing(true)}>
            ↓ {counted(unseen.value, 'new call')}
          </button>
        )}
      </div>
      {open && (
        <>
          <Splitter />
          <aside class="details" aria-label="Details of the call">
            <Details />
          </aside>
        </>
      )}
    </div>
  )
}

function GridHolder({ grid }: { readonly grid: Grid }) {
  const holder = useRef<HTMLDivElement>(null)
  useEffect(() => holder.current?.append(grid.element), [grid])
  return <div class="holder" ref={holder} />
}

function ProtocolToggle() {
  const { protocol } = counts.value
  return (
    <button
      type="button"
      class="toggle"
      aria-pressed={showProtocol.value}
      title={TEXTS.protocolTitle}
      onClick={() => setShowProtocol(!showProtocol.value)}
    >
      <i class="codicon codicon-radio-tower" aria-hidden="true" />
      <span class="word">{TEXTS.protocol}</span>
      {protocol > 0 && <span class="number">{count(protocol)}</span>}
    </button>
  )
}

function FollowToggle() {
  return (
    <button
      type="button"
      class="toggle"
      aria-pressed={following.value}
      title={TEXTS.followTitle}
      onClick={() => setFollowing(!following.value)}
    >
      <i class="codicon codicon-fold-down" aria-hidden="true" />
      <span class="word">{TEXTS.follow}</span>
    </button>
  )
}

/** Drag, or the arrow keys. */
function Splitter() {
  const drag = (event: PointerEvent) => {
    const bar = event.currentTarget
    const box = bar instanceof HTMLElement ? bar.parentElement : null
    if (!(bar instanceof HTMLElement) || box === null) return
    event.preventDefault()
    bar.setPointerCapture(event.pointerId)
    const below = getComputedStyle(box).flexDirection === 'column'
    const move = ({ clientX, clientY }: PointerEvent) => {
      const edge = box.getBoundingClientRect()
      setDetailsSize(below ? edge.bottom - clientY : edge.right - clientX)
    }
    bar.addEventListener('pointermove', move)
    bar.addEventListener('lostpointercapture', () => bar.removeEventListener('pointermove', move), { once: true })
  }
  const key = (event: KeyboardEvent) => {
    const step =
      event.key === 'ArrowLeft' || event.key === 'ArrowUp'
        ? 24
        : event.key === 'ArrowRight' || event.key === 'ArrowDown'
          ? -24
          : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    setDetailsSize(detailsSize.value + step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is a widget; <hr> cannot be dragged.
    <div
      class="splitter"
      role="separator"
      aria-label="Size of details"
      aria-orientation="vertical"
      aria-valuenow={detailsSize.value}
      aria-valuemin={220}
      aria-valuemax={1600}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={key}
    />
  )
}

const LEGEND: readonly AccessName[] = ['read', 'write', 'delete', 'execute', 'financial', 'admin']

function Footer() {
  const { calls, failed } = counts.value
  const { identity, credential, scope } = store.dictionaries
  // Counted again when there are more of them, not for every batch of rows.
  const credentials = useMemo(
    () => new Set(credential.flatMap((entry) => credentialsOf(entry).map(({ hint, name }) => hint ?? name))).size,
    [credential, credential.length],
  )
  if (calls === 0 && shown.value === 0) return null
  const identities = identity.length
  const scopes = scope.length
  return (
    <footer>
      <span>
        <b>{count(calls)}</b> {calls === 1 ? 'call' : 'calls'}
      </span>
      {identities > 0 && <span>{counted(identities, 'workload')}</span>}
      {credentials > 0 && <span>{counted(credentials, 'credential')}</span>}
      {scopes > 0 && <span>{counted(scopes, 'scope')} seen</span>}
      {failed > 0 && <span class="failed">{count(failed)} failed</span>}
      <span class="legend" aria-hidden="true">
        {LEGEND.map((access) => (
          <span key={access} class={`a-${access}`}>
            <i>{ACCESS_LETTER[access]}</i> {access}
          </span>
        ))}
      </span>
    </footer>
  )
}

function Keys() {
  if (!keysShown.value) return null
  return (
    <div class="keys" role="dialog" aria-label="Keys">
      <header>
        <h2>Keys</h2>
        <IconButton
          icon="close"
          title="Close (Esc)"
          run={() => {
            keysShown.value = false
          }}
        />
      </header>
      <dl>
        {keyList().map(({ keys, title }) => (
          <div key={title}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{title}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
