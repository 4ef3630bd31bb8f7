import { partOf, type Text } from '../../model/place.ts'
import type { Patch } from '../../syntax/patch.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import { isContainer, networksOf } from '../containerOptions.ts'
import { boundAddresses, EVERY_INTERFACE, openPorts } from '../listening.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'wildcard-bind',
    group: 'transport',
    title: 'Server listens on all interfaces',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`--host`, `--address`, `--bind`, `HOST`, and the ports a container publishes',
    when: 'the address is `0.0.0.0`, `::` or `*`, or a port of a container is published without `127.0.0.1`; low in a container that publishes nothing, and silent in one that publishes to this machine only.',
    why: 'Other machines can call the server, which usually has no authentication.',
    fix: { safety: 'review', does: 'replaces it by 127.0.0.1' },
    standards: ['CWE-668', 'MCP07', 'MCP spec streamable-http', 'SAFE-T1005'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }, { tree }) {
    const ports = openPorts(launch)
    const [port, ...otherPorts] = ports
    if (port) {
      const patches = ports.map(({ value }) => publishLocally(tree, value))
      yield {
        at: port.value,
        message: `The container of server "${name}" answers on every interface of this machine through "${port.value.text}", and so to other machines. Publish the port to 127.0.0.1 only.`,
        related: otherPorts.map(({ value }) => ({ span: value.span, message: `"${value.text}" opens another port.` })),
        fixes: patches.every((patch) => patch !== undefined)
          ? [{ title: 'Publish it to 127.0.0.1 only', safety: 'review', patches }]
          : [],
      }
      return
    }
    const [address, ...others] = boundAddresses(launch).filter(({ text }) => EVERY_INTERFACE.test(text))
    if (!address) return
    const inContainer = isContainer(launch) && networksOf(launch).every(({ value }) => value.text !== 'host')
    // A container whose ports are published to this machine has to listen on all of its own interfaces.
    if (inContainer && launch.args.some(({ of, flag }) => of === 'container' && (flag === '-p' || flag === '--publish'))) return
    yield {
      at: address,
      severity: inContainer ? 'low' : 'medium',
      message: `Server "${name}" listens on "${address.text}", every interface there is, so that other machines can call it. Let it listen on 127.0.0.1.`,
      related: others.map(({ span, text }) => ({ span, message: `"${text}" is every interface too.` })),
      fixes: [
        {
          title: 'Let it listen on 127.0.0.1',
          safety: 'review',
          patches: [address, ...others].map((text) => listenLocally(tree, text)),
        },
      ],
    }
  },
})

function listenLocally(tree: SyntaxTree, address: Text): Patch {
  const end = EVERY_INTERFACE.exec(address.text)?.[0].length ?? 0
  return { op: 'text', span: partOf(tree, address, 0, end).span, text: '127.0.0.1' }
}

/** `8080:80` gets the address in front; `-P` and a port alone, whose outer port nobody chose, cannot. */
function publishLocally(tree: SyntaxTree, port: Text): Patch | undefined {
  const address = /^(?:0\.0\.0\.0|\[::\]|\*):/.exec(port.text)?.[0]
  if (address !== undefined) return { op: 'text', span: partOf(tree, port, 0, address.length - 1).span, text: '127.0.0.1' }
  if (!/^\d+(?:-\d+)?:\d/.test(port.text)) return undefined
  return { op: 'text', span: { start: port.span.start, end: port.span.start }, text: '127.0.0.1:' }
}

const DIGEST = 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"npx","args":["-y","acme-docs@1.0.0","--host","127.0.0.1"]}}}',
    },
    // Addresses of other machines, ports of this machine, a container that has to listen inside.
    {
      host: 'cursor',
      text: `{"mcpServers":{"a":{"command":"/opt/a","args":["--host","db.acme.example","--upstream","0.0.0.0"],"env":{"HOST":"localhost","DB_HOST":"0.0.0.0"}},"b":{"command":"docker","args":["run","-i","-p","127.0.0.1:8080:8080","-p","[::1]:9090:9090","acme/a@${DIGEST}","--host","0.0.0.0"]}}}`,
    },
    // Behind the image -p is the server's own.
    { host: 'cursor', text: `{"mcpServers":{"a":{"command":"docker","args":["run","-i","acme/a@${DIGEST}","-p","8080"]}}}` },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"npx","args":["-y","acme-docs@1.0.0","--host","«0.0.0.0»"]}}}',
      message:
        'Server "acme" listens on "0.0.0.0", every interface there is, so that other machines can call it. Let it listen on 127.0.0.1.',
      severity: 'medium',
      fixed: '{"mcpServers":{"acme":{"command":"npx","args":["-y","acme-docs@1.0.0","--host","127.0.0.1"]}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"/opt/a","args":["--address=«0.0.0.0:8000»"],"env":{"HOST":"::"}}}}',
      message:
        'Server "a" listens on "0.0.0.0:8000", every interface there is, so that other machines can call it. Let it listen on 127.0.0.1.',
      fixed: '{"servers":{"a":{"command":"/opt/a","args":["--address=127.0.0.1:8000"],"env":{"HOST":"127.0.0.1"}}}}',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"a":{"command":"docker","args":["run","-i","-p","«8080:80»","-p","0.0.0.0:9000:90","acme/a@${DIGEST}","--host","0.0.0.0"]}}}`,
      message:
        'The container of server "a" answers on every interface of this machine through "8080:80", and so to other machines. Publish the port to 127.0.0.1 only.',
      severity: 'medium',
      fixed: `{"mcpServers":{"a":{"command":"docker","args":["run","-i","-p","127.0.0.1:8080:80","-p","127.0.0.1:9000:90","acme/a@${DIGEST}","--host","0.0.0.0"]}}}`,
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"a":{"command":"podman","args":["run","-i","«-P»","acme/a@${DIGEST}"]}}}`,
      message:
        'The container of server "a" answers on every interface of this machine through "-P", and so to other machines. Publish the port to 127.0.0.1 only.',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"a":{"command":"docker","args":["run","-i","acme/a@${DIGEST}","--host","«0.0.0.0»"]}}}`,
      message:
        'Server "a" listens on "0.0.0.0", every interface there is, so that other machines can call it. Let it listen on 127.0.0.1.',
      severity: 'low',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"a":{"command":"docker","args":["run","-i","--network=host","acme/a@${DIGEST}","--host","«0.0.0.0»"]}}}`,
      message:
        'Server "a" listens on "0.0.0.0", every interface there is, so that other machines can call it. Let it listen on 127.0.0.1.',
      severity: 'medium',
    },
  ],
} satisfies Examples
