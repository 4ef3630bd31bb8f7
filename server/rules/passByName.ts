import type { CredentialUse, Setting } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { memberOf, nodeAt } from '../syntax/find.ts'
import type { Patch } from '../syntax/patch.ts'
import type { Path, SyntaxNode } from '../syntax/tree.ts'
import { environmentNames } from './environmentNames.ts'
import type { Replacement } from './replaceByReferences.ts'

/**
 * For hosts that expand nothing and take the name of a variable in a field of its own (`env_vars`, `bearer_token_env_var`):
 * the literal goes, and the variable it came under, or a new one, is named. Undefined where this host has no such field.
 */
export function passByName(uses: readonly CredentialUse[], entry: ServerEntry, config: McpConfig): Replacement | undefined {
  const variables = environmentNames(uses, entry)
  const named = uses.map((use, at) => nameOne(use, variables[at] ?? '', entry, config))
  if (!named.every((one) => one !== undefined)) return undefined
  const [first] = named
  if (!first) return undefined
  const passed = passedNames(
    named.flatMap(({ passes }) => passes ?? []),
    entry,
    config,
  )
  if (!passed) return undefined
  const patches = [
    ...removed(
      named.map(({ literal }) => literal),
      entry,
      config,
    ),
    ...named.flatMap(({ patches: own }) => own),
    ...passed,
  ]
  const title =
    uses.length === 1
      ? `Name "${first.variable}" in "${first.field}" instead, and revoke the secret`
      : `Name variables instead, and revoke the ${uses.length} secrets`
  return {
    advice: `name the variable "${first.variable}" in "${first.field}" instead`,
    fix: { title, safety: 'review', patches },
  }
}

interface Named {
  readonly field: string
  readonly variable: string
  /** The member that holds the secret. */
  readonly literal: Path
  readonly patches: readonly Patch[]
  /** What goes into the list of variables that are passed on. */
  readonly passes?: string
}

function nameOne(use: CredentialUse, variable: string, entry: ServerEntry, config: McpConfig): Named | undefined {
  const { host, tree } = config
  const { passedEnv, bearerEnv, envHeaders } = host.names
  const setting = settingOf(use, entry)
  if (!setting?.value) return undefined
  const literal = setting.value.path
  if (use.where === 'env') {
    const [field] = passedEnv
    // The list says which variables the server gets, by the names they have: it cannot give one another name.
    return field !== undefined && variable === setting.name
      ? { field, variable, literal, patches: [], passes: variable }
      : undefined
  }
  const [bearer] = bearerEnv
  const isBearer =
    /^authorization$/i.test(setting.name) &&
    (/^bearer\s/i.test(setting.value.text) || host.names.bearer.includes(String(literal.at(-1))))
  if (isBearer && bearer !== undefined) {
    // What is named there already is somebody's choice.
    if (nodeAt(tree, [...entry.path, bearer])) return undefined
    return { field: bearer, variable, literal, patches: [{ op: 'set', path: [...entry.path, bearer], value: variable }] }
  }
  const [header] = envHeaders
  // The value of a variable is sent as it is, so a scheme in front of it would be lost.
  if (header === undefined || use.at.text !== setting.value.text) return undefined
  if (nodeAt(tree, [...entry.path, header, setting.name])) return undefined
  return {
    field: header,
    variable,
    literal,
    patches: [{ op: 'set', path: [...entry.path, header, setting.name], value: variable }],
  }
}

/** The variable or header a credential stands in, where the entry has a field for it. */
function settingOf({ where, at }: CredentialUse, { launch }: ServerEntry): Setting | undefined {
  const path = JSON.stringify(at.path)
  const settings = where === 'env' ? launch.env : launch.headers
  return settings.find(({ from, value }) => from === 'field' && value !== undefined && JSON.stringify(value.path) === path)
}

/** What is added to the list of variables; undefined where something else than a list stands there. */
function passedNames(variables: readonly string[], entry: ServerEntry, { host, tree }: McpConfig): readonly Patch[] | undefined {
  const [field] = host.names.passedEnv
  if (variables.length === 0) return []
  if (field === undefined) return undefined
  const path = [...entry.path, field]
  const list = nodeAt(tree, path)
  if (!list) return [{ op: 'set', path, value: [...new Set(variables)] }]
  if (list.kind !== 'array') return undefined
  const { items } = list
  // An item is a name, or an object with one.
  const nameIn = (item: SyntaxNode | undefined): string | undefined => {
    if (item?.kind === 'object') return nameIn(memberOf(item, 'name')?.value)
    return item?.kind === 'string' ? item.value : undefined
  }
  const there = new Set(items.map(nameIn))
  const missing = [...new Set(variables)].filter((name) => !there.has(name))
  return missing.map((value, at) => ({ op: 'set', path: [...path, items.length + at], value }))
}

/** The members go; a map of which nothing is left goes with them. */
function removed(literals: readonly Path[], entry: ServerEntry, { tree }: McpConfig): readonly Patch[] {
  const keys = new Set(literals.map((path) => JSON.stringify(path)))
  const maps = new Map(literals.map((path) => [JSON.stringify(path.slice(0, -1)), path.slice(0, -1)]))
  const emptied = [...maps.values()].filter((path) => {
    const map = nodeAt(tree, path)
    return (
      path.length > entry.path.length &&
      map?.kind === 'object' &&
      map.members.every((member) => memberOf(map, member.key) === member && keys.has(JSON.stringify([...path, member.key])))
    )
  })
  const whole = new Set(emptied.map((path) => JSON.stringify(path)))
  const single = [...keys].flatMap((key) => {
    const path: Path = JSON.parse(key)
    return whole.has(JSON.stringify(path.slice(0, -1))) ? [] : [path]
  })
  return [...emptied, ...single].map((path) => ({ op: 'remove', path }))
}
