import { MAX_DEPTH, MAX_ERRORS } from '../json/parseJson.ts'
import type { SyntaxNode, SyntaxProblem, SyntaxTree } from '../tree.ts'
import { readRoot } from './block.ts'
import { firstDocument } from './document.ts'
import { createReader } from './reader.ts'

/**
 * A recovering parser of YAML 1.2 with the core schema. It reads the first document of the text, follows aliases within
 * bounds, ignores tags but `!!str`, and after an error goes on with the next line, so that one slip is one problem and
 * what stands around it is in the tree. Time and memory are linear in the text.
 *
 * `from` and `to` bound what is read; the offsets are those of the whole text.
 */
export function parseYaml(text: string, from = 0, to = text.length): Pick<SyntaxTree, 'root' | 'problems'> {
  // Editors strip a byte order mark, files have it; it is part of the offsets and of nothing else.
  const region = firstDocument(text, from === 0 && text.charCodeAt(0) === 0xfeff ? 1 : from, to)
  const reader = createReader(text, region.start, region.end)
  const root: SyntaxNode | undefined = readRoot(reader)
  if (reader.tooDeep)
    return {
      root: undefined,
      problems: [
        {
          kind: 'too-deep',
          message: `The file is nested deeper than ${MAX_DEPTH} levels and is not read.`,
          span: reader.tooDeep,
        },
      ],
    }
  const problems: SyntaxProblem[] = [...reader.problems, ...(region.problem ? [region.problem] : [])]
  const more = reader.errors - MAX_ERRORS
  if (more > 0)
    problems.push({
      kind: 'invalid',
      message: `${more} more ${more === 1 ? 'error follows' : 'errors follow'} from here on.`,
      span: { start: reader.problems.at(-1)?.span.start ?? region.start, end: region.end },
    })
  return { root, problems: problems.sort((a, b) => a.span.start - b.span.start) }
}
