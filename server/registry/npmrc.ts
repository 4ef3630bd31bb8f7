/** What a `.npmrc` says of registries, as it is written; credentials in it are not read. */
export interface Npmrc {
  readonly registry: string | undefined
  /** By scope, with its `@`. */
  readonly scopes: ReadonlyMap<string, string>
}

/** Lines of `key = value`; `${NAME}` is a variable (docs.npmjs.com/cli/v11/configuring-npm/npmrc, checked 2026-11). */
export function readNpmrc(text: string, env: Readonly<Record<string, string | undefined>>): Npmrc {
  let registry: string | undefined
  const scopes = new Map<string, string>()
  for (const line of text.split(/\r\n|\r|\n/)) {
    const at = line.indexOf('=')
    if (at < 0 || /^\s*[;#]/.test(line)) continue
    const key = line.slice(0, at).trim()
    const value = expanded(line.slice(at + 1).trim(), env)
    if (key === 'registry') registry = value
    const scope = SCOPE_KEY.exec(key)?.[1]
    if (scope !== undefined) scopes.set(scope, value)
  }
  return { registry, scopes }
}

/** `@acme:registry`. */
export const SCOPE_KEY = /^(@[^:/\s]{1,100}):registry$/

function expanded(value: string, env: Readonly<Record<string, string | undefined>>): string {
  const bare = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value
  return bare.replace(/\$\{(\w{1,100})\}/g, (whole, name: string) => env[name] ?? whole)
}
