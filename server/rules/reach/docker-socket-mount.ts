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
    where: '`-v/--mount/--volume`, `DOCKER_HOST=unix/tcp`, `docker -H`',
    when: 'a mount source is the socket of a container runtime (also of one that runs without root) or the folder that holds it, or `DOCKER_HOST` names one, or `--use-api-socket` mounts it, or `DOCKER_HOST` or `docker -H` names an address that is open to all without TLS.',
    why: 'Whoever controls the socket is root on the machine.',
    fix: undefined,
    standards: ['CWE-250', 'CWE-269', 'ASI05', 'SAFE-T1303'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const mounts = launch.mounts
      .filter(({ source }) => holdsSocket(source.text))
      .map(({ span, path, source }) => ({ span, path, text: source.text }))
    const hosts = launch.env.flatMap(({ name: variable, value }) =>
      variable === 'DOCKER_HOST' && value && isOpenHost(value.text) ? [value] : [],
    )
    const options = launch.args.flatMap(({ of, flag, value }) =>
      of === 'container' && (flag === '-H' || flag === '--host') && isOpenAddress(value.text) ? [value] : [],
    )
    // Mounts the socket and the credentials of the runtime (docs.docker.com/reference/cli/docker/container/run, 2026-11).
    const switches = launch.args.filter(({ of, text }) => of === 'container' && text === '--use-api-socket')
    const [first, ...others] = [...mounts, ...hosts, ...options, ...switches]
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
  const clean = cleaned(path)
  return SOCKETS.has(clean) || SENSITIVE.dockerSocketPaths.some((regex) => regex.test(clean))
}

/** A mounted folder brings the socket along. */
function holdsSocket(path: string): boolean {
  return isSocket(path) || SENSITIVE.dockerSocketFolders.includes(cleaned(path))
}

/** Forward slashes, each once; two in front are a name of Windows. */
function cleaned(path: string): string {
  const slashed = path.replaceAll('\\', '/')
  return (/^\/\/\.\//.test(slashed) ? slashed : slashed.replace(/\/{2,}/g, '/')).replace(/(.)\/+$/, '$1')
}

/** A socket of this machine, or an address on which everybody may ask. */
function isOpenHost(address: string): boolean {
  const path = /^(?:unix|npipe):\/\/(.*)$/.exec(address)?.[1]
  return path === undefined ? isOpenAddress(address) : isSocket(path)
}

function isOpenAddress(address: string): boolean {
  return /^tcp:\/\/(?:0\.0\.0\.0|\[::\]|\*)(?::|\/|$)/.test(address)
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
    // The daemon of one user, and the folder of the socket.
    ...['/run/user/1000/docker.sock', '$HOME/.docker/run/docker.sock', '//var/run/docker.sock', '/var/run'].map((source) => ({
      host: 'cursor',
      text: `{"mcpServers":{"d":{"command":"docker","args":["run","-i","-v","«${source}:/s»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}`,
      message: `Server "d" controls the container runtime through "${source}", which makes it root on this machine. Remove it, or put a proxy before the socket that lets through only what is needed.`,
    })),
    {
      host: 'cursor',
      text: '{"mcpServers":{"d":{"command":"docker","args":["run","-i","«--use-api-socket»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "d" controls the container runtime through "--use-api-socket", which makes it root on this machine. Remove it, or put a proxy before the socket that lets through only what is needed.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"d":{"command":"docker","args":["-H","«tcp://0.0.0.0:2375»","run","-i","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "d" controls the container runtime through "tcp://0.0.0.0:2375", which makes it root on this machine. Remove it, or put a proxy before the socket that lets through only what is needed.',
    },
  ],
} satisfies Examples
