import { signal } from '@preact/signals'
import type { TraceStatus } from '../../server/protocol/viewMessages.ts'
import { visibleText } from '../../server/trace/visibleText.ts'
import { count, counted, shortClock } from './format.ts'
import { cleared, status, undoClear } from './model.ts'
import { TEXTS } from './texts.ts'
import { postCommand } from './vscodeApi.ts'

interface Banner {
  readonly severity: 'error' | 'warning' | 'info'
  readonly icon: string
  readonly text: string
  readonly action?: { readonly title: string; run(): void }
  /** Can be put away. What it says is then not said again in this page. */
  readonly dismissable: boolean
}

const dismissed = signal<ReadonlySet<string>>(new Set())

/** At most one banner: the worst thing there is to say. */
export function BannerLine() {
  const banner = banners(status.value).find(({ text, dismissable }) => !dismissable || !dismissed.value.has(text))
  if (banner === undefined) return null
  const { severity, icon, text, action, dismissable } = banner
  return (
    <div class={`banner b-${severity}`} role="status">
      <i class={`codicon codicon-${icon}`} aria-hidden="true" />
      <span class="say">{visibleText(text)}</span>
      {action && (
        <button type="button" class="button" onClick={() => action.run()}>
          {action.title}
        </button>
      )}
      {dismissable && (
        <button
          type="button"
          class="icon"
          title="Hide this"
          aria-label="Hide this"
          onClick={() => {
            dismissed.value = new Set([...dismissed.value, text])
          }}
        >
          <i class="codicon codicon-close" aria-hidden="true" />
        </button>
      )}
    </div>
  )
}

function banners(now: TraceStatus | undefined): readonly Banner[] {
  const list: Banner[] = []
  const gone = cleared.value
  if (gone) {
    const text = `${counted(gone.calls, 'call')} cleared from the view. The trace file keeps ${gone.calls === 1 ? 'it' : 'them'}.`
    list.push({ severity: 'info', icon: 'clear-all', text, action: { title: 'Undo', run: undoClear }, dismissable: false })
  }
  if (now === undefined) return list
  const notice = (severity: Banner['severity'], icon: string) =>
    now.notices
      .filter((one) => one.severity === severity)
      .map(({ text }): Banner => ({ severity, icon, text, dismissable: severity !== 'error' }))
  list.push(...notice('error', 'error'))
  if (now.paused) {
    const since = now.pausedAt === undefined ? '' : ` since ${shortClock(now.pausedAt)}`
    const text = `Paused. ${counted(now.pausedCount, 'new call')}${since}.`
    list.push({
      severity: 'warning',
      icon: 'debug-pause',
      text,
      action: { title: 'Resume', run: () => postCommand('resume') },
      dismissable: false,
    })
  }
  list.push(...notice('warning', 'warning'))
  if (now.damaged > 0) {
    const text = `${counted(now.damaged, 'line')} could not be read and ${now.damaged === 1 ? 'is' : 'are'} left out.`
    list.push({ severity: 'warning', icon: 'warning', text, dismissable: true })
  }
  if (now.onDisk > 0) {
    const text = `Keeping the newest calls here. ${count(now.onDisk)} older messages are on disk.`
    list.push({ severity: 'info', icon: 'history', text, dismissable: true })
  }
  if (!now.trusted) {
    const action = { title: 'Manage Trust', run: () => postCommand('manageTrust') }
    list.push({ severity: 'info', icon: 'shield', text: TEXTS.restricted, action, dismissable: true })
  }
  list.push(...notice('info', 'info'))
  return list
}
