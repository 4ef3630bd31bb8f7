import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { freshFolder, PROXY } from './runProxy.ts'

/** Starts what stands in its arguments with real pipes, as Python clients do; Node's own are pairs of sockets. */
const CLIENT = `
import os, subprocess, sys, time
p = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
if sys.argv[1] == "stdout":
    p.stdout.read()
else:
    p.stdout.readline()
    try:
        while True:
            os.write(p.stdin.fileno(), b"x\\n")
            time.sleep(0.02)
    except BrokenPipeError:
        pass
print("noticed" if p.poll() is None else "ended before")
p.kill()
`

/** What the client says of a server that closes one of its streams and lives on. */
function noticed(stream: 'stdin' | 'stdout', server: string): Promise<string> {
  const home = freshFolder()
  const env = { PATH: process.env.PATH, HOME: home, SCOPELIGHT_HOME: home }
  const words = ['-c', CLIENT, stream, process.execPath, PROXY, '--', 'sh', '-c', server]
  return new Promise((resolve, reject) => {
    const client = spawn('python3', words, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    client.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    client.on('error', reject)
    client.on('close', () => resolve(said.trim()))
  })
}

describe.skipIf(process.platform === 'win32')('a client with real pipes', () => {
  it('sees the end of the output that a living server has closed', async () => {
    expect(await noticed('stdout', 'echo ready; exec >&- 2>&-; exec sleep 8')).toBe('noticed')
  })

  it('cannot write on to a living server that has closed its input', async () => {
    expect(await noticed('stdin', 'exec <&-; echo ready; exec sleep 8')).toBe('noticed')
  })
})
