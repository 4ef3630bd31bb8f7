import type { Launch } from '../../model/launch.ts'
import { isContainer, networksOf } from '../containerOptions.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'docker-host-network',
    group: 'reach',
    title: 'Container uses host or unrestricted network',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'network options of docker and podman',
    when: '`--network host` or `--net=host`; low and pedantic where the option is absent and the server table says that the server needs no network.',
    why: 'The container reaches services on the loopback interface and metadata endpoints.',
    fix: { safety: 'review', does: 'replaces it by none when the server needs no network' },
    standards: ['CWE-668', 'CSF PR.IR-01', 'SAFE-T1913'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, nameAt, launch }) {
    if (!isContainer(launch)) return
    const networks = networksOf(launch)
    const host = networks.find(({ value }) => value.text === 'host')
    const needsNone = worksWithoutNetwork(launch)
    if (host) {
      yield {
        at: host.value,
        message: `The container of server "${name}" is in the network of this machine, and reaches every service that listens on it. ${needsNone ? 'This server needs no network: write "none".' : 'Give it a network of its own.'}`,
        fixes: needsNone
          ? [{ title: 'Give it no network', safety: 'review', patches: [{ op: 'text', span: host.value.span, text: 'none' }] }]
          : [],
      }
    } else if (networks.length === 0 && needsNone) {
      yield {
        at: nameAt,
        severity: 'low',
        persona: 'pedantic',
        message: `The container of server "${name}" can reach any host, and this server needs no network. Add "--network=none" before the image.`,
      }
    }
  },
})

function worksWithoutNetwork({ known }: Launch): boolean {
  return (
    known?.restrictions.some(({ where, key, value }) => where === 'docker' && key === '--network' && value === 'none') === true
  )
}

const IMAGE = 'mcp/filesystem@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{"files":{"command":"docker","args":["run","-i","--rm","--network","none","${IMAGE}","/data"]}}}`,
    },
    // A network with a name, a server that is not known, and an option behind the image.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"docker","args":["run","-i","--net","egress-proxy-only","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","--network","host"]},"b":{"command":"docker","args":["run","-i","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]},"c":{"command":"/opt/a","args":["--network","host"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: `{"mcpServers":{"files":{"command":"docker","args":["run","-i","--rm","--network","«host»","${IMAGE}","/data"]}}}`,
      message:
        'The container of server "files" is in the network of this machine, and reaches every service that listens on it. This server needs no network: write "none".',
      severity: 'medium',
      fixed: `{"mcpServers":{"files":{"command":"docker","args":["run","-i","--rm","--network","none","${IMAGE}","/data"]}}}`,
    },
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"podman","args":["run","-i","--net=«host»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'The container of server "a" is in the network of this machine, and reaches every service that listens on it. Give it a network of its own.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: `{"mcpServers":{"«files»":{"command":"docker","args":["run","-i","--rm","${IMAGE}","/data"]}}}`,
      message:
        'The container of server "files" can reach any host, and this server needs no network. Add "--network=none" before the image.',
      severity: 'low',
      persona: 'pedantic',
    },
  ],
} satisfies Examples
