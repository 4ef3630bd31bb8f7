import { withoutCredentials } from '../knowledge/withoutCredentials.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import { beginningsOf, type Suppression } from '../model/suppressions.ts'
import { isInForce, type Waiver } from '../model/waiver.ts'
import type { Finding } from '../rules/rule.ts'
import type { Span } from '../syntax/tree.ts'
import { fingerprintOf } from './fingerprint.ts'

export interface Suppressed {
  readonly finding: Finding
  /** Why somebody lets it be. */
  readonly reason: string
  /** Where that is written. */
  readonly by: 'comment' | 'file'
}

export interface Sifted {
  readonly kept: readonly Finding[]
  readonly suppressed: readonly Suppressed[]
  /** Comments and waivers that met something, also something another finding took in. */
  readonly used: ReadonlySet<Suppression | Waiver>
}

/**
 * Takes out what somebody wrote a reason for. Only what is complete counts: a suppression without a reason, or after its
 * day, suppresses nothing (`suppression-without-reason` says so). Runs after absorption: one squiggle, one waiver.
 */
export function sift(
  findings: readonly Finding[],
  takenIn: readonly Finding[],
  config: McpConfig,
  comments: readonly Suppression[],
  waivers: readonly Waiver[],
  today: number,
): Sifted {
  const valid = {
    comments: comments.filter((one) => isInForce(one, today)),
    waivers: waivers.filter((one) => isInForce(one, today)),
  }
  const used = new Set<Suppression | Waiver>()
  if (valid.comments.length === 0 && valid.waivers.length === 0) return { kept: findings, suppressed: [], used }
  const byRule = groupByRule(valid.comments)
  const waiversByRule = groupByRule(valid.waivers)
  const reasonFor = (finding: Finding): Omit<Suppressed, 'finding'> | undefined => {
    const around = valid.comments.length > 0 ? beginningsOf(config.tree, finding.path) : []
    const comment = speaker(byRule.get(finding.rule) ?? [], [finding.span, ...around])
    const ofFinding = waiversByRule.get(finding.rule) ?? []
    const fingerprint = ofFinding.some((one) => one.fingerprint !== undefined) ? fingerprintOf(finding, config) : undefined
    const waiver = ofFinding.find((one) => meets(one, finding, fingerprint))
    if (comment) used.add(comment)
    if (waiver) used.add(waiver)
    if (comment) return { reason: withoutCredentials(comment.reason), by: 'comment' }
    return waiver && { reason: withoutCredentials(waiver.reason), by: 'file' }
  }
  const kept: Finding[] = []
  const suppressed: Suppressed[] = []
  for (const finding of findings) {
    const why = reasonFor(finding)
    if (why) suppressed.push({ finding, ...why })
    else kept.push(finding)
  }
  for (const finding of takenIn) reasonFor(finding)
  return { kept, suppressed, used }
}

/** The comment about a line on which one of the places begins. Comments stand in the order of the file, and so do their lines. */
function speaker(comments: readonly Suppression[], places: readonly Span[]): Suppression | undefined {
  for (const { start } of places) {
    let low = 0
    let high = comments.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((comments[middle]?.line.end ?? 0) < start) low = middle + 1
      else high = middle
    }
    const comment = comments[low]
    if (comment && comment.line.start <= start) return comment
  }
  return undefined
}

function groupByRule<One extends { readonly rule: string }>(list: readonly One[]): ReadonlyMap<string, readonly One[]> {
  const groups = new Map<string, One[]>()
  for (const one of list) {
    const group = groups.get(one.rule)
    if (group) group.push(one)
    else groups.set(one.rule, [one])
  }
  return groups
}

function meets({ server, fingerprint }: Waiver, finding: Finding, own: string | undefined): boolean {
  if (server !== undefined && server !== finding.server) return false
  return fingerprint === undefined || fingerprint === own
}
