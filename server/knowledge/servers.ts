import servers from './servers.json' with { type: 'json' }

/** What is known about a published MCP server. Facts are in `servers.json`, each with source and date. */
export interface KnownServer {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly official: boolean
  readonly match: {
    readonly npm: readonly string[]
    readonly pypi: readonly string[]
    readonly images: readonly string[]
    readonly urls: readonly string[]
    readonly commands: readonly string[]
  }
  readonly credentials: {
    readonly env: readonly string[]
    readonly headers: readonly string[]
    readonly args: readonly string[]
  }
  /**
   * Switches that narrow the server: `readOnly`, `toolset`, `tools`, `scope` (an account, a project, a channel), `allowPaths`,
   * `rows`, `oauthScopes`, …
   */
  readonly restrictions: readonly ServerSwitch[]
  /** Restrictions of older versions, which a newer one no longer takes: they count where they are set, and nobody advises them. */
  readonly formerRestrictions?: readonly ServerSwitch[]
  /**
   * Switches that widen it, each kind the business of one rule: `everything` (all toolsets or tools), `writes`, `sensitive`
   * (logs and secrets become readable), `tlsOff`, `hosts` (allowed hosts and origins, bind addresses), `guardrail` (a check
   * or an approval goes off), `profile` (a browser of a person), `other`.
   */
  readonly broadeners: readonly ServerSwitch[]
  /** Host names it speaks to; `*` is any. Empty: unknown or none. */
  readonly egress: readonly string[]
  /** Kinds of data it can read: `files`, `email`, `secrets`, … */
  readonly dataClasses: readonly string[]
  /** Text that strangers wrote reaches the model through it. */
  readonly ingestsUntrustedContent: boolean
  /** It can send data of the caller's choice to somebody outside. */
  readonly canCommunicateExternally: boolean
  readonly tools: readonly KnownTool[]
  /** A shell or a runner of any code, on the machine it runs on. */
  readonly runsCommands?: boolean
  /** Names its switch for toolsets takes, where they are known; a newer version may know more. */
  readonly toolsets?: readonly string[]
  /** Where the facts come from: addresses, advisories, `owner/repository@commit path` on GitHub. */
  readonly source: readonly string[]
  /** For readers of the table, never shown. */
  readonly notes: string
  readonly verified: boolean
}

export interface KnownTool {
  readonly name: string
  readonly action: Action
  readonly returnsSecrets?: boolean
  readonly readOnlyHint?: boolean
  readonly destructiveHint?: boolean
  /** The set it comes with, for a server whose switch chooses sets; known of all tools of a server or of none. */
  readonly toolset?: string
}

export type Action = 'read' | 'write' | 'send' | 'ticket' | 'code' | 'execute' | 'delete' | 'admin' | 'money'

export interface ServerSwitch {
  readonly kind: string
  /** Where it is set: a path segment of the URL, a query parameter of it, an option of the container runtime, … */
  readonly where: 'args' | 'env' | 'header' | 'urlParam' | 'urlPath' | 'docker' | 'config' | 'credential'
  /** Variable, flag with dashes, header, query key or path; `<positional>` is an argument without a flag. */
  readonly key: string
  /** The value to write; empty for a flag that is only present; `(absent)` where absence restricts; `*` for any value. */
  readonly value: string
  readonly effect: string
  /** Who makes it hold: `server-tool-filter`, `server-path-check`, `container`, `oauth-scopes`, `provider`, `server`, …; only restrictions have it. */
  readonly enforcement?: string
  readonly verified: boolean
}

// The cast is proven record by record in test/knowledge/records.test.ts.
export const SERVERS = servers as readonly KnownServer[]

/** What a server entry says about where its server comes from. */
export interface ServerKey {
  readonly npm?: string | undefined
  readonly pypi?: string | undefined
  /** Image without tag and digest. */
  readonly image?: string | undefined
  readonly url?: string | undefined
  /** Name of the program in lower case, without folders and `.exe`. */
  readonly command?: string | undefined
}

const BY_NPM = index(({ npm }) => npm)
const BY_PYPI = index(({ pypi }) => pypi.map(normalPypi))
const BY_IMAGE = index(({ images }) => images)
const BY_COMMAND = index(({ commands }) => commands)
const BY_URL = SERVERS.flatMap((server) => server.match.urls.flatMap((url) => urlPattern(url, server)))

/**
 * The published server an entry starts or speaks to. Only the origin counts, never the name somebody gave the entry, and
 * a name counts only in its own ecosystem: npm's `mcp-server-git` is not PyPI's.
 */
export function findServer(key: ServerKey): KnownServer | undefined {
  return (
    (key.npm && BY_NPM.get(key.npm)) ||
    (key.pypi && BY_PYPI.get(normalPypi(key.pypi))) ||
    (key.image && BY_IMAGE.get(normalImage(key.image))) ||
    (key.url && findByUrl(key.url)) ||
    (key.command && BY_COMMAND.get(key.command)) ||
    undefined
  )
}

function index(names: (match: KnownServer['match']) => readonly string[]): ReadonlyMap<string, KnownServer> {
  return new Map(SERVERS.flatMap((server) => names(server.match).map((name) => [name, server] as const)))
}

/** Names of PyPI compare without case, and `-`, `_`, `.` are the same (PEP 503, checked 2026-11). */
function normalPypi(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** `docker.io/mcp/git` and `mcp/git` are one image. */
function normalImage(image: string): string {
  return image.toLowerCase().replace(/^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\/(?:library\/)?/, '')
}

interface UrlPattern {
  readonly server: KnownServer
  readonly host: string
  readonly path: string
}

function urlPattern(url: string, server: KnownServer): readonly UrlPattern[] {
  const parsed = parseUrl(url.replace(/\/\*$/, ''))
  return parsed ? [{ server, host: parsed.host, path: parsed.pathname.replace(/\/$/, '') }] : []
}

/** By host and whole path segments; of two patterns the longer path wins. Scheme and query do not count. */
function findByUrl(url: string): KnownServer | undefined {
  const parsed = parseUrl(url)
  if (!parsed) return undefined
  const path = `${parsed.pathname.replace(/\/$/, '')}/`
  return BY_URL.filter((pattern) => pattern.host === parsed.host && path.startsWith(`${pattern.path}/`)).sort(
    (a, b) => b.path.length - a.path.length,
  )[0]?.server
}

function parseUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}
