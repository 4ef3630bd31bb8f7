import { holdsReference } from '../knowledge/references.ts'
import type { Mount } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import type { Text } from '../model/place.ts'
import type { Span } from '../syntax/tree.ts'
import { entrySandbox } from './sandbox.ts'

/** A place on the disk that a server is given. */
export interface Reach {
  readonly path: Text
  /** What is marked: the path, or all of a mount. */
  readonly span: Span
  readonly writable: boolean
  readonly by: 'argument' | 'mount' | 'sandbox'
}

/** The paths a server that serves files is given, the folders mounted into its container, and where its sandbox lets it write. */
export function reachesOf(entry: ServerEntry, config: McpConfig): readonly Reach[] {
  const { paths, mounts } = entry.launch
  const reaches: readonly Reach[] = [
    ...paths.map((path) => ({ path, span: path.span, writable: true, by: 'argument' as const })),
    ...mounts.filter(isBind).map(({ source, span, writable }) => ({ path: source, span, writable, by: 'mount' as const })),
    ...entrySandbox(entry, config).allowWrite.map((path) => ({ path, span: path.span, writable: true, by: 'sandbox' as const })),
  ]
  return [...reaches].sort((a, b) => a.span.start - b.span.start)
}

/** A place of this machine; a name without a slash is a volume that the runtime keeps. */
export function isBind({ source: { text } }: Mount): boolean {
  return /[/\\]/.test(text) || /^(?:[.~$%]|[A-Za-z]:$)/.test(text) || holdsReference(text)
}
