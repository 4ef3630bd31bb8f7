import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'

export interface StandIn {
  /** Of its root, with the slash at the end. */
  readonly url: string
  /** Paths that were asked for, in order. */
  readonly asked: string[]
  readonly headers: http.IncomingHttpHeaders[]
}

const servers: http.Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A registry on loopback that answers as it is told to; gone after the test. */
export async function standIn(answer: (path: string, response: http.ServerResponse) => void): Promise<StandIn> {
  const asked: string[] = []
  const headers: http.IncomingHttpHeaders[] = []
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? '')
    headers.push(request.headers)
    answer(request.url ?? '', response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // An address of a server that listens on TCP is an object.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, headers }
}

/** A stand-in of npm's registry: the abbreviated form, as it is documented. */
export function npmAnswer(packages: Readonly<Record<string, Readonly<Record<string, string>>>>): Parameters<typeof standIn>[0] {
  return (path, response) => {
    const name = decodeURIComponent(path.slice(1))
    const tags = Object.hasOwn(packages, name) ? packages[name] : undefined
    if (!tags) return void response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"Not found"}')
    const versions = Object.fromEntries(Object.values(tags).map((version) => [version, { name, version, dist: {} }]))
    response
      .writeHead(200, { 'content-type': 'application/vnd.npm.install-v1+json' })
      .end(JSON.stringify({ name, 'dist-tags': tags, versions, modified: '2026-11-01T00:00:00.000Z' }))
  }
}
