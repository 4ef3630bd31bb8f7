import type { Dialect } from './dialects.ts'
import type { Wanted } from './sample.ts'

/** Samples whose findings are about servers. The others are about the settings of one host, or about the text of one file. */
export const SAMPLES: readonly string[] = [
  'aws-half-of-a-temporary-key',
  'aws-static-keys',
  'claude-careful',
  'cline-approves-deletes',
  'codex-approves-writes',
  'database-strings',
  'docker-contained',
  'docker-escape',
  'filesystem-home',
  'filesystem-project-folder',
  'fixed-versions-and-ecosystems',
  'gemini-names-and-keys',
  'github-everything',
  'github-read-only-remote',
  'kubernetes-and-git',
  'loopback-http',
  'placeholders',
  'remote-docs-and-time',
  'remote-plain-http',
  'roo-approves-all',
  'same-entry-two-hosts',
  'shell-launch',
  'stripe-live-key',
  'supabase-unscoped',
  'suppressions',
  'toxic-combination',
  'vulnerable-versions',
  'windows-cmd-wrapper',
]

export const NOT_WRITTEN: Readonly<Record<string, string>> = {
  'amazonq-limits-lost': 'tools of Amazon Q itself',
  'claude-everything-allowed': 'permissions of Claude Code',
  'claude-rules-without-effect': 'permissions of Claude Code',
  'cursor-misspelt-list': 'permissions of Cursor',
  'opencode-last-rule-wins': 'permissions of opencode',
  'schema-mistakes': 'mistakes in the form of entries: each host has other fields and other names of transports',
  'truncated-file': 'a text that ends too early',
}

export const WITHOUT_ENTRIES: Readonly<Record<string, string>> = {
  'claude-code-settings': 'holds no servers',
  toolhive: 'holds no servers',
  docker: 'an entry is an image, with other fields than a command has',
  registry: 'an entry is a package, with other fields than a command has',
}

type Row = Omit<Wanted, 'file'>

/** Rules about what one host makes of a name or a key. What is expected of them stands below, for the hosts that do so. */
const ABOUT_ONE_HOST: ReadonlySet<string> = new Set([
  'dead-approval-key',
  'dead-restriction-key',
  'inert-approval-wildcard',
  'server-name-not-addressable',
  'tool-enabled-and-disabled',
  'wildcard-auto-approve',
  'write-tool-auto-approved',
])

const wildcard = (anchor: string): readonly Row[] => [{ ruleId: 'wildcard-auto-approve', anchor, severity: 'high' }]
/** What these files say when every tool runs without asking, see the table of permission keys in the catalogue. */
const ALL_APPROVED: Readonly<Record<string, readonly Row[]>> = {
  '.roo/mcp.json': wildcard('*'),
  '~/.kilocode/cli/global/settings/mcp_settings.json': wildcard('*'),
  '.kiro/settings/mcp.json': wildcard('*'),
  '.gemini/settings.json': wildcard('trust'),
  '.codex/config.toml': wildcard('approve'),
  // It compares names as they are written.
  'cline_mcp_settings.json': [{ ruleId: 'inert-approval-wildcard', anchor: '*', severity: 'low' }],
}

const inBothLists: Row = { ruleId: 'tool-enabled-and-disabled', anchor: 'issue_read', severity: 'low' }
/** Policies of Gemini split names at the first underscore. */
const notAddressable: Row = { ruleId: 'server-name-not-addressable', anchor: 'acme_docs', severity: 'high' }
const deletes: Row = { ruleId: 'write-tool-auto-approved', anchor: 'jira_delete_issue', severity: 'high' }
const and = (file: string, row: Row): readonly Row[] => [...(ALL_APPROVED[file] ?? []), row]

const OF_ONE_HOST: Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>> = {
  'roo-approves-all': ALL_APPROVED,
  // Where the wildcard counts it takes the tool in.
  'cline-approves-deletes': { ...ALL_APPROVED, 'cline_mcp_settings.json': and('cline_mcp_settings.json', deletes) },
  // Only these hosts have both lists.
  'codex-approves-writes': {
    ...ALL_APPROVED,
    '.codex/config.toml': and('.codex/config.toml', inBothLists),
    '.gemini/settings.json': and('.gemini/settings.json', inBothLists),
    'gemini-extension.json': [inBothLists],
    'crush.json': [inBothLists],
  },
  'gemini-names-and-keys': { '.gemini/settings.json': [notAddressable], 'gemini-extension.json': [notAddressable] },
}

interface Difference {
  readonly file: string
  readonly why: string
  /** Rules that say nothing there. */
  readonly silent?: readonly string[]
  /** What is told there and nowhere else. */
  readonly more?: readonly Row[]
}

const DIFFERENCES: readonly Difference[] = [
  {
    file: 'manifest.json',
    why: 'Describes a server for others to set up, who decide what it is granted and beside which others it stands.',
    silent: [
      'all-toolsets-enabled',
      'lethal-trifecta',
      'missing-read-only-mode',
      'shell-execution-server',
      'unscoped-account-access',
    ],
  },
  {
    file: '.devcontainer/devcontainer.json',
    why: 'A dev container often runs in a cloud, whose private addresses give credentials away.',
    more: [{ ruleId: 'private-network-reachable', anchor: 'fetch', severity: 'medium' }],
  },
]

/** What is expected of the sample in this file. */
export function wantedIn({ file }: Dialect, sample: string, ofSample: readonly Wanted[]): readonly Row[] {
  const silent = DIFFERENCES.flatMap((one) => (one.file === file ? (one.silent ?? []) : []))
  const shared = ofSample.filter(({ ruleId }) => !ABOUT_ONE_HOST.has(ruleId) && !silent.includes(ruleId))
  // A sample with the same entry in two files expects the same of both.
  const once = new Map(shared.map((one) => [`${one.ruleId} ${one.anchor}`, one]))
  return [...once.values(), ...(OF_ONE_HOST[sample]?.[file] ?? [])]
}

/** What may be told in this file whatever the sample is. */
export function moreIn({ file }: Dialect): readonly Row[] {
  return DIFFERENCES.flatMap((one) => (one.file === file ? (one.more ?? []) : []))
}
