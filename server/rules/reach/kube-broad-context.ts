import type { Launch, SwitchUse } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import type { Place, Text } from '../../model/place.ts'
import { addSwitch } from '../addSwitch.ts'
import { homeSegments } from '../broadPath.ts'
import { inWords } from '../inWords.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'
import { canWrite } from '../writeAbility.ts'

export default defineRule({
  meta: {
    id: 'kube-broad-context',
    group: 'reach',
    title: 'Kubernetes server with broad kubeconfig',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: '`KUBECONFIG`, `--kubeconfig`, and mounts of `~/.kube`',
    when: 'the file is the one of a person (`~/.kube/config`), and the server is neither switched to reading nor told one context; high when the server is known to be able to write, low when one of the two is set.',
    why: 'The usual kubeconfig administers several clusters.',
    fix: { safety: 'review', does: 'adds the switches of the server table' },
    standards: ['NHI5', 'NHI10', 'CWE-250'],
    guards: [],
    absorbs: ['personal-identity-used'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { launch, name } = entry
    const [first, ...others] = personalConfigs(launch)
    if (!first) return
    const reads = launch.restrictions.some(({ kind }) => kind === 'readOnly')
    const isSingle = hasOneContext(launch)
    if (reads && isSingle) return
    const fix = limit(entry, config)
    yield {
      at: first,
      severity: reads || isSingle ? 'low' : canWrite(launch) ? 'high' : 'medium',
      message: `Server "${name}" gets "${first.text}", with every cluster a person works on. Give it a file of its own, for one context and an account that only reads.`,
      related: others.map(({ span, text }) => ({ span, message: `It gets "${text}" too.` })),
      fixes: fix ? [fix] : [],
    }
  },
})

function personalConfigs({ env, args, mounts }: Launch): readonly (Place & Pick<Text, 'text'>)[] {
  const variables = env.flatMap(({ name, value }) => (value && name === 'KUBECONFIG' && isPersonal(value.text) ? [value] : []))
  const options = args.flatMap(({ of, flag, value }) =>
    of === 'server' && flag === '--kubeconfig' && isPersonal(value.text) ? [value] : [],
  )
  const mounted = mounts.flatMap(({ source, span, path }) => (isPersonal(source.text) ? [{ span, path, text: source.text }] : []))
  return [...variables, ...options, ...mounted]
}

/** One of several files is enough; `:` parts them on Unix, `;` on Windows. */
function isPersonal(paths: string): boolean {
  return paths.split(/;|:(?=[/~$])/).some((path) => {
    const below = homeSegments(path)
    return below?.[0] === '.kube' && (below.length === 1 || below[1] === 'config')
  })
}

/** A switch of the table, or the name of one context. */
function hasOneContext({ restrictions, args, env }: Launch): boolean {
  if (restrictions.some(({ kind }) => kind === 'scope')) return true
  if (args.some(({ of, flag }) => of === 'server' && flag === '--context')) return true
  return env.some(({ name, shape }) => CONTEXT.test(name) && shape !== 'empty')
}

const CONTEXT = /^(?:K8S|KUBE)_CONTEXT$|^KUBECONTEXT$/

/** Only where the table has both switches: with one of them the file is still that of a person. */
function limit(entry: ServerEntry, config: McpConfig): Fix | undefined {
  const { known, restrictions } = entry.launch
  const isSet = ({ key }: { readonly key: string }) => restrictions.some((use: SwitchUse) => use.key === key)
  const wanted = ['readOnly', 'scope'].map((kind) =>
    known?.restrictions.find((one) => one.kind === kind && one.where === 'args' && one.value === ''),
  )
  const missing = wanted.flatMap((one) => (one && !isSet(one) ? [one] : []))
  if (wanted.some((one) => one === undefined) || missing.length === 0) return undefined
  const patches = missing.map((one) => addSwitch(one, entry, config))
  if (patches.some((one) => one === undefined)) return undefined
  return {
    title: `Add ${inWords(missing.map(({ key }) => key))}`,
    safety: 'review',
    patches: atTheEnd(patches.flatMap((one) => one ?? [])),
  }
}

/** Each switch alone would go to the same place of the list. */
function atTheEnd(patches: NonNullable<ReturnType<typeof addSwitch>>): Fix['patches'] {
  return patches.map((patch, at) => {
    const index = patch.op === 'set' ? patch.path.at(-1) : undefined
    return patch.op === 'set' && typeof index === 'number' ? { ...patch, path: [...patch.path.slice(0, -1), index + at] } : patch
  })
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"k8s":{"command":"npx","args":["-y","kubernetes-mcp-server@0.0.60","--read-only","--disable-multi-cluster"],"env":{"KUBECONFIG":"/srv/agents/triage-ro.kubeconfig"}}}}',
    },
    // Both limits on the file of a person; a file made for it; a name that only looks like it.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","kubernetes-mcp-server@0.0.60","--read-only","--disable-multi-cluster","--kubeconfig","~/.kube/config"]},"b":{"command":"/opt/a","env":{"KUBECONFIG":"/home/alice/.kube/agents/triage-ro"}},"c":{"command":"/opt/a","env":{"KUBECONFIG":"/home/alice/.kubernetes/config"}}}}',
      // However little it may do, it does it as that person.
      also: ['personal-identity-used'],
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"k8s":{"command":"npx","args":["-y","mcp-server-kubernetes@3.9.0"],"env":{"KUBECONFIG":"«/home/alice/.kube/config»"}}}}',
      message:
        'Server "k8s" gets "/home/alice/.kube/config", with every cluster a person works on. Give it a file of its own, for one context and an account that only reads.',
      severity: 'high',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"k8s":{"command":"npx","args":["-y","kubernetes-mcp-server@0.0.60"],"env":{"KUBECONFIG":"«${userHome}/.kube/config»"}}}}',
      message:
        'Server "k8s" gets "${userHome}/.kube/config", with every cluster a person works on. Give it a file of its own, for one context and an account that only reads.',
      severity: 'high',
      fixed:
        '{"mcpServers":{"k8s":{"command":"npx","args":["-y","kubernetes-mcp-server@0.0.60","--read-only","--disable-multi-cluster"],"env":{"KUBECONFIG":"${userHome}/.kube/config"}}}}',
    },
    // One of the two limits, and a server nobody knows.
    {
      host: 'cursor',
      text: '{"mcpServers":{"k8s":{"command":"npx","args":["-y","mcp-server-kubernetes@3.9.0"],"env":{"KUBECONFIG":"«~/.kube/config»","ALLOW_ONLY_READONLY_TOOLS":"true"}}}}',
      message:
        'Server "k8s" gets "~/.kube/config", with every cluster a person works on. Give it a file of its own, for one context and an account that only reads.',
      severity: 'low',
    },
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"/opt/a","args":["--kubeconfig=«C:\\\\Users\\\\alice\\\\.kube\\\\config»"]}}}',
      message:
        'Server "a" gets "C:\\Users\\alice\\.kube\\config", with every cluster a person works on. Give it a file of its own, for one context and an account that only reads.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"docker","args":["run","-i","-v","«$HOME/.kube:/root/.kube:ro»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "a" gets "$HOME/.kube", with every cluster a person works on. Give it a file of its own, for one context and an account that only reads.',
      severity: 'medium',
    },
  ],
} satisfies Examples
