import { SENSITIVE } from '../../knowledge/sensitive.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'docker-socket-mount',
    group: 'reach',
    title: 'Container socket mounted',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where: '`-v/--mount/--volume`, `DOCKER_HOST=unix/tcp`',
    when: 'a mount source is the socket of a container runtime, or `DOCKER_HOST` names one, or names an address that is open to all without TLS.',
    why: 'Whoever controls the socket is root on the machine.',
    fix: undefined,
    standards: ['CWE-250', 'CWE-269', 'ASI05', 'SAFE-T1303'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const mounts = launch.mounts
      .filter(({ source }) => isSocket(source.text))
      .map(({ span, path, source }) => ({ span, path, text: source.text }))
    const hosts = launch.env.flatMap(({ name: variable, value }) =>
      variable === 'DOCKER_HOST' && value && isOpenHost(value.text) ? [value] : [],
    )
    const [first, ...others] = [...mounts, ...hosts]
    if (!first) return
    yield {
      at: first,
      message: `Server "${name}" controls the container runtime through "${first.text}", which makes it root on this machine. Remove it, or put a proxy before the socket that lets through only what is needed.`,
      related: others.map(({ span, text }) => ({ span, message: `It controls the runtime through "${text}" too.` })),
    }
  },
})

const SOCKETS = new Set(SENSITIVE.dockerSockets)

function isSocket(path: string): boolean {
  return SOCKETS.has(path.replaceAll('\\', '/').replace(/(.)\/+$/, '$1'))
}

/** A socket of this machine, or an address on which everybody may ask. */
function isOpenHost(address: string): boolean {
  const path = /^(?:unix|npipe):\/\/(.*)$/.exec(address)?.[1]
  return path === undefined ? /^tcp:\/\/(?:0\.0\.0\.0|\[::\]|\*)(?::|\/|$)/.test(address) : isSocket(path)
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docker":{"command":"docker","args":["run","-i","--rm","mcp/docker@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"DOCKER_HOST":"tcp://socket-proxy.acme.example:2376"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"docker","args":["run","-i","--rm","-v","/var/run/acme.sock:/acme.sock","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"DOCKER_HOST":"${env:DOCKER_HOST}"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docker":{"command":"docker","args":["run","-i","--rm","-v","«/var/run/docker.sock:/var/run/docker.sock»","mcp/docker@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "docker" controls the container runtime through "/var/run/docker.sock", which makes it root on this machine. Remove it, or put a proxy before the socket that lets through only what is needed.',
      severity: 'critical',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"d":{"command":"uvx","args":["mcp-server-docker==0.2.1"],"env":{"DOCKER_HOST":"«unix:///var/run/docker.sock»"}}}}',
      message:
        'Server "d" controls the container runtime through "unix:///var/run/docker.sock", which makes it root on this machine. Remove it, or put a proxy before the socket that lets through only what is needed.',
    },
    {
      host: 'vscode',
      text: '{"servers":{"d":{"command":"podman","args":["run","-i","--mount","«type=bind,src=/run/podman/podman.sock,dst=/s»","-e","DOCKER_HOST=tcp://0.0.0.0:2375","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "d" controls the container runtime through "/run/podman/podman.sock", which makes it root on this machine. Remove it, or put a proxy before the socket that lets through only what is needed.',
    },
  ],
} satisfies Examples
