import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import type { Place } from '../model/place.ts'
import type { Published, PublishedPackage } from '../model/published.ts'
import type { Suppression } from '../model/suppressions.ts'
import type { FileFacts, Workspace } from '../model/workspace.ts'
import type { Patch } from '../syntax/patch.ts'
import type { Path, Span } from '../syntax/tree.ts'

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]
export const CONFIDENCES = ['low', 'medium', 'high'] as const
export type Confidence = (typeof CONFIDENCES)[number]
/** Each persona sees what the ones before it see. */
export const PERSONAS = ['regular', 'pedantic', 'auditor'] as const
export type Persona = (typeof PERSONAS)[number]

export interface RuleMeta {
  /** Names what is wrong, not what to do. Never changes. */
  readonly id: string
  readonly group: string
  readonly title: string
  readonly tier: 1 | 2 | 3
  readonly severity: Severity
  readonly confidence: Confidence
  readonly persona: Persona
  /** Who sees some of its findings already, where that is somebody who sees less than `persona`. */
  readonly firstSeenBy?: Persona
  readonly where: string
  readonly when: string
  readonly why: string
  readonly fix: { readonly safety: 'safe' | 'review'; readonly does: string } | undefined
  readonly standards: readonly string[]
  readonly guards: readonly string[]
  /** Rules whose findings this one takes in when both stand in the same server entry and, for secrets, on the same value. */
  readonly absorbs: readonly string[]
  readonly note?: string
  /** First version that reports it. */
  readonly since: string
}

/** What a check yields. What it does not say is taken from the rule's metadata. */
export interface Report {
  readonly at: Place
  readonly message: string
  readonly severity?: Severity
  readonly confidence?: Confidence
  readonly persona?: Persona
  /** Further places of the same finding, each with its own words. */
  readonly related?: readonly Related[]
  readonly fixes?: readonly Fix[]
  /** For secrets: the value the finding is about. Absorption compares it. */
  readonly value?: Span
}

export interface Related {
  readonly span: Span
  readonly message: string
}

export interface Fix {
  readonly title: string
  readonly safety: 'safe' | 'review'
  readonly patches: readonly Patch[]
}

export interface Rule {
  readonly meta: RuleMeta
  readonly file?: (config: McpConfig, context: FileContext) => Iterable<Report>
  /**
   * Runs for each entry, in the editor only when the entry changed: it may read that entry (and the tree below it), and of
   * the configuration `host`, `file`, `inputs` and the root's own `inputs`. What depends on other entries is for `file`.
   * A span of a patch lies in the entry.
   */
  readonly server?: (entry: ServerEntry, config: McpConfig, context: EntryContext) => Iterable<Report>
  /** For a rule that says nothing itself: changes a finding of another one, given with the group of its rule. Not asked about one whose severity the settings say. */
  readonly raise?: (finding: Finding, group: string, config: McpConfig, context: FileContext) => Finding
  /** Hears, after all rules, of the suppressions whose rule ran and which met nothing. */
  readonly unused?: (config: McpConfig, suppressions: readonly Suppression[]) => Iterable<Report>
}

/** What rules know beyond the file: everything is given to them, nothing is asked. */
export interface EntryContext {
  /** Start of the present day, UTC, in milliseconds since 1970. Rules know no finer time, so that a finding holds for a day. */
  readonly today: number
  readonly trusted: Trusted
  /** What registries said; absent where nobody asked them, as everywhere but with `scopelight lint --online`. */
  readonly published?: Published
}

export interface FileContext extends EntryContext {
  readonly workspace: Workspace
  /** Of all rules there are, also of those that do not run. */
  readonly ruleIds: readonly string[]
}

/** What `.scopelight.yaml` says is one's own. */
export interface Trusted {
  /** Names of packages and images, as a configuration writes them; `*` at the end stands for any rest. */
  readonly packages: readonly string[]
  /** Addresses or host names of registries. */
  readonly registries: readonly string[]
  /** Host names; `*.` in front stands for any subdomain. */
  readonly hosts: readonly string[]
}

/** Makes TypeScript check the shape where the rule is written. */
export function defineRule(rule: Rule): Rule {
  return rule
}

/**
 * The first tests of a rule: run against that rule alone. In `bad` texts « and » enclose the range that must be
 * reported (they are taken out before parsing); several pairs are several findings.
 */
export interface Examples {
  readonly good: readonly Example[]
  readonly bad: readonly BadExample[]
}

export interface Example {
  readonly host: string
  readonly text: string
  /** Path of the file when it matters, e.g. `test/fixtures/mcp.json`. */
  readonly file?: string
  /** Other rules that report something here, and rightly so. Every other rule must be silent on a good example. */
  readonly also?: readonly string[]
  /** Other configurations of the workspace and of the user; marks are taken out and not judged. */
  readonly beside?: readonly { readonly host: string; readonly file: string; readonly text: string }[]
  /** What the disk says, by path as rules ask for it. */
  readonly facts?: Readonly<Record<string, Partial<FileFacts>>>
  readonly trusted?: Partial<Trusted>
  /** What registries say, by `packageKey`. */
  readonly published?: Readonly<Record<string, PublishedPackage>>
  /** Rules that run too, when what they report matters to this one. */
  readonly alongside?: readonly string[]
  /** Id of the rule whose finding is compared instead, for a rule that only raises. */
  readonly judged?: string
}

export interface BadExample extends Example {
  /** The exact message of the first finding. */
  readonly message: string
  readonly severity?: Severity
  readonly confidence?: Confidence
  readonly persona?: Persona
  /** The whole text after the first fix of the first finding. */
  readonly fixed?: string
}

/** One thing that is wrong, after severities, personas and absorption. */
export interface Finding {
  readonly rule: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly persona: Persona
  readonly message: string
  readonly span: Span
  readonly path: Path
  /** Name of the server entry it stands in. */
  readonly server: string | undefined
  readonly related: readonly Related[]
  readonly fixes: readonly Fix[]
}
