import { SENSITIVE } from '../../knowledge/sensitive.ts'
import { isLoopback } from '../../model/launch/url.ts'
import type { Argument, SwitchUse } from '../../model/launch.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import type { Patch } from '../../syntax/patch.ts'
import { addSwitch } from '../addSwitch.ts'
import { argumentAt, removeOption } from '../argumentPatches.ts'
import { homeSegments, normalise } from '../broadPath.ts'
import { isContainer } from '../containerOptions.ts'
import { defineRule, type Examples, type Fix, type Severity } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'browser-real-profile',
    group: 'reach',
    title: "Browser server drives the human's profile",
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'arguments of browser servers (server table)',
    when: '`--extension`, `--user-data-dir`, `--cdp-endpoint`, `--browserUrl` or `--storage-state`; medium where a folder is none of a browser or of a home, or the browser runs elsewhere. Low and pedantic where only `--isolated` is missing.',
    why: 'The agent inherits every site the person is logged in to.',
    fix: { safety: 'safe', does: 'replaces the option by --isolated' },
    standards: ['NHI10', 'ASI03', 'CWE-441'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { launch, name, nameAt } = entry
    const { known, restrictions, broadeners } = launch
    const uses = broadeners.filter(({ kind }) => kind === 'profile')
    const [first, ...others] = uses
    if (first) {
      const severity = uses.some((use) => severityOf(use) === 'high') ? 'high' : 'medium'
      const isVerified = known?.broadeners.some(({ key, kind, verified }) => kind === 'profile' && key === first.key && verified)
      const fix = isolate(uses, entry)
      yield {
        at: first,
        severity,
        confidence: isVerified ? 'high' : 'medium',
        message: `Server "${name}" drives a browser in which somebody is signed in, because of "${first.key}". Use "${ISOLATED}", which starts with an empty profile.`,
        related: others.map(({ span, key }) => ({ span, message: `"${key}" does so too.` })),
        fixes: fix ? [fix] : [],
      }
      return
    }
    const isolation = known?.restrictions.find(({ kind, where }) => kind === 'isolation' && where === 'args')
    if (!isolation || isContainer(launch) || restrictions.some(({ kind }) => kind === 'isolation')) return
    const patches = addSwitch(isolation, entry, config)
    yield {
      at: nameAt,
      severity: 'low',
      persona: 'pedantic',
      message: `Server "${name}" keeps the profile of its browser from one task to the next, with all that the agent signed in to. Add "${ISOLATED}".`,
      fixes: patches ? [{ title: `Add ${ISOLATED}`, safety: 'review', patches }] : [],
    }
  },
})

const ISOLATED = '--isolated'

/** A folder of its own, or a browser of a service, is not the person's; yet it may hold what was signed in to. */
function severityOf({ key, value }: SwitchUse): Severity {
  if (key === '--user-data-dir')
    return SENSITIVE.browserProfiles.some((regex) => regex.test(normalise(value))) || homeSegments(value) ? 'high' : 'medium'
  if (key !== '--cdp-endpoint' && key !== '--browserUrl') return 'high'
  const host = /^[a-z]+:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(value)?.[1]
  return host === undefined || isLoopback(host.replace(/^\[|\]$/g, '').toLowerCase()) ? 'high' : 'medium'
}

/** The first option becomes `--isolated`, unless that is there already; the others go. */
function isolate(uses: readonly SwitchUse[], entry: ServerEntry): Fix | undefined {
  const { known, restrictions } = entry.launch
  if (!known?.restrictions.some(({ key }) => key === ISOLATED)) return undefined
  const patches: Patch[] = []
  let isSet = restrictions.some(({ key }) => key === ISOLATED)
  for (const use of uses) {
    const argument = argumentAt(use.path, entry)
    const removed = argument && removeOption(use.path, entry)
    if (!argument || !removed) return undefined
    if (isSet) patches.push(...removed)
    else patches.push(...becomeIsolated(argument, removed))
    isSet = true
  }
  return { title: `Use ${ISOLATED} instead`, safety: 'safe', patches }
}

/** The value of an option in two words turns into the switch, and its name goes. */
function becomeIsolated({ span, path }: Argument, removed: readonly Patch[]): readonly Patch[] {
  const others = removed.filter((patch) => patch.op !== 'remove' || patch.path.at(-1) !== path.at(-1))
  return [{ op: 'text', span, text: ISOLATED }, ...others]
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"browser":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","--isolated"]}}}',
      also: ['unrestricted-egress'],
    },
    // The same words to a server that drives no browser, and a container, whose profile ends with it.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--extension","--user-data-dir","/home/alice/.config/google-chrome"]},"b":{"command":"docker","args":["run","-i","--network","egress-proxy-only","mcp/playwright@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"browser":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","«--extension»"]}}}',
      message:
        'Server "browser" drives a browser in which somebody is signed in, because of "--extension". Use "--isolated", which starts with an empty profile.',
      severity: 'high',
      confidence: 'high',
      fixed: '{"mcpServers":{"browser":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","--isolated"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"browser":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","--user-data-dir","«/home/alice/.config/google-chrome»","--headless","--storage-state=auth.json"]}}}',
      message:
        'Server "browser" drives a browser in which somebody is signed in, because of "--user-data-dir". Use "--isolated", which starts with an empty profile.',
      severity: 'high',
      fixed: '{"mcpServers":{"browser":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","--isolated","--headless"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"browser":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","--cdp-endpoint","«http://localhost:9222»"]}}}',
      message:
        'Server "browser" drives a browser in which somebody is signed in, because of "--cdp-endpoint". Use "--isolated", which starts with an empty profile.',
      severity: 'high',
    },
    // A folder made for it, and a browser that somebody rents.
    ...['--user-data-dir=/tmp/agent-profile', '--cdp-endpoint=wss://browsers.acme.example/x'].map((option) => ({
      host: 'cursor',
      text: `{"mcpServers":{"browser":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","«${option}»"]}}}`,
      message: `Server "browser" drives a browser in which somebody is signed in, because of "${option.replace(/=.*/, '')}". Use "--isolated", which starts with an empty profile.`,
      severity: 'medium' as const,
    })),
    {
      host: 'vscode',
      text: '{"servers":{"browser":{"command":"npx","args":["-y","chrome-devtools-mcp@0.10.0","«--browserUrl=http://127.0.0.1:9222»"]}}}',
      message:
        'Server "browser" drives a browser in which somebody is signed in, because of "--browserUrl". Use "--isolated", which starts with an empty profile.',
      severity: 'high',
      confidence: 'medium',
      fixed: '{"servers":{"browser":{"command":"npx","args":["-y","chrome-devtools-mcp@0.10.0","--isolated"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«browser»":{"command":"npx","args":["-y","@playwright/mcp@0.0.50"]}}}',
      message:
        'Server "browser" keeps the profile of its browser from one task to the next, with all that the agent signed in to. Add "--isolated".',
      severity: 'low',
      persona: 'pedantic',
    },
  ],
} satisfies Examples
