import {
  type CredentialKind,
  entropy,
  isSecretName,
  kindByPrefix,
  kindsByName,
  matchCredentials,
} from '../../knowledge/credentials.ts'
import { isLikelySecret, isOrdinary } from '../../knowledge/likelySecret.ts'
import { parse } from '../../syntax/parse.ts'
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'
import type { Host } from '../host.ts'
import type { Argument, CredentialUse, LaunchUrl, Setting } from '../launch.ts'
import type { InputDefinition } from '../mcpConfig.ts'
import { type Place, partOf, type Text } from '../place.ts'
import { AUTH_SCHEME } from './authScheme.ts'
import { secretBesideReference } from './defaults.ts'
import { HEADER_OPTION, shapeOf } from './settings.ts'

/** What a value is called where it stands. */
export interface Named {
  readonly where: CredentialUse['where']
  readonly name: string
  readonly nameAt: Place
}

/** Headers that carry a credential whatever their value looks like. */
const CREDENTIAL_HEADER =
  /^(?:proxy-)?authorization$|^cookie$|^x-(?:api-key|auth-token|access-token|functions-key)$|^api-key$|^private-token$/i
/** Query keys that carry one. */
const CREDENTIAL_QUERY = /^(?:token|key|api_?key|access_token|secret|sig|auth)$/i
/** On a command line or in a query the name stands right before the value; only words such as "true" are let through. */
const MIN_NAMED_CHARS = 6
/** Real values are far shorter; hostile ones must not cost time. */
const MAX_REFERENCE_CHARS = 400
const MAX_DOCUMENT_CHARS = 20_000

/** Credentials in `env` and `headers`, also those a command line sets. */
export function settingCredentials(tree: SyntaxTree, setting: Setting, where: 'env' | 'header'): readonly CredentialUse[] {
  const { name, nameAt, value, shape } = setting
  const named: Named = { where: setting.from === 'argument' ? 'argument' : where, name, nameAt }
  const carries = isSecretName(name) || (where === 'header' && CREDENTIAL_HEADER.test(name))
  if (!value) return shape === 'reference' && (carries || kindsByName(name)) ? [byName(named)] : []
  if (shape === 'reference') return reference(tree, named, value, carries)
  if (shape !== 'literal') return []
  const known = ofIssuer(tree, named, value)
  const nested = insideJson(tree, named, value).filter(({ at }) => known.every((other) => !overlaps(at, other.at)))
  if (known.length + nested.length > 0) return [...known, ...nested]
  return (
    ofNamedKind(named, value) ?? (carries && isLikelySecret(bareValue(value.text)) ? [literal(named, bare(tree, value))] : [])
  )
}

/** Credentials the server gets as words of its command line: after a flag with a telling name, or by their shape. */
export function argumentCredentials(tree: SyntaxTree, host: Host, arg: Argument): readonly CredentialUse[] {
  // Headers and variables on a command line are settings.
  if (arg.flag !== undefined && (VARIABLE_OPTION.test(arg.flag) ? arg.of === 'container' : HEADER_OPTION.test(arg.flag)))
    return []
  const { span, path } = arg
  const named: Named = { where: 'argument', name: arg.flag ?? '', nameAt: { span, path } }
  // Where code comes from, and how a container starts, may hold a credential, and is none by its name.
  if (arg.kind === 'package' || arg.kind === 'script' || arg.of === 'container') return ofIssuer(tree, named, arg.value)
  if (/^(?:https?|wss?):\/\//i.test(arg.value.text)) return urlCredentials(tree, host, arg.value)
  const known = ofIssuer(tree, named, arg.value)
  if (known.length > 0) return known
  if (arg.flag === undefined || !isSecretName(arg.flag)) return []
  return namedByPlace(tree, host, named, arg.value)
}

const VARIABLE_OPTION = /^(?:-e|--env)$/

/** Credentials in an address: user information, path and fragment by their shape, and the values of telling query keys. */
export function urlCredentials(tree: SyntaxTree, host: Host, url: LaunchUrl | Text): readonly CredentialUse[] {
  if (url.text.length > MAX_DOCUMENT_CHARS) return []
  const nameAt = { span: url.span, path: url.path }
  const [beforeFragment = ''] = url.text.split('#', 1)
  const [beforeQuery = ''] = beforeFragment.split('?', 1)
  const authority = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url.text)?.[0].length ?? 0
  const uses = matchCredentials(url.text)
    .filter(({ start }) => start < beforeQuery.length || start >= beforeFragment.length)
    .map((match) => {
      const name = match.start < authority ? USER_INFORMATION : match.start < beforeQuery.length ? PATH : FRAGMENT
      return issued(tree, { where: 'url', name, nameAt }, url, match)
    })
  let start = beforeQuery.length + 1
  for (const pair of beforeFragment.slice(start).split('&')) {
    const equals = pair.indexOf('=')
    const key = partOf(tree, url, start, start + Math.max(equals, 0))
    const value = partOf(tree, url, start + equals + 1, start + pair.length)
    if (pair !== '') uses.push(...queryCredential(tree, host, key, value))
    start += pair.length + 1
  }
  return uses
}

/** Parts of an address that have no name of their own. */
export const USER_INFORMATION = 'user information'
export const PATH = 'path'
export const FRAGMENT = 'fragment'

function queryCredential(tree: SyntaxTree, host: Host, key: Text, value: Text): readonly CredentialUse[] {
  const named: Named = { where: 'url', name: key.text, nameAt: { span: key.span, path: key.path } }
  const known = ofIssuer(tree, named, value)
  if (known.length > 0) return known
  const carries = CREDENTIAL_QUERY.test(key.text) || isSecretName(key.text)
  return carries ? namedByPlace(tree, host, named, value) : []
}

