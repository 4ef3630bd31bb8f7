import type { Hover } from 'vscode-languageserver/node'
import type { ServerEntry } from '../model/mcpConfig.ts'
import { askedScopes } from '../rules/askedScopes.ts'
import type { Span } from '../syntax/tree.ts'
import type { Abilities } from './abilities.ts'
import type { Analysis } from './analysis.ts'
import { describeCredential } from './credentialHover.ts'
import { describeFinding } from './findingHover.ts'
import { describePermission, permissionAt } from './hover/permissionHover.ts'
import { describeInput, describeReference, inputAt, referenceAt } from './hover/referenceHover.ts'
import { describeScope } from './hover/scopeWords.ts'
import { describeSwitch, switchAt } from './hover/switchHover.ts'
import { MARKDOWN, type Markup, PLAIN } from './markup.ts'
import { contains, toRange } from './positions.ts'
import { describeServer } from './serverHover.ts'

interface Section {
  readonly span: Span
  readonly describe: (markup: Markup) => string
}

/**
 * What stands at the offset: a server, a credential, a reference, a switch, a scope, a permission; and why something is
 * reported there.
 */
export function toHover(analysis: Analysis, offset: number, abilities: Abilities): Hover | undefined {
  const sections = [...sectionsAt(analysis, offset)]
  const [first, ...rest] = sections
  if (!first) return undefined
  const markup = abilities.readsMarkdown ? MARKDOWN : PLAIN
  const narrowest = rest.reduce((best, { span }) => (span.end - span.start < best.end - best.start ? span : best), first.span)
  return {
    contents: { kind: markup.kind, value: markup.sections(sections.map(({ describe }) => describe(markup))) },
    range: toRange(analysis.document, narrowest),
  }
}

function* sectionsAt(analysis: Analysis, offset: number): Iterable<Section> {
  const { config, findings } = analysis
  const entry = config.servers.find(({ nameAt, node }) => contains(nameAt.span, offset) || contains(node.span, offset))
  const details = [
    ...credentialSections(analysis, entry, offset),
    ...(entry ? entrySections(analysis, entry, offset) : []),
    ...fileSections(analysis, entry, offset),
  ]
  yield* details
  const whole = entry && details.length === 0 ? launchedAt(entry, offset) : undefined
  if (entry && whole) yield { span: whole, describe: (markup) => describeServer(entry, config, markup) }
  for (const finding of findings) {
    if (contains(finding.span, offset)) yield { span: finding.span, describe: (markup) => describeFinding(finding, markup) }
  }
}

/** The name of the entry, and within it what says what starts. */
function launchedAt({ nameAt, launch }: ServerEntry, offset: number): Span | undefined {
  const { source, url, script, program, bridged } = launch
  return [nameAt, source, bridged?.url, url, script, program].find((place) => place && contains(place.span, offset))?.span
}

function* credentialSections({ config }: Analysis, entry: ServerEntry | undefined, offset: number): Iterable<Section> {
  const seen = new Set<string>()
  for (const use of [...(entry?.launch.credentials ?? []), ...config.credentials]) {
    const span = [use.at.span, use.nameAt.span].find((place) => contains(place, offset))
    if (!span || seen.has(`${use.at.span.start} ${use.name}`)) continue
    seen.add(`${use.at.span.start} ${use.name}`)
    yield { span, describe: (markup) => describeCredential(use, entry, config, markup) }
  }
}

function* entrySections({ config }: Analysis, entry: ServerEntry, offset: number): Iterable<Section> {
  const reference = referenceAt(entry, config, offset)
  if (reference) yield { span: reference.span, describe: (markup) => describeReference(reference, config, markup) }
  const option = switchAt(entry.launch, offset)
  if (option) yield { span: option.span, describe: (markup) => describeSwitch(option, entry.launch, markup) }
  const scope = askedScopes(entry, config).find(({ span }) => contains(span, offset))
  if (scope) yield { span: scope.span, describe: (markup) => describeScope(scope, markup) }
}

function* fileSections({ config }: Analysis, entry: ServerEntry | undefined, offset: number): Iterable<Section> {
  const input = entry ? undefined : inputAt(config, offset)
  if (input) yield { span: input.span, describe: (markup) => describeInput(input.id, config, markup) }
  const permission = permissionAt(config, entry, offset)
  if (permission) yield { span: permission.at.span, describe: (markup) => describePermission(permission, config, markup) }
}
