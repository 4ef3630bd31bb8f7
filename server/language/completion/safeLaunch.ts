import { isSecretName } from '../../knowledge/credentials.ts'
import { defaultChainOf } from '../../knowledge/defaultChains.ts'
import { type KnownServer, SERVERS, type ServerSwitch } from '../../knowledge/servers.ts'
import type { Host } from '../../model/host.ts'
import { stop } from './stops.ts'

/** How a published server is started with the least it can be given. */
export interface SafeLaunch {
  readonly server: KnownServer
  readonly start:
    | { readonly kind: 'remote'; readonly url: string }
    | { readonly kind: 'local'; readonly program: string; readonly args: readonly string[] }
  /** Variables, or headers of a remote server. */
  readonly settings: readonly SafeSetting[]
  /** What narrows it here, for people. */
  readonly switches: readonly ServerSwitch[]
}

export interface SafeSetting {
  readonly name: string
  /** Undefined: a secret, which comes from elsewhere. */
  readonly value: string | undefined
}

/** Bridges and gateways lead elsewhere, and what runs any command is offered by nobody who wants little risk. */
function isOffered({ status, verified, runsCommands, id, tools, egress, dataClasses }: KnownServer): boolean {
  if (status !== 'active' || !verified || runsCommands) return false
  return !NOT_OFFERED.test(id) && (tools.length > 0 || egress.length > 0 || dataClasses.length > 0)
}
/** Gateways lead anywhere, one is there for tests, and nothing keeps `fetch` from the network around the machine. */
const NOT_OFFERED = /^gateway-|^(?:everything|fetch)$/

/** Official ones first. */
const OFFERED: readonly KnownServer[] = SERVERS.filter(isOffered).toSorted((a, b) => Number(b.official) - Number(a.official))

/** Whether this host can be told of a server at an address. */
export function takesAddresses({ names, fields, types, urlWithoutType }: Host): boolean {
  const [url] = names.url
  if (url === undefined) return false
  return fields.length === 0
    ? types.http.length > 0 || urlWithoutType !== 'rejected'
    : fields.some(({ name }) => names.url.includes(name))
}

const LAUNCHES = new WeakMap<Host, ReadonlyMap<KnownServer, SafeLaunch>>()

/** How each server is started in this host, worked out once. */
export function launchesIn(host: Host): ReadonlyMap<KnownServer, SafeLaunch> {
  const known =
    LAUNCHES.get(host) ??
    new Map(
      OFFERED.flatMap((server) => {
        const launch = safeLaunch(server, host)
        return launch ? [[server, launch] as const] : []
      }),
    )
  LAUNCHES.set(host, known)
  return known
}

/**
 * The vendor's own address where there is one and the host takes addresses, since then nothing is fetched and run; else a
 * package, else an image. Undefined where the host takes none of them.
 */
function safeLaunch(server: KnownServer, host: Host): SafeLaunch | undefined {
  const url = server.official && takesAddresses(host) ? server.match.urls.find(isPlainAddress) : undefined
  if (url !== undefined) return remote(server, url, host)
  const [npm] = server.match.npm
  if (npm !== undefined) return local(server, 'npx', ['-y', `${npm}@${stop('<version>')}`])
  const [pypi] = server.match.pypi
  if (pypi !== undefined) return local(server, 'uvx', [`${pypi}==${stop('<version>')}`])
  const [image] = server.match.images
  return image === undefined ? undefined : container(server, image)
}

function isPlainAddress(url: string): boolean {
  return url.startsWith('https://') && !url.includes('*') && !url.endsWith('/sse')
}

function remote(server: KnownServer, url: string, { names }: Host): SafeLaunch {
  const places = new Set<ServerSwitch['where']>(['urlParam', ...(names.headers.length > 0 ? ['header' as const] : []), 'urlPath'])
  const switches = chosen(server, places, url)
  const parameters = switches.filter(({ where }) => where === 'urlParam').map((one) => `${one.key}=${switchValue(one)}`)
  const path = switches.filter(({ where }) => where === 'urlPath').map(({ key }) => key)
  const address = path.reduce(withSegment, url) + (parameters.length === 0 ? '' : `?${parameters.join('&')}`)
  const settings = switches.filter(({ where }) => where === 'header').map((one) => ({ name: one.key, value: switchValue(one) }))
  const keys = server.credentials.headers.filter(
    (name) => !/^authorization$/i.test(name) && !server.restrictions.some(({ key }) => key === name),
  )
  return {
    server,
    start: { kind: 'remote', url: address },
    settings: [...settings, ...keys.map((name) => ({ name, value: undefined }))],
    switches,
  }
}

/** `/readonly` goes behind the address, `/mcp/{org}` names the whole path. */
function withSegment(url: string, segment: string): string {
  const filled = segment.replace(/\{(\w+)\}/g, (_, name: string) => stop(placeholder(name)))
  const fixed = segment.slice(0, Math.max(segment.indexOf('/{'), 0))
  return fixed !== '' && url.endsWith(fixed) ? url + filled.slice(fixed.length) : url.replace(/\/$/, '') + filled
}

