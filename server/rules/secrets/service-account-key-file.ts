import { holdsReference } from '../../knowledge/references.ts'
import type { Launch } from '../../model/launch.ts'
import type { Place } from '../../model/place.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'service-account-key-file',
    group: 'secrets',
    title: 'Static service-account key file',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: '`GOOGLE_APPLICATION_CREDENTIALS`, `*_KEY_FILE`, `--key-file`, and mounts of `.json`, `.p12` and `.pem` files',
    when: 'the name of the file says that it is a key of a service account (`key`, `sa`, `service`). The file itself is not read: a configuration of workload identity has another name.',
    why: 'An exported key does not expire and carries every role of the account.',
    fix: undefined,
    standards: ['NHI7', 'NHI2', 'CWE-321'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const [first, ...others] = [...inVariables(launch), ...inOptions(launch), ...inMounts(launch)]
    if (!first) return
    yield {
      at: first,
      message: `Server "${name}" signs in with the key file "${baseName(first.file)}", which does not expire and has every right of its account. Let it use workload identity, or impersonate the account for a short time.`,
      related: others.map(({ span, file }) => ({ span, message: `"${baseName(file)}" is a key file too.` })),
    }
  },
})

interface KeyFile extends Place {
  readonly file: string
}

function inVariables({ env }: Launch): readonly KeyFile[] {
  return env.flatMap(({ name, value, shape }): readonly KeyFile[] => {
    if (!value || shape !== 'literal') return []
    const isNamed =
      name === 'GOOGLE_APPLICATION_CREDENTIALS' || (/_KEY_?FILE$/i.test(name) && !/(?:SSL|TLS|CERT|SSH)/i.test(name))
    return isNamed && isKeyFile(value.text) ? [{ ...value, file: value.text }] : []
  })
}

function inOptions({ args }: Launch): readonly KeyFile[] {
  return args.flatMap(({ of, flag, value }): readonly KeyFile[] => {
    const isNamed = of === 'server' && flag !== undefined && /^--(?:service-account-)?key-?file$/i.test(flag)
    return isNamed && isKeyFile(value.text) ? [{ ...value, file: value.text }] : []
  })
}

function inMounts({ mounts }: Launch): readonly KeyFile[] {
  return mounts.flatMap(({ source, span, path }) => (isKeyFile(source.text) ? [{ span, path, file: source.text }] : []))
}

/** Only by its name; a path that a manual leaves open is none yet. */
function isKeyFile(path: string): boolean {
  if (path.length > 1_000 || !/\.(?:json|p12|pem)$/i.test(path) || holdsReference(baseName(path))) return false
  if (/(?:^|[\\/])path[\\/]to[\\/]|your|<[^>]*>|example[-_.]|xxx/i.test(path)) return false
  return /(?:^|[-_.])(?:sa|svc|keys?|service[-_]?account|service)(?:[-_.]|$)/i.test(baseName(path))
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"gcp":{"command":"npx","args":["-y","@google-cloud/cloud-run-mcp@1.4.0"],"env":{"GOOGLE_APPLICATION_CREDENTIALS":"/run/wif/external-account.json"}}}}',
    },
    // A reference, a path that is left open, a key of a connection, and a program's own file.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--config","/etc/service.json"],"env":{"GOOGLE_APPLICATION_CREDENTIALS":"${GOOGLE_APPLICATION_CREDENTIALS}","B_KEY_FILE":"/path/to/your/service-account-key.json","TLS_KEY_FILE":"/etc/tls/server-key.pem"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"gcp":{"command":"npx","args":["-y","@google-cloud/cloud-run-mcp@1.4.0"],"env":{"GOOGLE_APPLICATION_CREDENTIALS":"«/secrets/sa-key.json»"}}}}',
      message:
        'Server "gcp" signs in with the key file "sa-key.json", which does not expire and has every right of its account. Let it use workload identity, or impersonate the account for a short time.',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--key-file","«/srv/a/service_account.p12»"]}}}',
      message:
        'Server "a" signs in with the key file "service_account.p12", which does not expire and has every right of its account. Let it use workload identity, or impersonate the account for a short time.',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"docker","args":["run","-i","--rm","-v","«/srv/a/acme-sa.json:/key.json:ro»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "a" signs in with the key file "acme-sa.json", which does not expire and has every right of its account. Let it use workload identity, or impersonate the account for a short time.',
    },
  ],
} satisfies Examples
