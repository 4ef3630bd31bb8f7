#!/usr/bin/env node
// node node-http-pipe.mjs UPSTREAM_URL PORT — the floor for a Node reverse proxy: nothing parsed,
// header names, order and repetition kept, the client's disconnect passed on.
import http from 'node:http'

const upstream = new URL(process.argv[2])
const agent = new http.Agent({ keepAlive: true })
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'])

function endToEnd(rawHeaders, host) {
  const kept = []
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i].toLowerCase()
    if (HOP_BY_HOP.has(name)) continue
    kept.push(rawHeaders[i], host && name === 'host' ? host : rawHeaders[i + 1])
  }
  return kept
}

const server = http.createServer((request, response) => {
  const forwarded = http.request(
    {
      agent,
      host: upstream.hostname,
      port: upstream.port,
      path: upstream.pathname,
      method: request.method,
      headers: endToEnd(request.rawHeaders, upstream.host),
    },
    (answer) => {
      response.writeHead(answer.statusCode, answer.statusMessage, endToEnd(answer.rawHeaders))
      response.flushHeaders()
      answer.pipe(response)
    },
  )
  forwarded.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
  response.on('close', () => {
    if (!response.writableFinished) forwarded.destroy()
  })
  request.pipe(forwarded)
})
server.listen(Number(process.argv[3] ?? 0), '127.0.0.1')
