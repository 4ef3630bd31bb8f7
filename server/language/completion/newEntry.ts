import type { Host } from '../../model/host.ts'
import type { Json } from '../../syntax/patch.ts'
import type { SafeLaunch, SafeSetting } from './safeLaunch.ts'
import { stop } from './stops.ts'

export interface NewEntry {
  readonly fields: Readonly<Record<string, Json>>
  /** Secrets the host asks for, by the id their reference names. */
  readonly inputs: readonly { readonly id: string; readonly name: string }[]
  /** Secrets for which this host has no reference. */
  readonly unreferenced: readonly string[]
}

/** How an entry refers to secrets. `inputId` is undefined where no input can be added. */
export interface SecretNames {
  readonly inputId: ((name: string) => string) | undefined
}

/** An entry in the words of this host. */
export function newEntry(
  { start, settings }: Pick<SafeLaunch, 'start' | 'settings'>,
  name: string,
  host: Host,
  secrets: SecretNames,
): NewEntry {
  const inputs: { id: string; name: string }[] = []
  const unreferenced: string[] = []
  const passed: string[] = []
  const at = start.kind === 'remote' ? 'headers' : 'env'
  const settingValue = (setting: SafeSetting): string | undefined => {
    if (setting.value !== undefined) return setting.value
    const { input, env, expandedIn } = host.interpolation
    const isExpanded = expandedIn.includes(at)
    if (input && secrets.inputId && isExpanded) {
      const id = secrets.inputId(setting.name)
      inputs.push({ id, name: setting.name })
      return input(id)
    }
    if (at === 'env' && host.names.passedEnv.length > 0) {
      passed.push(setting.name)
      return undefined
    }
    const variable = setting.name.replaceAll('-', '_').toUpperCase()
    if (env && isExpanded) return env(variable)
    unreferenced.push(setting.name)
    return stop(`<${setting.name}>`)
  }
  const values = Object.fromEntries(
    settings.flatMap((setting) => {
      const value = settingValue(setting)
      return value === undefined ? [] : [[setting.name, value] as const]
    }),
  )
  return { fields: fieldsOf(start, values, passed, name, host), inputs, unreferenced }
}

function fieldsOf(
  start: SafeLaunch['start'],
  values: Readonly<Record<string, string>>,
  passed: readonly string[],
  name: string,
  host: Host,
): Readonly<Record<string, Json>> {
  const { names } = host
  const fields: Record<string, Json> = {}
  const set = (spellings: readonly string[], value: Json | undefined) => {
    const [field] = spellings
    if (field !== undefined && value !== undefined) fields[field] = value
  }
  if (hasField(host, names.name)) set(names.name, name)
  const type = start.kind === 'remote' ? host.types.http[0] : host.types.stdio[0]
  if (hasField(host, names.type)) set(names.type, type)
  if (start.kind === 'remote') set(names.url, start.url)
  else if (names.commandIsList) set(names.command, [start.program, ...start.args])
  else {
    set(names.command, start.program)
    if (start.args.length > 0) set(names.args, start.args)
  }
  if (Object.keys(values).length > 0) set(start.kind === 'remote' ? names.headers : names.env, values)
  if (passed.length > 0) set(names.passedEnv, passed)
  return fields
}

/** Of a host whose fields are not known any name counts, but for that of a list. */
function hasField({ fields, container, names }: Host, spellings: readonly string[]): boolean {
  if (fields.length === 0) return spellings !== names.name || container === 'list'
  return fields.some(({ name }) => spellings.includes(name))
}
