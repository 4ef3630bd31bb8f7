import type { CredentialKind } from '../knowledge/credentials.ts'
import { findServer, type KnownServer } from '../knowledge/servers.ts'
import type { ObjectNode, Path, SyntaxTree } from '../syntax/tree.ts'
import { type EntryParts, readEntryParts } from './entryParts.ts'
import type { Host } from './host.ts'
import { type Bridged, readBridge } from './launch/bridges.ts'
import { readContainer } from './launch/containers.ts'
import { argumentCredentials, settingCredentials, urlCredentials } from './launch/credentials.ts'
import { leftoverCredentials } from './launch/leftovers.ts'
import { readNpmRunner } from './launch/npmRunners.ts'
import { serverArguments } from './launch/options.ts'
import { bearerOf, bearerOfVariable, headersOfVariables, passedSettings } from './launch/passedOn.ts'
import { markPaths } from './launch/paths.ts'
import { programName } from './launch/program.ts'
import { readPythonRunner } from './launch/pythonRunners.ts'
import { type Command, NOTHING_RUN, type ReadRunner, type Run } from './launch/runners.ts'
import { readRuntime } from './launch/runtimes.ts'
import { assignedSettings, headerArguments, readSettings } from './launch/settings.ts'
import { readShellLine, type ShellLine } from './launch/shellLine.ts'
import { broadenersOf, restrictionsOf } from './launch/switches.ts'
import { readUrl } from './launch/url.ts'
import { type Unwrapped, unwrap } from './launch/wrappers.ts'
import type { Place, Text } from './place.ts'

/**
 * The normal form of a server entry: what really starts, after wrappers, runners and containers are taken apart. Rules
 * read only this and never parse arguments themselves.
 */
export interface Launch {
  readonly transport: 'stdio' | 'http' | 'sse' | 'unknown'
  /** What was unwrapped, outermost first. */
  readonly wrappers: readonly Wrapper[]
  /** The program that starts, after unwrapping; undefined for a remote server. */
  readonly program: Text | undefined
  readonly runner: Runner | undefined
  /** What a shell runs, where that is more than one plain command. */
  readonly shell: ShellLine | undefined
  readonly source: Source | undefined
  /** Code that a runtime is told to run. Never data reach. */
  readonly script: Text | undefined
  readonly url: LaunchUrl | undefined
  readonly args: readonly Argument[]
  readonly env: readonly Setting[]
  readonly headers: readonly Setting[]
  readonly mounts: readonly Mount[]
  /** Data paths given to a server that is known to serve files: positionals and path flags. */
  readonly paths: readonly Text[]
  readonly credentials: readonly CredentialUse[]
  /** Matched by ecosystem and name, image, URL host, or command; never by the name of the entry. */
  readonly known: KnownServer | undefined
  /** The remote server a bridge such as mcp-remote leads to: what holds for an entry with that address holds here too. */
  readonly bridged: Bridged | undefined
  readonly restrictions: readonly SwitchUse[]
  readonly broadeners: readonly SwitchUse[]
}

export type Wrapper = PlainWrapper | ProxyWrapper

export interface PlainWrapper extends Place {
  /** `dotenv`: sets variables from a file, or from a store of secrets. */
  readonly kind: 'cmd' | 'env' | 'sudo' | 'shell' | 'dotenv'
}

/** Our own proxy; its place is the program that starts it. */
export interface ProxyWrapper extends Place {
  readonly kind: 'proxy'
  /** The `--` in front of the server's command. */
  readonly separator: Place
  /** Id of the undo record, from `--entry`. */
  readonly entry: string | undefined
}

export interface Runner extends Place {
  readonly name: RunnerName
}

export type RunnerName =
  | 'npx'
  | 'bunx'
  | 'pnpm dlx'
  | 'yarn dlx'
  | 'npm exec'
  | 'uvx'
  | 'uv tool run'
  | 'uv run'
  | 'pipx'
  | 'docker'
  | 'podman'
  | 'node'
  | 'python'
  | 'deno'
  | 'php'
  | 'bun'

