import { matchCredential } from '../../knowledge/credentials.ts'
import { isPlaceholder } from '../../knowledge/placeholders.ts'
import { holdsReference } from '../../knowledge/references.ts'
import { contentSpan, memberOf } from '../../syntax/find.ts'
import type { ArrayNode, Path, SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'
import type { Host } from '../host.ts'
import type { Argument, Setting } from '../launch.ts'
import { partOf, textOf } from '../place.ts'
import { AUTH_SCHEME } from './authScheme.ts'
import type { Assignment } from './runners.ts'

/** The members of an `env` or `headers` map, of a name that stands twice the last; or a list of names and values. */
export function readSettings(tree: SyntaxTree, host: Host, node: SyntaxNode | undefined, path: Path): readonly Setting[] {
  if (node?.kind === 'array') return listedSettings(tree, host, node, path)
  if (node?.kind !== 'object') return []
  return node.members
    .filter((member) => memberOf(node, member.key) === member)
    .map(({ key, keySpan, value }) => {
      const place = [...path, key]
      const text = textOf(tree, value, place)
      const nameAt = { span: contentSpan(tree, keySpan), path: place }
      return { name: key, nameAt, value: text, shape: shapeOf(text?.text ?? '', host), from: 'field' }
    })
}

/** `[{ name: NAME, value: … }]`; one without a value is asked for when the server is set up. */
function listedSettings(tree: SyntaxTree, host: Host, { items }: ArrayNode, path: Path): readonly Setting[] {
  return items.flatMap((item, index): readonly Setting[] => {
    if (item.kind !== 'object') return []
    const own = [...path, index]
    const name = textOf(tree, memberOf(item, 'name')?.value, [...own, 'name'])
    if (!name) return []
    const value = textOf(tree, memberOf(item, 'value')?.value, [...own, 'value'])
    const nameAt = { span: name.span, path: name.path }
    return [{ name: name.text, nameAt, value, shape: value ? shapeOf(value.text, host) : 'reference', from: 'field' }]
  })
}

/** What a command line sets. `-e NAME` alone passes on what the `env` field sets, or what the host itself was given. */
export function assignedSettings(host: Host, assignments: readonly Assignment[], fields: readonly Setting[]): readonly Setting[] {
  return assignments
    .filter(({ name, value }) => value !== undefined || !fields.some((field) => field.name === name))
    .map(({ name, nameAt: { span, path }, value }) => ({
      name,
      nameAt: { span, path },
      value,
      shape: value ? shapeOf(value.text, host) : 'reference',
      from: 'argument',
    }))
}

/** How bridges, and servers that forward headers, take one. */
export const HEADER_OPTION = /^(?:-H|--headers?|--http-headers?)$/

/** `--header "Name: value"` of bridges and of servers that forward headers. */
export function headerArguments(tree: SyntaxTree, host: Host, args: readonly Argument[]): readonly Setting[] {
  return args
    .filter(({ of, flag }) => of === 'server' && flag !== undefined && HEADER_OPTION.test(flag))
    .flatMap(({ value }): readonly Setting[] => {
      const match = /^([\w-]+)\s*:\s*/.exec(value.text)
      if (!match?.[1]) return []
      const { span, path } = partOf(tree, value, 0, match[1].length)
      const text = partOf(tree, value, match[0].length, value.text.length)
      return [{ name: match[1], nameAt: { span, path }, value: text, shape: shapeOf(text.text, host), from: 'argument' }]
    })
}

/**
 * What a value is, as this host reads it. A reference in the syntax of another host is still no literal; a credential of
 * a known issuer is one, whatever stands around it (`${TOKEN:-ghp_…}`, or letters that spell a placeholder).
 */
export function shapeOf(value: string, host: Host): Setting['shape'] {
  const bare = value.replace(AUTH_SCHEME, '').trim()
  if (bare === '') return 'empty'
  if (matchCredential(value)) return 'literal'
  if (expands(host, value)) return 'reference'
  if (/^\{\{[^{}]*\}\}$/.test(bare)) return 'placeholder'
  if (holdsReference(bare)) return 'reference'
  return isPlaceholder(bare) ? 'placeholder' : 'literal'
}

/** Whether this host puts something else in place of a part of the value. */
function expands(host: Host, value: string): boolean {
  const { pattern } = host.interpolation
  const found = pattern === undefined ? undefined : new RegExp(pattern).exec(value)?.[0]
  if (found === undefined) return false
  // A password may hold a dollar sign: without braces the name is written as variables are, or is all there is.
  return !/^\$[A-Za-z_]/.test(found) || /^\$[A-Z_][A-Z0-9_]+$/.test(found) || found === value.trim()
}
