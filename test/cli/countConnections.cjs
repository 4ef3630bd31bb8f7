// Loaded in front of the command line: writes a line for everything that would leave the process by the network, and stops it.
const { appendFileSync } = require('node:fs')

function refuse(owner, name) {
  owner[name] = () => {
    appendFileSync(process.env.CONNECTIONS_FILE, `${name}\n`)
    throw new Error(`no network: ${name}`)
  }
}

const net = require('node:net')
refuse(net.Socket.prototype, 'connect')
for (const name of ['connect', 'createConnection']) refuse(net, name)
refuse(require('node:tls'), 'connect')
refuse(require('node:http2'), 'connect')
for (const module of [require('node:http'), require('node:https')]) for (const name of ['request', 'get']) refuse(module, name)
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  refuse(require('node:dns'), name)
  refuse(require('node:dns').promises, name)
}
refuse(require('node:dgram').Socket.prototype, 'send')
refuse(globalThis, 'fetch')
