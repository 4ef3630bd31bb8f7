import { useEffect, useRef } from 'preact/hooks'
import { count } from './format.ts'
import { counts, filterError, filterText, setFilter, shown, showProtocol } from './model.ts'
import { TEXTS } from './texts.ts'

const DEBOUNCE_MS = 60

/** The filter. The input keeps its own text: no drawing while rows stream can touch what is being typed. */
export function FilterBox() {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const text = filterText.value
  useEffect(() => {
    // Only a change that did not come from typing ("Clear filter") is written into the box.
    if (input.current && timer.current === undefined && input.current.value !== text) input.current.value = text
  }, [text])
  const typed = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      timer.current = undefined
      setFilter(input.current?.value ?? '')
    }, DEBOUNCE_MS)
  }
  const error = filterError.value
  return (
    <div class={`filter${error === undefined ? '' : ' wrong'}`}>
      <i class={`codicon codicon-filter${text === '' ? '' : '-filled'}`} aria-hidden="true" />
      <input
        ref={input}
        type="text"
        aria-label={TEXTS.filter}
        placeholder={TEXTS.filterPlaceholder}
        spellcheck={false}
        autocomplete="off"
        maxLength={2_100}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : 'filter-error'}
        onInput={typed}
      />
      {error !== undefined && (
        <span id="filter-error" class="error">
          {error} Not applied.
        </span>
      )}
      <Hits />
    </div>
  )
}

function Hits() {
  const { calls, protocol } = counts.value
  const all = calls + (showProtocol.value ? protocol : 0)
  return <span class="hits">{filterText.value === '' ? count(all) : `${count(shown.value)} of ${count(all)}`}</span>
}
