import { type ParseArgsConfig, parseArgs } from 'node:util'
import { nearest } from '../model/nearest.ts'

export interface OptionSpec {
  readonly type: 'string' | 'boolean'
  /** The values it may have, where there is a list. A boolean with values may stand alone or take one: `--fix=review`. */
  readonly values?: readonly string[]
}

export type Options =
  | { readonly ok: true; readonly values: Readonly<Record<string, string | true>>; readonly positionals: readonly string[] }
  | { readonly ok: false; readonly problem: string }

/** Reads the options of a command; a misspelt one, a missing or a wrong value is a sentence. After `--` all are words. */
export function readOptions(args: readonly string[], specs: Readonly<Record<string, OptionSpec>>): Options {
  const options: NonNullable<ParseArgsConfig['options']> = {}
  for (const [name, { type }] of Object.entries(specs)) options[name] = { type }
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })

  const values: Record<string, string | true> = Object.create(null)
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined
    if (!spec || token.rawName.startsWith('--') === false) return problem(unknownOption(token.rawName, specs))
    if (spec.type === 'boolean') {
      const { value } = token
      if (value !== undefined && !spec.values) return problem(`"${token.rawName}" takes no value.`)
      if (value !== undefined && !spec.values?.includes(value))
        return problem(wrongValue(token.rawName, value, spec.values ?? []))
      values[token.name] = value ?? true
      continue
    }
    // `--format --persona x`: the next option is not a value.
    const value = token.value
    if (value === undefined || (!token.inlineValue && value.startsWith('--'))) return problem(`"${token.rawName}" wants a value.`)
    if (spec.values && !spec.values.includes(value)) return problem(wrongValue(token.rawName, value, spec.values))
    values[token.name] = value
  }
  return { ok: true, values, positionals }
}

function problem(sentence: string): Options {
  return { ok: false, problem: sentence }
}

function unknownOption(rawName: string, specs: Readonly<Record<string, OptionSpec>>): string {
  const meant = nearest(rawName.replace(/^-+/, ''), Object.keys(specs))
  return `"${rawName}" is not an option of this command.${meant ? ` Did you mean "--${meant}"?` : ''}`
}

function wrongValue(option: string, value: string, values: readonly string[]): string {
  const meant = nearest(value, values)
  return `"${option}" is one of ${values.map((each) => `"${each}"`).join(', ')}, not "${value}".${meant ? ` Did you mean "${meant}"?` : ''}`
}
