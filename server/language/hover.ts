import type { Hover } from 'vscode-languageserver/node'
import type { Span } from '../syntax/tree.ts'
import type { Abilities } from './abilities.ts'
import type { Analysis } from './analysis.ts'
import { describeCredential } from './credentialHover.ts'
import { describeFinding } from './findingHover.ts'
import { MARKDOWN, type Markup, PLAIN } from './markup.ts'
import { contains, toRange } from './positions.ts'
import { describeServer } from './serverHover.ts'

interface Section {
  readonly span: Span
  readonly describe: (markup: Markup) => string
}

/** Why something is reported, what a credential is, what a server entry starts: whatever stands at the offset. */
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

function* sectionsAt({ config, findings }: Analysis, offset: number): Iterable<Section> {
  const server = config.servers.find(({ nameAt, node }) => contains(nameAt.span, offset) || contains(node.span, offset))
  if (server && contains(server.nameAt.span, offset)) {
    yield { span: server.nameAt.span, describe: (markup) => describeServer(server, markup) }
  }
  const seen = new Set<string>()
  for (const use of [...(server?.launch.credentials ?? []), ...config.credentials]) {
    const span = [use.at.span, use.nameAt.span].find((place) => contains(place, offset))
    if (!span || seen.has(`${use.at.span.start} ${use.name}`)) continue
    seen.add(`${use.at.span.start} ${use.name}`)
    yield { span, describe: (markup) => describeCredential(use, markup) }
  }
  for (const finding of findings) {
    if (contains(finding.span, offset)) yield { span: finding.span, describe: (markup) => describeFinding(finding, markup) }
  }
}
