#!/usr/bin/env node
// Holds each client line until it is parsed and allowed (here: always allowed), then forwards the
// original bytes; server lines pass chunk by chunk. The least that judging every request costs.
import { lineSplitter, startServer } from './common.mjs'

const child = startServer(['pipe', 'pipe', 'inherit'])
const allowed = (message) => !(message?.method === 'tools/call' && message.params?.name === '__denied__')

const gate = lineSplitter((line) => {
  let message
  try {
    message = JSON.parse(line)
  } catch {
    // Forwarded as it is.
  }
  if (allowed(message)) {
    if (!child.stdin.write(line)) {
      process.stdin.pause()
      child.stdin.once('drain', () => process.stdin.resume())
    }
  } else {
    process.stdout.write(
      `${JSON.stringify({ jsonrpc: '2.0', id: message.id, result: { isError: true, content: [{ type: 'text', text: 'denied' }] } })}\n`,
    )
  }
})
process.stdin.on('data', gate)
process.stdin.on('end', () => child.stdin.end())
child.stdout.pipe(process.stdout)
