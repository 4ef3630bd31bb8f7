import { type InlayHint, InlayHintKind } from 'vscode-languageserver/node'
import { isRecorded } from '../insertion/proxyWords.ts'
import type { CredentialUse } from '../model/launch.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'
import { nodeAt } from '../syntax/find.ts'
import type { Path, Span } from '../syntax/tree.ts'
import type { Analysis } from './analysis.ts'
import { kindWords, lifetimeWords } from './credentialWords.ts'
import { launchWords } from './launchWords.ts'
import { visible } from './markup.ts'
import { touches } from './positions.ts'

const LONGEST_HINT = 80

/** What a credential is, behind it; what a recorded entry really starts, behind its command. */
export function toInlayHints(analysis: Analysis, wanted: Span): InlayHint[] {
  const { document, config } = analysis
  const hints = config.servers.filter(({ node }) => touches(node.span, wanted)).flatMap((entry) => hintsOf(entry, analysis))
  return hints
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

function hintsOf(entry: ServerEntry, analysis: Analysis): readonly Hint[] {
  const hints = entry.launch.credentials.flatMap((use) => credentialHint(use, analysis))
  const recorded = recordingHint(entry, analysis)
  const all = recorded ? [recorded, ...hints] : hints
  // One value can be met twice: as a container's option and as the variable it sets.
  return all.filter((hint, i) => all.findIndex((other) => other.at === hint.at && other.words === hint.words) === i)
}

function credentialHint(use: CredentialUse, analysis: Analysis): readonly Hint[] {
  const kind = kindWords(use)
  if (kind === undefined) return []
  const words = [use.evidence === 'literal' ? kind : `likely ${kind}`, lifetimeWords(use)].filter((part) => part !== undefined)
  return [{ at: endOfValue(use.at.path, use.at.span, analysis), words: words.join(', ') }]
}

function recordingHint(entry: ServerEntry, analysis: Analysis): Hint | undefined {
  if (!isRecorded(entry) || !entry.command) return undefined
  const words = launchWords(entry.launch)
  return words === undefined
    ? undefined
    : { at: endOfValue(entry.command.path, entry.command.span, analysis), words: `records ${words}` }
}

/** Behind the closing quote: the span of a credential may be a part of its string. */
function endOfValue(path: Path, span: Span, { config }: Analysis): number {
  return Math.max(span.end, nodeAt(config.tree, path)?.span.end ?? span.end)
}

function shorten(words: string): string {
  return words.length <= LONGEST_HINT ? words : `${words.slice(0, LONGEST_HINT).replace(/[\uD800-\uDBFF]$/, '')}…`
}
