import type { Argument, CredentialUse } from '../model/launch.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import type { Patch } from '../syntax/patch.ts'
import { argumentAt, removeOption } from './argumentPatches.ts'
import { settingPath } from './entryFields.ts'
import { type References, referencesFor, variableOf } from './references.ts'
import type { Fix } from './rule.ts'

/**
 * Takes a credential off the command line: the argument goes, and the variable the server reads instead is set to a
 * reference of this host. Undefined where that variable is a guess or is set already, where the host expands nothing in
 * `env`, or where the words cannot be told apart. The secret is written nowhere.
 */
export function moveToEnvironment(use: CredentialUse, entry: ServerEntry, config: McpConfig): Fix | undefined {
  const argument = argumentAt(use.at.path, entry)
  const variable = variableInstead(use, entry)
  if (!argument || variable === undefined) return undefined
  if (entry.launch.env.some(({ name, from }) => name === variable && from === 'field')) return undefined
  const removed = takeOff(use, argument, entry)
  const references =
    use.evidence === 'literal' ? referencesFor([{ ...use, where: 'env', name: variable }], 'env', entry, config) : kept(use)
  const reference = references?.texts[0]
  const path = settingPath(entry, config.host, 'env', variable)
  if (!removed || !references || reference === undefined || !path) return undefined
  return {
    title: `Pass it as ${reference} in "${variable}"${use.evidence === 'literal' ? ', and revoke the secret' : ''}`,
    safety: 'review',
    patches: [...removed, { op: 'set', path, value: reference }, ...references.patches],
  }
}

/** The variable in which this server takes what stands on its command line; undefined where that is a guess. */
export function variableInstead(use: CredentialUse, entry: ServerEntry): string | undefined {
  // `-e NAME=value` and `env NAME=value` name it themselves.
  const isVariable = entry.launch.env.some(({ name, from }) => name === use.name && from === 'argument')
  return isVariable ? use.name : variableOf(use, entry)
}

/** What a reference refers to, in the words of the file and without what it falls back to: `${TOKEN}`. */
export function referenceWords({ at }: CredentialUse): string | undefined {
  const name = /\$\{((?:[a-z]+:)?[\w. -]{1,100})(?::-[^{}]*)?\}/i.exec(at.text)?.[1]
  return name && `\${${name}}`
}

/** `-e NAME=value` of a container. */
export function passesVariable({ of, flag }: Argument): boolean {
  return of === 'container' && (flag === '-e' || flag === '--env')
}

/** A variable of a container stays as `-e NAME`, which passes it on; the option of a server goes. */
function takeOff(use: CredentialUse, argument: Argument, entry: ServerEntry): readonly Patch[] | undefined {
  if (passesVariable(argument)) return [{ op: 'text', span: { start: use.nameAt.span.end, end: argument.span.end }, text: '' }]
  return argument.of === 'server' ? removeOption(argument.path, entry) : undefined
}

/** A reference stays the one it is, where it is all of the value: what stands beside it may be a secret. */
function kept(use: CredentialUse): References | undefined {
  return use.at.text === referenceWords(use) ? { texts: [use.at.text], patches: [] } : undefined
}
