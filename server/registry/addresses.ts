import { isLoopback } from '../model/launch/url.ts'
import type { PackageName } from '../model/published.ts'
import { type Npmrc, readNpmrc, SCOPE_KEY } from './npmrc.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Where packages come from on this machine, as the environment of its user says. A repository has no say in it. */
export interface Addresses {
  readonly npm: Address | undefined
  /** By scope, with its `@`. */
  readonly scopes: ReadonlyMap<string, Address>
  readonly pypi: Address | undefined
}

/** An address that is asked, or why it is not: the reason continues a sentence about a registry. */
export type Address = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly reason: string }

/**
 * `npmrc` is the text of the file of the user. Variables win over it (docs.npmjs.com/cli/v11/using-npm/config,
 * docs.astral.sh/uv/reference/environment, pip.pypa.io/en/stable/topics/configuration, checked 2026-11).
 */
export function readAddresses(env: Environment, npmrc: string): Addresses {
  const file = readNpmrc(npmrc, env)
  const registry = npmConfig(env, 'registry') ?? file.registry
  const index = env.UV_DEFAULT_INDEX || env.UV_INDEX_URL || env.PIP_INDEX_URL
  return {
    npm: registry ? readAddress(registry) : undefined,
    scopes: new Map([...scopesOf(env, file)].map(([scope, address]) => [scope, readAddress(address)])),
    // uv gives an index a name: `acme=https://…`.
    pypi: index ? readAddress(index.replace(/^[\w.-]{1,100}=(?=https?:)/i, '')) : undefined,
  }
}

/** The registry that is asked about a package; undefined where none is set. */
export function addressFor({ ecosystem, name }: PackageName, { npm, scopes, pypi }: Addresses): Address | undefined {
  if (ecosystem === 'pypi') return pypi
  return scopes.get(scopeOf(name) ?? '') ?? npm
}

/** `@acme` of `@acme/docs`. */
export function scopeOf(name: string): string | undefined {
  return /^(@[^/]+)\//.exec(name)?.[1]
}

/** npm reads its variables in any case, and with dashes as underscores. */
function npmConfig(env: Environment, key: string): string | undefined {
  return Object.entries(env).find(([name]) => name.toLowerCase() === `npm_config_${key}`)?.[1] || undefined
}

function scopesOf(env: Environment, { scopes }: Npmrc): ReadonlyMap<string, string> {
  const all = new Map(scopes)
  for (const [name, value] of Object.entries(env)) {
    const scope = /^npm_config_/i.test(name) ? SCOPE_KEY.exec(name.slice('npm_config_'.length))?.[1] : undefined
    if (scope !== undefined && value) all.set(scope, value)
  }
  return all
}

/** Credentials in an address are left out: nothing secret is sent, also not to whom it belongs. */
function readAddress(text: string): Address {
  if (!URL.canParse(text)) return { ok: false, reason: 'has an address that is none' }
  const url = new URL(text)
  const loopback = isLoopback(url.hostname.replace(/^\[|\]$/g, ''))
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))
    return { ok: false, reason: 'has no address with https' }
  url.username = ''
  url.password = ''
  url.search = ''
  url.hash = ''
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return { ok: true, url }
}
