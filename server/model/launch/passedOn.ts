import { contentSpan, memberOf } from '../../syntax/find.ts'
import type { ObjectNode, Path, SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'
import { memberWith, type Part } from '../entryParts.ts'
import type { Host } from '../host.ts'
import type { Setting } from '../launch.ts'
import { type Text, textOf } from '../place.ts'
import { shapeOf } from './settings.ts'

/*
 * Fields that name a variable of the host's environment instead of holding a value. There is no text that could be a secret,
 * and what the server gets is one all the same when the name says so.
 */

/** `env_vars = ["TOKEN", { name = "OTHER" }]`, or `secrets: [{ name: acme.token, env: TOKEN }]`. */
export function passedSettings(tree: SyntaxTree, { node, path }: Part): readonly Setting[] {
  if (node.kind !== 'array') return []
  return node.items.flatMap((item, index): readonly Setting[] => {
    const own = [...path, index]
    const name = item.kind === 'object' ? nameIn(tree, item, own) : textOf(tree, item, own)
    return name && name.text !== ''
      ? [{ name: name.text, nameAt: { span: name.span, path: name.path }, value: undefined, shape: 'reference', from: 'field' }]
      : []
  })
}

function nameIn(tree: SyntaxTree, item: ObjectNode, path: Path): Text | undefined {
  const member = memberWith(item, ['env', 'name'])
  return member && textOf(tree, member.value, [...path, member.key])
}

/** `env_http_headers = { "X-Key" = "NAME_OF_VARIABLE" }`. */
export function headersOfVariables(tree: SyntaxTree, { node, path }: Part): readonly Setting[] {
  if (node.kind !== 'object') return []
  return node.members
    .filter((member) => memberOf(node, member.key) === member && isName(member.value))
    .map(({ key, keySpan, value }): Setting => {
      const nameAt = { span: contentSpan(tree, keySpan), path: [...path, key] }
      return { name: key, nameAt, value: textOf(tree, value, nameAt.path), shape: 'reference', from: 'field' }
    })
}

/** `bearer_token_env_var = "NAME_OF_VARIABLE"`. */
export function bearerOfVariable(tree: SyntaxTree, { node, path }: Part): Setting | undefined {
  const name = isName(node) ? textOf(tree, node, path) : undefined
  if (!name) return undefined
  const nameAt = { span: name.span, path: name.path }
  return { name: 'Authorization', nameAt, value: name, shape: 'reference', from: 'field' }
}

/** `apiKey: …`, which is sent as a bearer token. */
export function bearerOf(tree: SyntaxTree, host: Host, { node, path }: Part): Setting | undefined {
  const value = textOf(tree, node, path)
  if (!value) return undefined
  const nameAt = { span: value.span, path: value.path }
  return { name: 'Authorization', nameAt, value, shape: shapeOf(value.text, host), from: 'field' }
}

function isName(node: SyntaxNode | undefined): boolean {
  return node?.kind === 'string' && /^[A-Za-z_]\w*$/.test(node.value)
}
