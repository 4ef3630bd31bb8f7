import type { CredentialUse } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { argumentAt, removeOption } from './argumentPatches.ts'
import { environmentName } from './environmentName.ts'
import { referencesFor, variableOf } from './references.ts'
import type { Fix } from './rule.ts'

/**
 * Takes a credential off the command line: the argument goes, and the variable the server reads instead is set to a
 * reference of this host. Undefined where that variable is a guess, where the host expands nothing in `env`, or where the
 * words cannot be told apart. The secret is written nowhere.
 */
export function moveToEnvironment(use: CredentialUse, entry: ServerEntry, config: McpConfig): Fix | undefined {
  const argument = argumentAt(use.at.path, entry)
  if (!argument) return undefined
  // `-e NAME=value` of a container stays as `-e NAME`, which passes the variable on.
  const passes = argument.of === 'container' && (argument.flag === '-e' || argument.flag === '--env')
  const variable = passes ? environmentName({ ...use, where: 'env' }, entry) : variableOf(use, entry)
  const removed = passes
    ? [{ op: 'text', span: { start: use.nameAt.span.end, end: argument.span.end }, text: '' } as const]
    : argument.of === 'server' && removeOption(argument.path, entry)
  if (variable === undefined || !removed || entry.launch.env.some(({ name, from }) => name === variable && from === 'field'))
    return undefined
  const references = referencesFor([{ ...use, where: 'env', name: variable }], 'env', entry, config)
  const reference = references?.texts[0]
  if (!references || reference === undefined) return undefined
  return {
    title: `Pass it as ${reference} in "${variable}", and revoke the secret`,
    safety: 'review',
    patches: [...removed, { op: 'set', path: [...entry.path, 'env', variable], value: reference }, ...references.patches],
  }
}
