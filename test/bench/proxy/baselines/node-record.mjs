#!/usr/bin/env node
// Forwards every chunk first, then splits lines, parses each one and appends it to a file.
// The least that "record everything" costs.
import { createWriteStream, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lineSplitter, startServer, tap } from './common.mjs'

const file = join(tmpdir(), `node-record-${process.pid}.jsonl`)
const log = createWriteStream(file)
let n = 0

function record(direction, line) {
  let id, method
  try {
    ;({ id, method } = JSON.parse(line))
  } catch {
    // Recorded without an id.
  }
  log.write(
    `{"n":${++n},"t":${Date.now()},"dir":"${direction}","id":${JSON.stringify(id ?? null)},"method":${JSON.stringify(method ?? null)},"raw":`,
  )
  log.write(line)
  log.write('}\n')
}

const child = startServer(['pipe', 'pipe', 'inherit'], (done) => {
  try {
    unlinkSync(file)
  } catch {
    // Never written.
  }
  done()
})
const observer = (direction) => lineSplitter((line) => setImmediate(record, direction, line.subarray(0, -1)))
tap(process.stdin, child.stdin, observer('c2s'))
tap(child.stdout, process.stdout, observer('s2c'))