/** The package, image or repository that is fetched and run. The place is the whole specification, `name@1.2.3`. */
export interface Source extends Place {
  readonly ecosystem: 'npm' | 'pypi' | 'oci' | 'git' | 'url' | 'local'
  readonly name: string
  readonly version: { readonly text: string; readonly kind: 'exact' | 'range' | 'tag' } | undefined
  readonly digest: string | undefined
}

export interface LaunchUrl extends Text {
  readonly scheme: string
  readonly hostname: string
  readonly pathname: string
  readonly loopback: boolean
  /** RFC 1918, link-local, unique local, or a name without a dot. */
  readonly private: boolean
}

/** Options of a container runtime are marked `container`, so that the arguments of the server itself can be told apart. */
export interface Argument extends Text {
  readonly kind: 'flag' | 'flag-value' | 'package' | 'script' | 'path' | 'other'
  /** For `--name=value` and for the value after `--name`: the flag's name with its dashes. */
  readonly flag: string | undefined
  /** The value of `--name=value` alone; otherwise the argument itself. */
  readonly value: Text
  readonly of: 'runner' | 'container' | 'server'
}

/** One variable or header. `value.text` is what the file says, references unexpanded. */
export interface Setting {
  readonly name: string
  readonly nameAt: Place
  readonly value: Text | undefined
  readonly shape: 'literal' | 'reference' | 'placeholder' | 'empty'
  /** `field`: env or headers of the entry; `argument`: `-e NAME=value`, `--header`, `env NAME=value`. */
  readonly from: 'field' | 'argument'
}

export interface Mount extends Place {
  readonly source: Text
  readonly target: string
  readonly writable: boolean
}

/**
 * A credential the server gets. `evidence` says how we know: a literal in the file, a reference to one, or only the
 * name of a variable. `at` never leaves the machine and its text never enters a message.
 */
export interface CredentialUse {
  /** `elsewhere`: a string that no host reads as a credential, or that none reads at all. */
  readonly where: 'env' | 'header' | 'argument' | 'url' | 'input' | 'elsewhere'
  /** Name of the variable, header, flag, query key or field. */
  readonly name: string
  readonly nameAt: Place
  readonly kind: CredentialKind | undefined
  readonly evidence: 'literal' | 'reference' | 'name'
  /** The secret itself when it is literal, else the reference. */
  readonly at: Text
  /** How sure we are that it is a credential: a shape of an issuer is high, a name alone is medium. */
  readonly confidence: 'high' | 'medium'
}

/** A restriction or broadener of the server table that this entry sets. */
export interface SwitchUse extends Place {
  readonly kind: string
  readonly key: string
  readonly value: string
  /** Whether the fact that it is such a switch has a source. */
  readonly verified: boolean
}

const RUNNERS: readonly ReadRunner[] = [readNpmRunner, readPythonRunner, readContainer, readRuntime]

/**
 * Reads the normal form of one server entry. Never throws; what cannot be told is left out. `launcher` is the full path of
 * the launcher of our own proxy on this machine, where that is known.
 */
