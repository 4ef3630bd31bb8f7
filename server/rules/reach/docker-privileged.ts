import type { Argument } from '../../model/launch.ts'
import { removeOption } from '../argumentPatches.ts'
import { inWords } from '../inWords.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'docker-privileged',
    group: 'reach',
    title: 'Privileged container options',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where: 'docker/podman args',
    when: '`--privileged`, `--cap-add ALL|SYS_ADMIN|SYS_PTRACE|NET_ADMIN`, `--security-opt *=unconfined`, `--pid=host`, `--userns=host`, `--device`; one finding per server, with every option marked.',
    why: 'The option removes the wall between container and machine.',
    fix: { safety: 'safe', does: 'removes the option' },
    standards: ['CWE-250', 'SAFE-T1303', 'CSF PR.PS-01'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry) {
    const options = entry.launch.args.filter(isPrivileged)
    const [first, ...others] = options
    if (!first) return
    const patches = options.map(({ path }) => removeOption(path, entry))
    yield {
      at: first,
      message: `The container of server "${entry.name}" starts with ${list(options)}, which removes the wall between it and this machine. Remove ${others.length > 0 ? 'the options' : 'the option'}.`,
      related: others.map((option) => ({ span: option.span, message: `"${optionWords(option)}" does so too.` })),
      fixes: patches.every((patch) => patch !== undefined)
        ? [{ title: `Remove ${list(options)}`, safety: 'safe', patches: patches.flat() }]
        : [],
    }
  },
})

const CAPABILITIES = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|NET_ADMIN)$/i

/** An option with a value is its value's argument, also where the two are words of their own. */
function isPrivileged({ of, kind, flag, text, value }: Argument): boolean {
  if (of !== 'container') return false
  switch (flag ?? (kind === 'flag' ? text : '')) {
    case '--privileged':
      return flag === undefined || !/^(?:false|0)$/i.test(value.text)
    case '--cap-add':
      return flag !== undefined && value.text.split(',').some((capability) => CAPABILITIES.test(capability))
    case '--security-opt':
      return flag !== undefined && /[=:]unconfined$/i.test(value.text)
    case '--pid':
    case '--userns':
      return flag !== undefined && value.text === 'host'
    case '--device':
      return flag !== undefined
    default:
      return false
  }
}

function optionWords({ flag, text, value }: Argument): string {
  return flag === undefined ? text : `${flag}=${value.text}`
}

/** A message names no more; every option is marked. */
const MOST_NAMED = 4

function list(options: readonly Argument[]): string {
  return inWords(
    options.map((option) => `"${optionWords(option)}"`),
    MOST_NAMED,
  )
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"tool":{"command":"docker","args":["run","-i","--rm","--cap-drop","ALL","--read-only","mcp/filesystem@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
    // What follows the image belongs to the server, not to the container.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"docker","args":["run","-i","--rm","--privileged=false","--cap-add=NET_BIND_SERVICE","--security-opt","no-new-privileges","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","--privileged","--device","x"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"tool":{"command":"docker","args":["run","-i","--rm","«--privileged»","mcp/filesystem@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'The container of server "tool" starts with "--privileged", which removes the wall between it and this machine. Remove the option.',
      severity: 'critical',
      fixed:
        '{"mcpServers":{"tool":{"command":"docker","args":["run","-i","--rm","mcp/filesystem@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"podman","args":["run","-i","--cap-add","«SYS_ADMIN»","--pid=host","--security-opt","seccomp=unconfined","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'The container of server "a" starts with "--cap-add=SYS_ADMIN", "--pid=host" and "--security-opt=seccomp=unconfined", which removes the wall between it and this machine. Remove the options.',
      fixed:
        '{"mcpServers":{"a":{"command":"podman","args":["run","-i","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"sudo","args":["-E","docker","run","«--privileged»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'The container of server "a" starts with "--privileged", which removes the wall between it and this machine. Remove the option.',
      fixed:
        '{"mcpServers":{"a":{"command":"sudo","args":["-E","docker","run","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
  ],
} satisfies Examples
