import { type InlayHint, InlayHintKind } from 'vscode-languageserver/node'
import { isRecorded } from '../insertion/proxyWords.ts'
import type { CredentialUse } from '../model/launch.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import { kindName } from '../rules/credentialWords.ts'
import { nodeAt } from '../syntax/find.ts'
import type { Path, Span } from '../syntax/tree.ts'
import type { Analysis } from './analysis.ts'
import { lifetimeWords } from './credentialWords.ts'
import { launchWords } from './launchWords.ts'
import { visible } from './markup.ts'
import { touches } from './positions.ts'

const LONGEST_HINT = 80

/** What a credential is, behind it; what a recorded entry really starts, behind its command. */
export function toInlayHints(analysis: Analysis, wanted: Span): InlayHint[] {
  const { document, config } = analysis
  const entries = config.servers.filter(({ node }) => touches(node.span, wanted))
  const uses = [...entries.flatMap(({ launch }) => launch.credentials), ...config.credentials]
  const hints = [
    ...entries.flatMap((entry) => recordingHint(entry, analysis)),
    ...uses.flatMap((use) => credentialHint(use, analysis)),
  ]
  return withoutRepeats(hints)
    .filter(({ at }) => at >= wanted.start && at <= wanted.end)
    .map(({ at, words }) => ({
      position: document.positionAt(at),
      label: shorten(visible(words)),
      kind: InlayHintKind.Type,
      paddingLeft: true,
    }))
}

interface Hint {
  readonly at: number
  readonly words: string
}

/** One value can be met twice: as an option of a container and as the variable it sets. */
function withoutRepeats(hints: readonly Hint[]): readonly Hint[] {
  return [...new Map(hints.map((hint) => [`${hint.at} ${hint.words}`, hint])).values()]
}

function credentialHint(use: CredentialUse, analysis: Analysis): readonly Hint[] {
  if (!use.kind) return []
  const kind = kindName(use.kind)
  const words = [use.evidence === 'literal' ? kind : `likely ${kind}`, lifetimeWords(use)].filter((part) => part !== undefined)
  return [{ at: endOfValue(use.at.path, use.at.span, analysis), words: words.join(', ') }]
}

function recordingHint(entry: ServerEntry, analysis: Analysis): readonly Hint[] {
  if (!isRecorded(entry) || !entry.command) return []
  const words = launchWords(entry.launch)
  if (words === undefined) return []
  return [{ at: endOfValue(entry.command.path, entry.command.span, analysis), words: `records ${words}` }]
}

/** Behind the closing quote: the span of a credential may be a part of its string. */
function endOfValue(path: Path, span: Span, { config }: Analysis): number {
  return Math.max(span.end, nodeAt(config.tree, path)?.span.end ?? span.end)
}

function shorten(words: string): string {
  return words.length <= LONGEST_HINT ? words : `${words.slice(0, LONGEST_HINT).replace(/[\uD800-\uDBFF]$/, '')}…`
}
