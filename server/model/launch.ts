import type { CredentialKind } from '../knowledge/credentials.ts'
import type { KnownServer } from '../knowledge/servers.ts'
import type { Place, Text } from './place.ts'

/**
 * The normal form of a server entry: what really starts, after wrappers, runners and containers are taken apart. Rules
 * read only this and never parse arguments themselves. (Rule catalogue, section 6.)
 */
export interface Launch {
  readonly transport: 'stdio' | 'http' | 'sse' | 'unknown'
  /** What was unwrapped, outermost first. */
  readonly wrappers: readonly Wrapper[]
  /** The program that starts, after unwrapping; undefined for a remote server. */
  readonly program: Text | undefined
  readonly runner: Runner | undefined
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
  readonly restrictions: readonly SwitchUse[]
  readonly broadeners: readonly SwitchUse[]
}

export interface Wrapper extends Place {
  readonly kind: 'cmd' | 'env' | 'shell' | 'dotenv' | 'proxy'
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
  readonly where: 'env' | 'header' | 'argument' | 'url' | 'input'
  /** Name of the variable, header, flag or query key. */
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
}
