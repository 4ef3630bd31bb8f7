import { contentSpan, memberOf } from '../../syntax/find.ts'
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'
import type { Part } from '../entryParts.ts'
import type { Setting } from '../launch.ts'
import { textOf } from '../place.ts'

/*
 * Fields that name a variable of the host's environment instead of holding a value. There is no text that could be a secret,
 * and what the server gets is one all the same when the name says so.
 */

/** `env_vars = ["TOKEN", { name = "OTHER" }]`. */
export function passedSettings(tree: SyntaxTree, { node, path }: Part): readonly Setting[] {
  if (node.kind !== 'array') return []
  return node.items.flatMap((item, index): readonly Setting[] => {
    const own = [...path, index]
    const name = item.kind === 'object' ? textOf(tree, memberOf(item, 'name')?.value, [...own, 'name']) : textOf(tree, item, own)
    return name && name.text !== ''
      ? [{ name: name.text, nameAt: { span: name.span, path: name.path }, value: undefined, shape: 'reference', from: 'field' }]
      : []
  })
}

/** `env_http_headers = { "X-Key" = "NAME_OF_VARIABLE" }`. */
export function headersOfVariables(tree: SyntaxTree, { node, path }: Part): readonly Setting[] {
  if (node.kind !== 'object') return []
  return node.members
    .filter((member) => memberOf(node, member.key) === member && isName(member.value))
    .map(({ key, keySpan }): Setting => {
      const nameAt = { span: contentSpan(tree, keySpan), path: [...path, key] }
      return { name: key, nameAt, value: undefined, shape: 'reference', from: 'field' }
    })
}

/** `bearer_token_env_var = "NAME_OF_VARIABLE"`. */
export function bearerOfVariable(tree: SyntaxTree, { node, path }: Part): Setting | undefined {
  const name = isName(node) ? textOf(tree, node, path) : undefined
  if (!name) return undefined
  const nameAt = { span: name.span, path: name.path }
  return { name: 'Authorization', nameAt, value: undefined, shape: 'reference', from: 'field' }
}

function isName(node: SyntaxNode | undefined): boolean {
  return node?.kind === 'string' && /^[A-Za-z_]\w*$/.test(node.value)
}