function local(server: KnownServer, program: string, words: readonly string[]): SafeLaunch {
  const switches = chosen(server, new Set(['args', 'env']), undefined)
  return {
    server,
    start: {
      kind: 'local',
      program,
      args: [...words, ...switches.filter(({ where }) => where === 'args').flatMap(argumentWords)],
    },
    settings: [
      ...switches.filter(({ where }) => where === 'env').map((one) => ({ name: one.key, value: switchValue(one) })),
      ...credentials(server),
    ],
    switches,
  }
}

/** A container sees only the variables it is given, and its own command is not replaced. */
function container(server: KnownServer, image: string): SafeLaunch {
  const switches = chosen(server, new Set(['env', 'docker']), undefined)
  const secrets = secretAndCompany(server)
  const options = switches.flatMap((one) =>
    one.where === 'docker' ? [`${one.key}=${one.value}`] : ['-e', `${one.key}=${switchValue(one)}`],
  )
  return {
    server,
    start: {
      kind: 'local',
      program: 'docker',
      args: [
        'run',
        '-i',
        '--rm',
        ...options,
        ...secrets.flatMap(({ name }) => ['-e', name]),
        `${image}@sha256:${stop('<digest>')}`,
      ],
    },
    settings: secrets,
    switches,
  }
}

/** What narrows a server, the kinds in this order; of each the first that this form of the server takes. */
const KINDS = ['readOnly', 'destructive', 'scope', 'toolset', 'allowPaths', 'isolation', 'network', 'approval', 'oauthScopes']

function chosen(
  { restrictions }: KnownServer,
  places: ReadonlySet<ServerSwitch['where']>,
  url: string | undefined,
): readonly ServerSwitch[] {
  const order = [...places]
  const found = KINDS.flatMap((kind): readonly ServerSwitch[] => {
    const fitting = restrictions
      .filter(
        (one) => one.kind === kind && (one.verified || kind === 'readOnly') && places.has(one.where) && isWritable(one, url),
      )
      .toSorted((a, b) => order.indexOf(a.where) - order.indexOf(b.where))
    return fitting.slice(0, 1)
  })
  // What only reads cannot destroy.
  return found.some(({ kind }) => kind === 'readOnly') ? found.filter(({ kind }) => kind !== 'destructive') : found
}

/** Not the absence of something, and no list or pattern that only the person can know. */
function isWritable({ kind, where, key, value }: ServerSwitch, url: string | undefined): boolean {
  if (value === '(absent)' || value === 'a,b' || value === '<list>' || /^[a-z];[a-z]$/.test(value)) return false
  if (where === 'urlPath')
    return kind === 'readOnly' || (url !== undefined && key.includes('/{') && url.endsWith(key.slice(0, key.indexOf('/{'))))
  return where !== 'docker' || kind === 'network'
}

function argumentWords(one: ServerSwitch): readonly string[] {
  if (one.key === '<positional>') return [switchValue(one)]
  if (one.value === '') return [one.key]
  return one.value.includes(' ') ? [one.key, ...one.value.split(' ')] : [`${one.key}=${switchValue(one)}`]
}

/** The value of the table where it is one, else a stop that says what is wanted. */
export function switchValue({ kind, key, value }: ServerSwitch): string {
  if (kind === 'allowPaths') return stop(placeholder(kind === 'allowPaths' && key === '<positional>' ? 'FOLDER' : key))
  if (kind === 'network' && value.startsWith('<')) return stop('localhost')
  if (kind === 'toolset') return stop(value.replace(/,\.{3}$/, ''))
  if (kind === 'scope') return value === 'true' ? value : stop(placeholder(key))
  // The table describes a value here, and has none.
  if (/^<|^a,b$|\.\.|^[a-z];[a-z]$|\*/.test(value)) return stop()
  return value
}

/** `--project-ref`: "YOUR_PROJECT_REF". */
export function placeholder(key: string): string {
  return `YOUR_${key
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '')}`
}

/**
 * Of a server that would use whatever the person is signed in to the variable that names an identity of its own; else the
 * first secret it takes, and the plain variables without which that opens nothing.
 */
function credentials(server: KnownServer): readonly SafeSetting[] {
  const chain = defaultChainOf(server)
  return chain ? [{ name: chain.pin, value: stop('<identity of this server>') }] : secretAndCompany(server)
}

function secretAndCompany({ credentials: { env } }: KnownServer): readonly SafeSetting[] {
  const secret = env.find(isSecret)
  const company = env.filter((name) => !isSecret(name) && (secret === undefined || isPartOf(name, secret)))
  return [...(secret === undefined ? [] : [{ name: secret, value: undefined }]), ...company.map(plainSetting)]
}

function plainSetting(name: string): SafeSetting {
  return { name, value: stop(placeholder(name)) }
}

export function isSecret(name: string): boolean {
  return isSecretName(name) || /(?:CONNECTION_STRING|DATABASE_UR[IL]|DSN|HEADERS)$/.test(name)
}

/** A connection string holds all there is, and a key needs no user. */
function isPartOf(name: string, secret: string): boolean {
  if (/(?:CONNECTION_STRING|DATABASE_UR[IL]|DSN)$/.test(secret)) return false
  if (/(?:USER|USERNAME)$/.test(name)) return !secret.endsWith('API_KEY')
  return /(?:(?<!API_)URL|URI|HOST|ADDRESS|_ID|PROJECT)$/.test(name)
}
