import type { CredentialUse, Launch } from '../../model/launch.ts'
import type { Place } from '../../model/place.ts'
import type { Span } from '../../syntax/tree.ts'
import { homeSegments } from '../broadPath.ts'
import { credentialWords } from '../credentialWords.ts'
import { type Confidence, defineRule, type Examples, type Persona, type Severity } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'personal-identity-used',
    group: 'identity',
    title: 'Agent acts as the human',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where:
      'variables, arguments and mounts that choose an identity (`KUBECONFIG`, `AWS_PROFILE`, credentials of `gcloud`), and credentials that an issuer hands out to people',
    when: 'a literal is of a kind that belongs to a person (confidence high; high when its impact is critical), or the identity is the kubeconfig of a home, the AWS profile `default`, or what `gcloud` keeps of a person. A reference whose name says such a kind is low and pedantic: an account of a machine can have one.',
    why: 'The agent acts with all the rights of the person who started it, and in that person’s name.',
    fix: undefined,
    standards: ['NHI10', 'ASI03', 'CSF PR.AA-02', 'MAESTRO L7'],
    guards: [],
    absorbs: [],
    note: 'A literal is part of `hardcoded-secret` where that reports it.',
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const [first, ...others] = [...byKind(launch.credentials), ...byPlace(launch)].toSorted((a, b) => a.rank - b.rank)
    if (!first) return
    yield {
      at: first.at,
      severity: first.severity,
      confidence: first.confidence,
      persona: first.persona,
      ...(first.value && { value: first.value }),
      message: `Server "${name}" acts as the person who starts it: it gets ${first.words}. Give it an identity of its own, with the rights it needs.`,
      related: others.map(({ at, words }) => ({ span: at.span, message: `It gets ${words} too.` })),
    }
  },
})

interface Identity {
  readonly at: Place
  /** What it gets, as the end of a sentence or before "too". */
  readonly words: string
  /** The one that says most speaks for all. */
  readonly rank: number
  readonly severity: Severity
  readonly confidence: Confidence
  readonly persona: Persona
  readonly value?: Span
}

function byKind(credentials: readonly CredentialUse[]): readonly Identity[] {
  return credentials.flatMap((use): readonly Identity[] => {
    const { kind, evidence, at, nameAt } = use
    if (kind?.subject !== 'human' || kind.provider === 'any') return []
    const words = credentialWords(use).replace(/,$/, '')
    if (evidence !== 'literal') {
      return [{ at: nameAt, words, rank: 2, severity: 'low', confidence: 'medium', persona: 'pedantic' }]
    }
    const severity = kind.impact === 'critical' ? 'high' : 'medium'
    const confidence = kind.verified ? 'high' : 'medium'
    return [{ at, words, rank: severity === 'high' ? 0 : 1, severity, confidence, persona: 'regular', value: at.span }]
  })
}

function byPlace({ env, args, mounts }: Launch): readonly Identity[] {
  const values = [
    ...env.flatMap(({ name, value }) => (value ? [{ name, value, at: value as Place }] : [])),
    ...args.flatMap(({ flag, of, value }) =>
      flag !== undefined && of === 'server' ? [{ name: flag, value, at: value as Place }] : [],
    ),
    ...mounts.map(({ source, span, path }) => ({ name: '', value: source, at: { span, path } })),
  ]
  return values.flatMap(({ name, value, at }): readonly Identity[] => {
    const words = personalWords(name, value.text)
    return words === undefined ? [] : [{ at, words, rank: 1, severity: 'medium', confidence: 'medium', persona: 'regular' }]
  })
}

/** Longer values are no paths and no names. */
const MAX_CHARS = 1_000

/** Some step of every path below. */
const OF_A_PERSON = /\.kube|gcloud/i

function personalWords(name: string, value: string): string | undefined {
  if (value.length > MAX_CHARS) return undefined
  if (/^(?:AWS_(?:DEFAULT_|API_MCP_)?PROFILE(?:_NAME)?|--(?:aws-)?profile)$/.test(name))
    return value === 'default' && /AWS|aws/.test(name) ? 'the AWS profile "default"' : undefined
  if (!OF_A_PERSON.test(value)) return undefined
  const paths = /^(?:KUBECONFIG|--kubeconfig)$/.test(name) ? value.split(/;|:(?=[/~$])/) : [value]
  for (const path of paths) {
    const below = homeSegments(path)
    if (below?.[0] === '.kube' && (below.length === 1 || below[1] === 'config')) return `"${path}", the kubeconfig of a person`
    if (isGcloud(below, path)) return `"${path}", what gcloud keeps of the person who is signed in`
  }
  return undefined
}

/** `~/.config/gcloud`, on Windows `%APPDATA%\gcloud` (cloud.google.com/docs/authentication, checked 2026-11). */
function isGcloud(below: readonly string[] | undefined, path: string): boolean {
  if (below?.[0] === '.config' && below[1] === 'gcloud') return true
  return /[\\/]AppData[\\/]Roaming[\\/]gcloud(?:[\\/]|$)|^%APPDATA%[\\/]gcloud(?:[\\/]|$)/i.test(path)
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"k8s":{"command":"npx","args":["-y","kubernetes-mcp-server@0.0.60","--read-only"],"env":{"KUBECONFIG":"/srv/agents/triage-ro.kubeconfig"}}}}',
    },
    // A profile of its own, a file of its own, a token of a machine.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"AWS_PROFILE":"agent-triage-ro","KUBECONFIG":"/home/alice/agents/triage.kubeconfig","PROFILE":"default","GOOGLE_APPLICATION_CREDENTIALS":"/run/wif/external-account.json","SLACK_BOT_TOKEN":"${SLACK_BOT_TOKEN}"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"k8s":{"command":"npx","args":["-y","kubernetes-mcp-server@0.0.60","--read-only"],"env":{"KUBECONFIG":"«/home/alice/.kube/config»"}}}}',
      message:
        'Server "k8s" acts as the person who starts it: it gets "/home/alice/.kube/config", the kubeconfig of a person. Give it an identity of its own, with the rights it needs.',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"AWS_PROFILE":"«default»"}}}}',
      message:
        'Server "a" acts as the person who starts it: it gets the AWS profile "default". Give it an identity of its own, with the rights it needs.',
      severity: 'medium',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"GOOGLE_APPLICATION_CREDENTIALS":"«~/.config/gcloud/application_default_credentials.json»"}}}}',
      message:
        'Server "a" acts as the person who starts it: it gets "~/.config/gcloud/application_default_credentials.json", what gcloud keeps of the person who is signed in. Give it an identity of its own, with the rights it needs.',
      severity: 'medium',
    },
    // A kind that belongs to people; critical ones are high.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"«xoxp-1234567890-1234567890-1234567890-EXAMPLE0NOTREAL1EXAMPLE2NOTR»"}}}}',
      message:
        'Server "a" acts as the person who starts it: it gets a Slack user token, xoxp-…. Give it an identity of its own, with the rights it needs.',
      severity: 'medium',
      confidence: 'high',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"«xoxc-EXAMPLE0NOTREAL1EXAMPLE2»"}}}}',
      message:
        'Server "a" acts as the person who starts it: it gets a Slack browser session token, xoxc-…. Give it an identity of its own, with the rights it needs.',
      severity: 'high',
      confidence: 'high',
    },
    // By its name alone
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"«LINEAR_API_KEY»":"${LINEAR_API_KEY}"}}}}',
      message:
        'Server "a" acts as the person who starts it: it gets a Linear personal API key. Give it an identity of its own, with the rights it needs.',
      severity: 'low',
      persona: 'pedantic',
    },
  ],
} satisfies Examples
