import { closeSync, fstatSync, openSync } from 'node:fs'

/**
 * Closes our end of a pipe whose stream is closed. libuv leaves descriptors 0 to 2 open (`uv__stream_close`), and then a
 * client with real pipes never learns that the server has closed its own. `/dev/null` takes the place, so that no file gets
 * a number that the rest of the process takes for standard input or output. Files, terminals and Windows are left alone.
 */
export function closeForGood(descriptor: 0 | 1): void {
  if (process.platform === 'win32') return
  try {
    const found = fstatSync(descriptor)
    if (!found.isFIFO() && !found.isSocket()) return
    closeSync(descriptor)
    // The lowest free number is given, so this is the one that was closed.
    openSync('/dev/null', descriptor === 0 ? 'r' : 'w')
  } catch {
    // It is closed already.
  }
}
