// What survives a program between a client and a stdio server? Each probe has its own start, so one
// failure cannot spoil the next. A probe returns true, or a sentence that says what went wrong.
import { createHash } from 'node:crypto'
import { extraMemberLine, oddLine } from '../fixtures/odd-line.mjs'
import { handshake, MODERN, withMeta } from './clients.mjs'
import { residentMiB } from './processes.mjs'
import { start } from './targets.mjs'

const sha256 = (text) => createHash('sha256').update(text).digest('hex')
const short = (value) => (JSON.stringify(value) ?? 'nothing').slice(0, 90)
const same = (actual, expected) => actual === expected || `got ${short(actual)}`
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const call = (id, name, text = '', more = '') =>
  `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"method":"tools/call","params":{"name":"${name}","arguments":{"text":"${text}"}${more}}}`
const textOf = ({ message }) => message.result?.content?.[0]?.text
/** How the program ended, or undefined when it still runs after five seconds. */
const ended = (client) => Promise.race([client.closed, pause(5000)])

async function eventually(condition, milliseconds = 2000) {
  for (const end = Date.now() + milliseconds; Date.now() < end; await pause(10)) if (condition()) return true
  return false
}

/** `needs: "stdio"`: only meaningful when the server behind is a stdio server as well. */
const PROBES = [
  {
    name: 'client→server bytes unchanged',
    run: async (client) => {
      const line = `{ "params" :{"arguments":{"text":"\\u00e9 😀","big":12345678901234567890}, "name":"wire"},"method":"tools/call" ,"id":"w\\u0031", "jsonrpc":"2.0"}`
      return same(textOf(await client.requestLine('w1', line)), sha256(line))
    },
  },
  {
    name: 'server→client bytes unchanged',
    run: async (client) => same((await client.requestLine(7, call(7, 'raw'))).line.toString(), oddLine(7)),
  },
  {
    name: 'unknown top-level member relayed',
    run: async (client) => same((await client.requestLine(7, call(7, 'extra'))).line.toString(), extraMemberLine(7)),
  },
  {
    name: 'string, zero, large and look-alike ids kept apart',
    run: async (client) => {
      for (const id of ['a b', 0, 9007199254740991]) {
        const { message } = await client.requestLine(id, call(id, 'echo', 'x'))
        if (message.id !== id) return `id ${short(id)} came back as ${short(message.id)}`
      }
      const [number, string] = [client.answer(1), client.answer('1')]
      client.write(`${call('1', 'echo', 'string')}\n${call(1, 'echo', 'number')}\n`)
      return same(`${textOf(await number)} ${textOf(await string)}`, 'number string')
    },
  },
  {
    name: 'duplicate keys relayed or refused, never reinterpreted',
    run: async (client) => {
      const line = `{"jsonrpc":"2.0","id":"d","method":"tools/call","params":{"name":"echo","name":"wire","arguments":{"text":"x"}}}`
      const { message } = await client.requestLine('d', line)
      return Boolean(message.error) || message.result?.isError === true || same(textOf({ message }), sha256(line))
    },
  },
  {
    name: 'server/discover before initialize (2026-07-28)',
    opens: false,
    run: async (client) => {
      const { message } = await client.request('d', 'server/discover', withMeta({}, MODERN))
      return message.result?.supportedVersions ? true : `got ${short(message.error ?? message.result)}`
    },
  },
  {
    name: 'batch relayed both ways (2025-03-26)',
    needs: 'stdio',
    run: async (client) => {
      client.write(`[${call('b1', 'echo', '1')},${call('b2', 'echo', '2')}]\n`)
      const whole = await eventually(() =>
        client.lines.some((l) => l.startsWith('[') && l.includes('"b1"') && l.includes('"b2"')),
      )
      return whole || 'no answer with both ids in one array'
    },
  },
  {
    name: 'progress and vendor notifications relayed',
    needs: 'stdio',
    run: async (client) => {
      await client.requestLine(1, call(1, 'notify', '', `,"_meta":{"progressToken":"pt"}`))
      const seen = client.lines.join('\n')
      const progress = seen.includes('notifications/progress') && seen.includes('"pt"')
      const vendor = seen.includes('notifications/com.example/vendor')
      return (progress && vendor) || `progress ${progress ? 'ok' : 'lost'}, vendor ${vendor ? 'ok' : 'lost'}`
    },
  },
  {
    name: 'server→client request relayed',
    needs: 'stdio',
    run: async (client) => {
      client.onOther = (message) => {
        if (message.method === 'roots/list') client.notify({ id: message.id, result: { roots: [{ uri: 'file:///r' }] } })
      }
      const answer = await client.requestLine(1, call(1, 'ask'))
      return textOf(answer)?.includes('file:///r') || `got ${short(answer.message)}`
    },
  },
  {
    name: 'unknown method reaches the server',
    run: async (client) => {
      const { message } = await client.request(1, 'com.example/custom', {})
      return message.error?.message === 'Method not found: com.example/custom' || `got ${short(message.error ?? message.result)}`
    },
  },
  {
    name: 'non-JSON line on stdout relayed',
    needs: 'stdio',
    run: async (client) => {
      await client.requestLine(1, call(1, 'noise'))
      const kept = client.lines.includes('this is not JSON')
      const alive = (await client.requestLine(2, call(2, 'echo', 'x'))).message.result
      return (alive && kept) || (alive ? 'works, but the line is swallowed' : 'dead afterwards')
    },
  },
  {
    // Over an HTTP upstream each call is an exchange of its own: then any order will do.
    name: '1,000 pipelined calls, all answered, on stdio in order',
    run: async (client, _started, target) => {
      const order = []
      const answers = Array.from({ length: 1000 }, (_, i) => client.answer(i).then(() => order.push(i)))
      client.write(Array.from({ length: 1000 }, (_, i) => `${call(i, 'echo', 'x')}\n`).join(''))
      await Promise.all(answers)
      return target.upstream === 'http' || order.every((id, i) => id === i) || 'out of order'
    },
  },
  {
    name: '20 MB message',
    run: async (client) => {
      const size = 20 * 1024 * 1024
      return same(textOf(await client.requestLine(1, call(1, 'echo', 'x'.repeat(size))))?.length, size)
    },
  },
  {
    name: 'UTF-8 split across writes',
    run: async (client) => {
      const answer = client.answer(1)
      for (const byte of Buffer.from(`${call(1, 'echo', 'é😀漢')}\n`)) {
        client.write(Buffer.of(byte))
        await new Promise(setImmediate)
      }
      return same(textOf(await answer), 'é😀漢')
    },
  },
  {
    name: 'CRLF framing accepted',
    run: async (client) => same(textOf(await client.requestLine(1, `${call(1, 'echo', 'x')}\r`)), 'x'),
  },
  {
    name: 'memory bounded while the client does not read (64 MiB)',
    needs: 'stdio',
    run: async (client, { pid }) => {
      if (pid === undefined || residentMiB(pid) === undefined) return 'n/a'
      await client.requestLine(0, call(0, 'echo', 'x'.repeat(200_000)))
      const before = residentMiB(pid)
      client.child.stdout.pause()
      client.write(`${call(1, 'flood', '64')}\n`)
      await pause(1500)
      const grown = residentMiB(pid) - before
      const answer = client.answer(1)
      client.child.stdout.resume()
      if (textOf(await answer) !== 'flooded') return 'the flood did not arrive'
      return grown < 32 || `grew by ${grown.toFixed(0)} MiB`
    },
  },
  {
    name: 'stderr passed through',
    needs: 'stdio',
    stderr: 'kept',
    run: async (client) => {
      let text = ''
      client.child.stderr.on('data', (data) => (text += data))
      await client.requestLine(1, call(1, 'noise'))
      return (await eventually(() => text.includes('stderr-marker'))) || 'lost'
    },
  },
  {
    name: "server's exit code propagated",
    needs: 'stdio',
    run: async (client) => {
      client.write(`${call(1, 'exit', '7')}\n`)
      const end = await ended(client)
      return end ? same(end.code, 7) : 'still running 5 s after the server ended'
    },
  },
  {
    name: "server's signal propagated",
    needs: 'stdio',
    run: async (client) => {
      client.write(`${call(1, 'exit', 'SIGKILL')}\n`)
      const end = await ended(client)
      return end
        ? end.signal === 'SIGKILL' || end.code === 137 || `got ${short(end)}`
        : 'still running 5 s after the server ended'
    },
  },
  {
    name: 'server that cannot start: ends with an error, stdout empty',
    needs: 'stdio',
    opens: false,
    server: ['proxy-bench-no-such-program'],
    run: async (client) => {
      const end = await ended(client)
      if (!end) return 'still running after 5 s'
      return (end.code !== 0 && client.lines.length === 0) || `code ${end.code}, stdout ${short(client.lines)}`
    },
  },
  {
    name: 'end of input: the last answer arrives, then both end',
    needs: 'stdio',
    run: async (client) => {
      const answer = client.answer(1)
      client.write(`${call(1, 'slow')}\n`)
      client.child.stdin.end()
      if (textOf(await answer) !== 'slow') return 'the answer is lost'
      return (await ended(client)) ? true : 'still running after 5 s'
    },
  },
  {
    name: 'client stops reading for good: the program ends',
    needs: 'stdio',
    run: async (client) => {
      client.child.stdout.destroy()
      client.write(`${call(1, 'flood', '4')}\n`)
      return (await ended(client)) ? true : 'still running after 5 s'
    },
  },
  {
    name: 'SIGTERM ends the program',
    run: async (client) => {
      client.child.kill('SIGTERM')
      return (await ended(client)) ? true : 'still running after 5 s'
    },
  },
]

export async function probeStdio(targets, log) {
  const results = {}
  for (const target of targets) {
    results[target.name] = {}
    for (const probe of PROBES) {
      let outcome
      let started
      if (target.upstream === 'http' && probe.needs === 'stdio') outcome = 'n/a'
      else {
        try {
          started = await start(target, { stderr: probe.stderr ? 'pipe' : 'ignore', server: probe.server })
          if (probe.opens !== false) await handshake(started.client, { timeoutMs: 10_000 })
          outcome = await probe.run(started.client, started, target)
        } catch (error) {
          outcome = `error: ${error.message}`
        }
      }
      started?.client.child.kill('SIGKILL')
      started?.stop()
      results[target.name][probe.name] = outcome
      if (outcome !== true && outcome !== 'n/a') log(`${target.name}: ${probe.name}: ${outcome}`)
    }
  }
  return results
}
