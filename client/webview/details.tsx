import { signal } from '@preact/signals'
import type { BodyDetail, CallDetail } from '../../server/protocol/viewMessages.ts'
import { visibleText } from '../../server/trace/visibleText.ts'
import { AccessTab } from './accessTab.tsx'
import { clockTime, count, duration } from './format.ts'
import { JsonTree } from './jsonTree.tsx'
import { type Detail, detail, selected, setDetailsOpen, store } from './model.ts'
import { rowFacts } from './rowFacts.ts'
import { STATUS_WORDS, TEXTS } from './texts.ts'
import { postCommand } from './vscodeApi.ts'

const TABS = ['Access', 'Request', 'Response', 'Records'] as const
type Tab = (typeof TABS)[number]

const tab = signal<Tab>('Access')

/** Everything about the selected call. */
export function Details() {
  const id = selected.value
  const shown = detail.value
  if (id === undefined || !store.rows.has(id)) return <p class="hint">{TEXTS.noDetails}</p>
  const row = rowFacts(store, id)
  const time = row.durationMs === undefined ? STATUS_WORDS[row.status] : duration(row.durationMs)
  return (
    <>
      <header>
        <h2>
          <span class="server">{visibleText(row.server)}</span> {visibleText(row.tool)}
        </h2>
        <IconButton icon="copy" title="Copy call as JSON" run={() => postCommand('copyCall', [id])} />
        <IconButton icon="close" title="Close details (Esc)" run={() => setDetailsOpen(false)} />
      </header>
      <p class="when">
        {clockTime(row.start)} · {time}
      </p>
      <div class="tabs" role="tablist" aria-label="Parts of the call" onKeyDown={moveTab}>
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === tab.value}
            aria-controls="tab-panel"
            tabIndex={name === tab.value ? 0 : -1}
            onClick={() => {
              tab.value = name
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <div class={`panel p-${tab.value}`} id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab.value}`}>
        <Content shown={shown} />
      </div>
    </>
  )
}

function Content({ shown }: { readonly shown: Detail }) {
  if (shown.state === 'none' || shown.state === 'loading') return <p class="hint">{TEXTS.loading}</p>
  if (shown.state === 'error') return <p class="hint">{shown.text}</p>
  const { call, id } = shown
  switch (tab.value) {
    case 'Access':
      return <AccessTab call={call} id={id} />
    case 'Request':
      return <Body key={`request ${id}`} body={call.request} label="Request" missing={TEXTS.noRequest} />
    case 'Response':
      return <Body key={`response ${id}`} body={call.response} label="Response" missing={TEXTS.noResponse} />
    case 'Records':
      return <Records call={call} />
  }
}

function Body({
  body,
  label,
  missing,
}: {
  readonly body: BodyDetail | undefined
  readonly label: string
  readonly missing: string
}) {
  return body === undefined ? <p class="hint">{missing}</p> : <JsonTree body={body} label={label} />
}

function Records({ call }: { readonly call: CallDetail }) {
  return (
    <section class="records" aria-label="Records of the trace file">
      {call.records.map(({ n, text }) => (
        <pre key={n}>
          <b>{n}</b>
          <span>{visibleText(text)}</span>
        </pre>
      ))}
      {call.moreRecords > 0 && <p class="hint">{count(call.moreRecords)} more are in the trace file.</p>}
    </section>
  )
}

export function IconButton({ icon, title, run }: { readonly icon: string; readonly title: string; run(): void }) {
  return (
    <button type="button" class="icon" title={title} aria-label={title} onClick={() => run()}>
      <i class={`codicon codicon-${icon}`} aria-hidden="true" />
    </button>
  )
}

function moveTab(event: KeyboardEvent): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? TABS.length - 1 : 0
  if (step === 0) return
  event.preventDefault()
  tab.value = TABS[(TABS.indexOf(tab.value) + step) % TABS.length] ?? 'Access'
  document.getElementById(`tab-${tab.value}`)?.focus()
}
