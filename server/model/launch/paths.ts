import { holdsReference } from '../../knowledge/references.ts'
import type { KnownServer } from '../../knowledge/servers.ts'
import type { Argument } from '../launch.ts'

/**
 * Marks the arguments of a server that name data it serves: positionals where the server takes folders there, and the
 * values of the flags it limits its reach with. A server that is not known to serve files has none.
 */
export function markPaths(args: readonly Argument[], known: KnownServer | undefined): readonly Argument[] {
  const keys = new Set(
    known?.restrictions.filter(({ kind, where }) => kind === 'allowPaths' && where === 'args').map(({ key }) => key),
  )
  if (keys.size === 0) return args
  return args.map((arg) => {
    if (arg.of !== 'server' || arg.kind === 'flag')
      return arg.flag !== undefined && keys.has(arg.flag) && looksLikePath(arg.value.text) ? { ...arg, kind: 'path' } : arg
    const isPath = arg.flag === undefined ? keys.has('<positional>') : keys.has(arg.flag) || keys.has('<positional>')
    return isPath && looksLikePath(arg.value.text) ? { ...arg, kind: 'path' } : arg
  })
}

function looksLikePath(text: string): boolean {
  return /^(?:[/~.\\]|[A-Za-z]:(?:[\\/]|$)|%\w+%)/.test(text) || text.includes('/') || text.includes('\\') || holdsReference(text)
}
