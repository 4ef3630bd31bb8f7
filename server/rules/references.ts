import { isSecretName } from '../knowledge/credentials.ts'
import type { CredentialUse } from '../model/launch.ts'
import { inputsOf, inputsPath, type McpConfig, type ServerEntry } from '../model/mcpConfig.ts'
import type { Json, Patch } from '../syntax/patch.ts'
import { environmentNames } from './environmentNames.ts'
import { inputIds } from './inputIds.ts'

/** Where the values of secrets go in this host, and what has to be written so that they arrive. */
export interface References {
  /** One for each credential, in the same order: `${input:github-token}`. */
  readonly texts: readonly string[]
  /** What the file needs besides: masked inputs, where the host asks the person. */
  readonly patches: readonly Patch[]
}

/**
 * How this host writes "the secret comes from elsewhere" in place of literal values. Undefined where it expands nothing
 * in the field, since a reference would then be sent as the secret. The secret itself is written nowhere.
 */
export function referencesFor(
  uses: readonly CredentialUse[],
  field: 'env' | 'headers',
  entry: ServerEntry,
  config: McpConfig,
): References | undefined {
  const { interpolation } = config.host
  if (!interpolation.expandedIn.includes(field)) return undefined
  const names = environmentNames(uses, entry)
  const { input, env } = interpolation
  const asked = input && inputReferences(names, uses, input, entry, config)
  return asked ?? (env && { texts: names.map(env), patches: [] })
}

/**
 * Masked inputs, so that the host asks the person once and keeps the answer in its secret storage. Undefined where `inputs`
 * is there and no list, so that nothing can be added to it.
 */
function inputReferences(
  names: readonly string[],
  uses: readonly CredentialUse[],
  input: (id: string) => string,
  entry: ServerEntry,
  config: McpConfig,
): References | undefined {
  const taken = new Set<string>()
  const declared = inputIds(config)
  const ids = names.map((name) => freeId(name.toLowerCase().replaceAll('_', '-'), declared, taken))
  const definitions = ids.map((id, at): Json => {
    const description = `${uses[at]?.name ?? id} of ${entry.name}`
    return { type: 'promptString', id, description, password: true }
  })
  const patches = addInputs(definitions, config)
  return patches && { texts: ids.map(input), patches }
}

function freeId(wanted: string, declared: ReadonlySet<string>, taken: Set<string>): string {
  let id = wanted
  for (let count = 2; declared.has(id) || taken.has(id); count++) id = `${wanted}-${count}`
  taken.add(id)
  return id
}

/** Patches that add definitions of inputs; undefined where `inputs` is there and no list, so that nothing can be added to it. */
export function addInputs(definitions: readonly Json[], { root, host }: McpConfig): readonly Patch[] | undefined {
  const inputs = root && inputsOf(host, root)
  if (!inputs) return [{ op: 'set', path: inputsPath(host), value: definitions }]
  const { node, path } = inputs
  if (node.kind !== 'array') return undefined
  return definitions.map((value, at) => ({ op: 'set', path: [...path, node.items.length + at], value }))
}

/** The variable in which a known server expects what this entry passes in a flag; undefined where that is a guess. */
export function variableOf({ name, kind }: CredentialUse, { launch }: ServerEntry): string | undefined {
  const known = launch.known?.credentials
  const variables = known?.env.filter(isSecretOrConnection) ?? []
  const words = name.replace(/^-+/, '').replaceAll('-', '_').toUpperCase()
  const fitting = variables.filter((variable) => words !== '' && (variable === words || variable.endsWith(`_${words}`)))
  if (fitting.length === 1) return fitting[0]
  const [only, ...others] = variables
  if (only === undefined || others.length > 0) return undefined
  // A flag the table knows, or a connection string that stands alone: another flag may be about something else.
  const isItsFlag = known?.args.includes(name)
  return isItsFlag || (kind?.id === 'dsn' && name === '' && isConnectionName(only)) ? only : undefined
}

function isSecretOrConnection(name: string): boolean {
  return isSecretName(name) || isConnectionName(name)
}

function isConnectionName(name: string): boolean {
  return /(?:CONNECTION_STRING|DATABASE_UR[IL]|DSN)$/.test(name)
}
