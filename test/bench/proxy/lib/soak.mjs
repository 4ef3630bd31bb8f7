// Many messages through one proxy: does it answer all of them, record all of them, and stay small?
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { handshake, StdioClient } from './clients.mjs'
import { residentMiB } from './processes.mjs'
import { here } from './targets.mjs'

const WINDOW = 200

/** Sends `messages` calls, `WINDOW` of them in flight. Memory in MiB is undefined where there is no /proc. */
export async function soak(proxy, messages, log = () => undefined) {
  const home = mkdtempSync(path.join(tmpdir(), 'proxy-soak-'))
  try {
    const server = [process.execPath, path.join(here, 'fixtures', 'echo-server.mjs')]
    const client = new StdioClient([process.execPath, proxy, '--', ...server], { env: { ...process.env, SCOPELIGHT_HOME: home } })
    await handshake(client)
    const memory = []
    let sent = 0
    let answered = 0
    await new Promise((resolve, reject) => {
      client.closed.then(() => reject(new Error(`the proxy ended after ${answered} answers`)))
      client.onOther = () => {
        answered += 1
        if (answered % Math.ceil(messages / 100) === 0) {
          memory.push(residentMiB(client.child.pid))
          if (memory.length % 10 === 0) log(`${answered} answers, ${memory.at(-1)?.toFixed(0)} MiB`)
        }
        if (answered === messages) resolve()
        else if (sent < messages) send()
      }
      const send = () => {
        sent += 1
        client.write(
          `{"jsonrpc":"2.0","id":${sent},"method":"tools/call","params":{"name":"echo","arguments":{"text":"message ${sent}"}}}\n`,
        )
      }
      for (let i = 0; i < Math.min(WINDOW, messages); i++) send()
    })
    await client.close()
    return { answered, ...trail(home), ...growth(memory) }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Numbers of all lines, read file by file, and what the last one says. */
function trail(home) {
  const folder = path.join(home, 'traces')
  const files = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.mcptrace'))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  let lines = 0
  let gaps = 0
  let frames = 0
  let close
  for (const file of files) {
    for (const line of readFileSync(path.join(folder, file), 'latin1').split('\n')) {
      if (line === '') continue
      lines += 1
      if (!line.includes(`"n":${lines},`)) gaps += 1
      if (line.includes('"k":"frame"')) frames += 1
      if (line.includes('"k":"close"')) close = JSON.parse(line)
    }
  }
  return { segments: files.length, lines, gaps, frames, close }
}

/** The highest reading of the last fifth against that of the second fifth: the first one warms up. */
function growth(memory) {
  const highest = (from, to) => Math.max(...memory.slice(from * memory.length, to * memory.length))
  if (memory.some((reading) => reading === undefined)) return {}
  return { earlyMiB: highest(0.2, 0.4), lateMiB: highest(0.8, 1) }
}
