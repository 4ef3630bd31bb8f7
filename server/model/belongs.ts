import { nodesAt } from '../syntax/nodesAt.ts'
import { parse } from '../syntax/parse.ts'
import type { SyntaxTree } from '../syntax/tree.ts'
import type { Host, Mark } from './host.ts'

/**
 * Whether a file that the host was found for by its name is really one of it. Names such as `manifest.json` are used by
 * many, so such a file counts only with a mark of the host; every other file counts whatever it holds.
 */
export function belongs({ file }: Host, tree: SyntaxTree): boolean {
  return file?.onlyWith === undefined || file.onlyWith.some((mark) => bears(tree, mark))
}

/** The first of the hosts a path belongs to by its name that the text does not speak against. */
export function firstThatBelongs(readers: readonly Host[], text: string): Host | undefined {
  return readers.find((host) => host.file?.onlyWith === undefined || belongs(host, parse(text, host.syntax.format)))
}

function bears(tree: SyntaxTree, mark: Mark): boolean {
  return mark.every(({ at, text }) =>
    nodesAt(tree.root, at).some(({ node }) => {
      if (text === undefined) return true
      if (node.kind !== 'string') return false
      return text.endsWith('*') ? node.value.startsWith(text.slice(0, -1)) : node.value === text
    }),
  )
}