export function resolveLaunch(
  tree: SyntaxTree,
  host: Host,
  entry: ObjectNode,
  path: Path,
  parts: EntryParts = readEntryParts(tree, host, entry, path),
  launcher?: string | undefined,
): Launch {
  const { command, url: remote } = parts
  const unwrapped = command && unwrap(tree, { program: command, args: parts.args }, launcher)
  const run = unwrapped && runOf(tree, unwrapped)

  const fields = [
    ...parts.env.flatMap((part) => readSettings(tree, host, part.node, part.path)),
    ...parts.passedEnv.flatMap((part) => passedSettings(tree, part)),
  ]
  const env = [...fields, ...assignedSettings(host, [...(unwrapped?.env ?? []), ...(run?.env ?? [])], fields)]
  const own = serverArguments(tree, run?.rest ?? (parts.source ? parts.args : []))
  const url = remote ? readUrl(remote) : undefined
  const source = run?.source ?? parts.source
  const known = knownServer(unwrapped, run, source, url)
  const args = [...(run?.args ?? []), ...markPaths(own, known)]
  const headers = [
    ...parts.headers.flatMap((part) => readSettings(tree, host, part.node, part.path)),
    ...parts.envHeaders.flatMap((part) => headersOfVariables(tree, part)),
    ...parts.bearer.flatMap((part) => bearerOf(tree, host, part) ?? []),
    ...parts.bearerEnv.flatMap((part) => bearerOfVariable(tree, part) ?? []),
    ...headerArguments(tree, host, own),
  ]
  const places = { args, env, headers, url }
  const bridged = unwrapped && readBridge(known, own)
  // A flag of the bridge says nothing to the server behind it.
  const behind = { args: [], env: [], headers, url: bridged?.url }
  const credentials = [
    ...env.flatMap((setting) => settingCredentials(tree, setting, 'env')),
    ...headers.flatMap((setting) => settingCredentials(tree, setting, 'header')),
    ...args.flatMap((arg) => argumentCredentials(tree, host, arg)),
    ...(remote ? urlCredentials(tree, host, remote) : []),
  ]

  return {
    transport: transportOf(host, parts),
    wrappers: unwrapped?.wrappers ?? [],
    program: unwrapped?.program,
    runner:
      unwrapped && run?.runner ? { name: run.runner, span: unwrapped.program.span, path: unwrapped.program.path } : undefined,
    shell: unwrapped && readShellLine(unwrapped),
    source,
    script: run?.script,
    url,
    args,
    env,
    headers,
    mounts: [...(run?.mounts ?? []), ...parts.mounts],
    // What an image is told are paths of the container; its reach are the mounts.
    paths:
      source?.ecosystem === 'oci' || run?.runner === 'docker' || run?.runner === 'podman'
        ? []
        : args.filter(({ kind }) => kind === 'path').map(({ value }) => value),
    credentials: [
      ...credentials,
      ...leftoverCredentials(entry, path, { tree, skip: new Set(), known: credentials, byName: host }),
    ],
    known,
    bridged,
    restrictions: [...restrictionsOf(tree, known, places), ...restrictionsOf(tree, bridged?.known, behind)],
    broadeners: [...broadenersOf(tree, known, places), ...broadenersOf(tree, bridged?.known, behind)],
  }
}

/** A program that is no runner is the server itself. */
function runOf(tree: SyntaxTree, command: Command): Omit<Run, 'runner'> & { readonly runner: RunnerName | undefined } {
  for (const read of RUNNERS) {
    const run = read(tree, command)
    if (run) return run
  }
  return { ...NOTHING_RUN, runner: undefined, started: command.program, rest: command.args }
}

function knownServer(
  unwrapped: Unwrapped | undefined,
  run: ReturnType<typeof runOf> | undefined,
  source: Source | undefined,
  url: LaunchUrl | undefined,
): KnownServer | undefined {
  const named = (ecosystem: Source['ecosystem']): string | undefined =>
    source?.ecosystem === ecosystem ? source.name : undefined
  // Python modules have underscores where the command has dashes.
  const started = source ? undefined : run?.started?.text
  return findServer({
    npm: named('npm'),
    pypi: named('pypi'),
    image: named('oci'),
    command: started && (run?.runner === 'python' ? started.replaceAll('_', '-') : programName(started)),
    url: unwrapped ? undefined : url?.text,
  })
}

/** As this host chooses it; "unknown" where the host would not start the entry. */
function transportOf(
  { types, urlWithoutType }: Host,
  { type, command, source, url, urlTransport }: EntryParts,
): Launch['transport'] {
  if (type !== undefined) {
    if (types.stdio.includes(type.text)) return 'stdio'
    if (types.http.includes(type.text)) return 'http'
    if (types.sse.includes(type.text)) return 'sse'
  }
  if (command || source) return type === undefined || urlWithoutType === 'http' || types.stdio.length === 0 ? 'stdio' : 'unknown'
  if (!url) return 'unknown'
  if (urlTransport) return urlTransport
  if (type !== undefined && urlWithoutType !== 'http') return 'unknown'
  if (urlWithoutType === 'http' || urlWithoutType === 'inferred') return 'http'
  return urlWithoutType === 'sse' ? 'sse' : 'unknown'
}
