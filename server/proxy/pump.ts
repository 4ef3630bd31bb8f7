import type { Readable, Writable } from 'node:stream'

/**
 * Writes each chunk on first, with backpressure, and shows it to the observer second. An observer cannot delay, change or
 * lose it: what it throws goes to `onObserverError`. Ends nothing; that differs for each stream.
 */
export function pump(
  source: Readable,
  sink: Writable,
  observe: (chunk: Buffer) => void,
  onObserverError: (error: unknown) => void,
): void {
  const resume = () => source.resume()
  source.on('data', (chunk: Buffer) => {
    if (!sink.write(chunk)) {
      source.pause()
      sink.once('drain', resume)
    }
    try {
      observe(chunk)
    } catch (error) {
      onObserverError(error)
    }
  })
}