/** A value whose name says what it is and stands right before it, so that a short one counts as well. */
function namedByPlace(tree: SyntaxTree, host: Host, named: Named, value: Text): readonly CredentialUse[] {
  const shape = shapeOf(value.text, host)
  if (shape === 'reference') return reference(tree, named, value, true)
  return shape === 'literal' && isWorthNaming(value.text) ? [literal(named, value)] : []
}

/** A default that is written into the file is no prompt: it is a secret in the file. */
export function inputCredentials(tree: SyntaxTree, host: Host, input: InputDefinition): readonly CredentialUse[] {
  if (!input.default) return []
  const named: Named = { where: 'input', name: input.id, nameAt: { span: input.span, path: input.path } }
  const known = ofIssuer(tree, named, input.default)
  if (known.length > 0) return known
  const carries = input.password || isSecretName(input.id)
  const isLiteral = shapeOf(input.default.text, host) === 'literal' && isLikelySecret(input.default.text)
  return carries && isLiteral ? [literal(named, input.default)] : []
}

/** A field of which nothing is known but its name. */
export function fieldCredentials(tree: SyntaxTree, host: Host, named: Named, value: Text): readonly CredentialUse[] {
  const known = ofIssuer(tree, named, value)
  if (known.length > 0) return known
  const carries = isSecretName(named.name) && shapeOf(value.text, host) === 'literal'
  return carries && isLikelySecret(bareValue(value.text)) ? [literal(named, bare(tree, value))] : []
}

/** Each string of JSON inside a value, by its own key: `OPENAPI_MCP_HEADERS={"Authorization": "Bearer …"}`. */
function insideJson(tree: SyntaxTree, named: Named, value: Text): readonly CredentialUse[] {
  if (value.text.length > MAX_DOCUMENT_CHARS || !/^\s*[{[]/.test(value.text)) return []
  const inner = parse(value.text, 'json')
  const uses: CredentialUse[] = []
  const visit = (node: SyntaxNode | undefined, key: string): void => {
    if (node?.kind === 'array') for (const item of node.items) visit(item, key)
    else if (node?.kind === 'object') for (const member of node.members) visit(member.value, member.key)
    else if (
      node?.kind === 'string' &&
      (isSecretName(key) || CREDENTIAL_HEADER.test(key)) &&
      isLikelySecret(bareValue(node.value))
    ) {
      const whole = partOf(tree, value, node.span.start + 1, node.span.end - 1)
      uses.push(literal(named, bare(tree, whole)))
    }
  }
  visit(inner.root, '')
  return uses
}

/** Every credential of a known issuer anywhere in a value. */
export function ofIssuer(tree: SyntaxTree, named: Named, value: Text): readonly CredentialUse[] {
  return matchCredentials(value.text).map((match) => issued(tree, named, value, match))
}

function issued(
  tree: SyntaxTree,
  named: Named,
  value: Text,
  match: { kind: CredentialKind; start: number; end: number },
): CredentialUse {
  const at = partOf(tree, value, match.start, match.end)
  return { ...named, kind: match.kind, evidence: 'literal', at, confidence: 'high' }
}

/** A shape too common by itself, under the one name that belongs to its kind. */
function ofNamedKind(named: Named, value: Text): readonly CredentialUse[] | undefined {
  const kind = kindsByName(named.name)
  if (!kind?.needsName || !new RegExp(kind.regex, kind.flags).test(value.text)) return undefined
  if (kind.minEntropy !== undefined && entropy(value.text) < kind.minEntropy) return undefined
  return [{ ...named, kind, evidence: 'literal', at: value, confidence: 'high' }]
}

function literal(named: Named, at: Text): CredentialUse {
  const kind = kindsByName(named.name) ?? kindByPrefix(at.text)
  return { ...named, kind, evidence: 'literal', at, confidence: 'medium' }
}

/**
 * By the name it stands under, or by the name it refers to: `Authorization: Bearer ${env:GITHUB_TOKEN}`. What is written
 * beside the reference, or as its default, can be a secret itself.
 */
function reference(tree: SyntaxTree, named: Named, at: Text, carries: boolean): readonly CredentialUse[] {
  const referred = at.text.length > MAX_REFERENCE_CHARS ? '' : (/[A-Za-z_]\w*(?=(?::-[^}]*)?\}?\s*$)/.exec(at.text)?.[0] ?? '')
  const kind = kindsByName(named.name) ?? kindsByName(referred)
  if (!kind && !carries && !isSecretName(referred)) return []
  const secret = secretBesideReference(at.text)
  if (secret) return [literal(named, partOf(tree, at, secret.start, secret.end))]
  return [{ ...named, kind, evidence: 'reference', at, confidence: kind ? 'high' : 'medium' }]
}

/** A variable that is passed on from the host's own environment. */
function byName(named: Named): CredentialUse {
  return {
    ...named,
    kind: kindsByName(named.name),
    evidence: 'name',
    at: { text: named.name, ...named.nameAt },
    confidence: 'medium',
  }
}

function bareValue(value: string): string {
  return value.replace(AUTH_SCHEME, '')
}

function bare(tree: SyntaxTree, value: Text): Text {
  const scheme = AUTH_SCHEME.exec(value.text)?.[0] ?? ''
  return partOf(tree, value, scheme.length, value.text.length)
}

function isWorthNaming(value: string): boolean {
  return (
    value.length >= MIN_NAMED_CHARS && !isOrdinary(value) && !/^(?:true|false|none|null|prompt|stdin|keychain|auto)$/i.test(value)
  )
}

function overlaps(a: Text, b: Text): boolean {
  return a.span.start < b.span.end && b.span.start < a.span.end
}
