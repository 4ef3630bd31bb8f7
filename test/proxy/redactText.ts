import { createSecretFinder } from '../../server/proxy/findSecrets.ts'
import { createRedactor, type LineContext } from '../../server/proxy/redact.ts'

/** A redactor that knows these secrets, with text in and out; it remembers from line to line, as that of a recording does. */
export function textRedactor(known: readonly string[] = []) {
  const redactor = createRedactor(createSecretFinder(known))
  const whole = (text: string, context: Partial<LineContext> = {}) => {
    const { view, redacted } = redactor.line(Buffer.from(text), { isAnswer: false, ...context })
    return { text: view === undefined ? text : Buffer.from(view, 'latin1').toString(), redacted }
  }
  const line = (text: string, context?: Partial<LineContext>) => whole(text, context).text
  return {
    redactor,
    /** A line and the places in it that were replaced. */
    whole,
    line,
    /** Running text. */
    text: (text: string) => redactor.text(text).text,
    /** A value as it is after it was written, redacted and read. */
    parsed: (value: unknown) => JSON.parse(line(JSON.stringify(value))),
  }
}
