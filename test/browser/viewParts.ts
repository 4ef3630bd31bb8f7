import type { Locator } from 'playwright-core'
import { TraceText } from '../trace/traceText.ts'
import type { View } from './rig.ts'
import { filesystem, github, payments } from './traces.ts'

export const example = () => ({ github: github().bytes, filesystem: filesystem().bytes, payments: payments().bytes })

/** The text a person sees: with line breaks, without what is hidden. */
// biome-ignore lint/performance/useDomNodeTextContent: only this one knows the layout.
export const seen = (place: Locator) => place.innerText()
export const rows = (at: View) => at.page.locator('.sizer [role=row]:visible')
export const tools = (at: View) => rows(at).locator('.c-tool .name').allTextContents()
export const filter = (at: View) => at.page.getByRole('textbox', { name: 'Filter' })

export function manyCalls(count: number): Uint8Array {
  const trace = new TraceText().open()
  for (let index = 0; index < count; index += 1)
    trace
      .wait(3)
      .call(index, `tool_${index}`, { path: `/file/${index}` })
      .wait(2)
      .result(index)
  return trace.bytes
}
