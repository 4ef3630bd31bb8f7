import { type CredentialKind, entropy, isSecretName, kindsByName, matchCredential } from '../../knowledge/credentials.ts'
import { isLikelySecret, isOrdinary } from '../../knowledge/likelySecret.ts'
import { parse } from '../../syntax/parse.ts'
import type { SyntaxNode, SyntaxTree } from '../../syntax/tree.ts'
import type { Host } from '../host.ts'
import type { Argument, CredentialUse, LaunchUrl, Setting } from '../launch.ts'
import type { InputDefinition } from '../mcpConfig.ts'
import { type Place, partOf, type Text } from '../place.ts'
import { shapeOf } from './settings.ts'

/** What a value is called where it stands. */
interface Named {
  readonly where: CredentialUse['where']
  readonly name: string
  readonly nameAt: Place
}

/** Headers that carry a credential whatever their value looks like. */
const CREDENTIAL_HEADER =
  /^(?:proxy-)?authorization$|^cookie$|^x-(?:api-key|auth-token|access-token|functions-key)$|^api-key$|^private-token$/i
/** Query keys that carry one (rule catalogue, `secret-in-url`). */
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
  if (shape === 'reference') return reference(named, value, carries)
  if (shape !== 'literal') return []
  const known = ofIssuer(tree, named, value)
  if (known.length > 0) return known
  const nested = insideJson(tree, named, value)
  if (nested.length > 0) return nested
  return (
    ofNamedKind(named, value) ?? (carries && isLikelySecret(bareValue(value.text)) ? [literal(named, bare(tree, value))] : [])
  )
}

/** Credentials the server gets as words of its command line: after a flag with a telling name, or by their shape. */
export function argumentCredentials(tree: SyntaxTree, host: Host, arg: Argument): readonly CredentialUse[] {
  // Headers and variables on a command line are settings; the package and the script are no credentials.
  if (arg.kind === 'package' || arg.kind === 'script' || arg.of === 'container') return []
  const name = arg.flag ?? ''
  if (/^(?:-H|--headers?|--http-headers?)$/.test(name)) return []
  const { span, path } = arg
  const named: Named = { where: 'argument', name, nameAt: { span, path } }
  if (/^[a-z][a-z+.-]*:\/\//i.test(arg.value.text) && /^(?:https?|wss?):/i.test(arg.value.text))
    return urlCredentials(tree, host, arg.value)
  const known = ofIssuer(tree, named, arg.value)
  if (known.length > 0) return known
  if (arg.flag === undefined || !isSecretName(arg.flag)) return []
  const shape = shapeOf(arg.value.text, host)
  if (shape === 'reference') return reference(named, arg.value, true)
  return shape === 'literal' && isWorthNaming(arg.value.text) ? [literal(named, arg.value)] : []
}

/** Credentials in an address: user information, and the values of telling query keys. */
export function urlCredentials(tree: SyntaxTree, host: Host, url: LaunchUrl | Text): readonly CredentialUse[] {
  if (url.text.length > MAX_DOCUMENT_CHARS) return []
  const uses: CredentialUse[] = []
  const here: Named = { where: 'url', name: 'user information', nameAt: { span: url.span, path: url.path } }
  const userInformation = matchCredential(url.text.replace(/[?#].*$/s, ''))
  if (userInformation) uses.push(...issued(tree, here, url, userInformation))
  const query = /\?([^#]*)/.exec(url.text)
  let start = (query?.index ?? 0) + 1
  for (const pair of query?.[1]?.split('&') ?? []) {
    const equals = pair.indexOf('=')
    if (equals > 0)
      uses.push(
        ...queryCredential(
          tree,
          host,
          partOf(tree, url, start, start + equals),
          partOf(tree, url, start + equals + 1, start + pair.length),
        ),
      )
    start += pair.length + 1
  }
  return uses
}

function queryCredential(tree: SyntaxTree, host: Host, key: Text, value: Text): readonly CredentialUse[] {
  const named: Named = { where: 'url', name: key.text, nameAt: { span: key.span, path: key.path } }
  const known = ofIssuer(tree, named, value)
  if (known.length > 0) return known
  const carries = CREDENTIAL_QUERY.test(key.text) || isSecretName(key.text)
  const shape = shapeOf(value.text, host)
  if (!carries) return []
  if (shape === 'reference') return reference(named, value, true)
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

/** The credential of a known issuer anywhere in a value. */
function ofIssuer(tree: SyntaxTree, named: Named, value: Text): readonly CredentialUse[] {
  const match = matchCredential(value.text)
  return match ? issued(tree, named, value, match) : []
}

function issued(
  tree: SyntaxTree,
  named: Named,
  value: Text,
  match: { kind: CredentialKind; start: number; end: number },
): readonly CredentialUse[] {
  return [
    { ...named, kind: match.kind, evidence: 'literal', at: partOf(tree, value, match.start, match.end), confidence: 'high' },
  ]
}

/** A shape too common by itself, under the one name that belongs to its kind. */
function ofNamedKind(named: Named, value: Text): readonly CredentialUse[] | undefined {
  const kind = kindsByName(named.name)
  if (!kind?.needsName || !new RegExp(kind.regex, kind.flags).test(value.text)) return undefined
  if (kind.minEntropy !== undefined && entropy(value.text) < kind.minEntropy) return undefined
  return [{ ...named, kind, evidence: 'literal', at: value, confidence: 'high' }]
}

function literal(named: Named, at: Text): CredentialUse {
  return { ...named, kind: kindsByName(named.name), evidence: 'literal', at, confidence: 'medium' }
}

/** By the name it stands under, or by the name it refers to: `Authorization: Bearer ${env:GITHUB_TOKEN}`. */
function reference(named: Named, at: Text, carries: boolean): readonly CredentialUse[] {
  const referred = at.text.length > MAX_REFERENCE_CHARS ? '' : (/[A-Za-z_]\w*(?=(?::-[^}]*)?\}?\s*$)/.exec(at.text)?.[0] ?? '')
  const kind = kindsByName(named.name) ?? kindsByName(referred)
  if (!kind && !carries && !isSecretName(referred)) return []
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

const SCHEME = /^(?:bearer|basic|token|apikey|digest)\s+/i

function bareValue(value: string): string {
  return value.replace(SCHEME, '')
}

function bare(tree: SyntaxTree, value: Text): Text {
  const scheme = SCHEME.exec(value.text)?.[0] ?? ''
  return partOf(tree, value, scheme.length, value.text.length)
}

function isWorthNaming(value: string): boolean {
  return (
    value.length >= MIN_NAMED_CHARS && !isOrdinary(value) && !/^(?:true|false|none|null|prompt|stdin|keychain|auto)$/i.test(value)
  )
}
