import { memberOf } from '../syntax/find.ts'
import type { SyntaxNode } from '../syntax/tree.ts'
import type { Host } from './host.ts'
import type { McpConfig, ServerEntry } from './mcpConfig.ts'
import { perEntry, placedPerEntry } from './perEntry.ts'
import { type Text, textOf } from './place.ts'

/** A file of variables that an entry names. */
export interface EnvironmentFile {
  /** As the file says it. */
  readonly at: Text
  /** As facts are asked for; undefined where it holds a reference nobody can follow here. */
  readonly path: string | undefined
  /** It lies in the workspace of the configuration, as far as its path says. */
  readonly inWorkspace: boolean
}

/** Each costs a look at the disk; of the others nothing is known. */
const MOST_PATHS = 200

/** The paths whose facts rules ask for: the file itself, and the files of variables its entries name. */
export function pathsOfInterest(config: McpConfig): readonly string[] {
  const paths = new Set([config.file])
  for (const entry of config.servers) {
    for (const path of namedPaths(entry, config)) paths.add(path)
    if (paths.size >= MOST_PATHS) break
  }
  return [...paths].slice(0, MOST_PATHS)
}

/** Whether these can be more than the file itself: a look at the text spares taking most files apart. */
export function mayNamePaths(text: string, { names }: Host): boolean {
  // A word may be written with escapes.
  return text.includes('\\') || MENTIONED.test(text) || names.envFile.some((field) => text.includes(field))
}

const NONE: readonly string[] = []

const namedPaths = perEntry((entry, config): readonly string[] => {
  if (!mayNameFiles(entry.node, config.host)) return NONE
  const paths = environmentFilesOf(entry, config).flatMap(({ path }) => path ?? [])
  return paths.length === 0 ? NONE : paths
})

/** A look at the words of an entry tells whether it has to be taken apart at all. */
function mayNameFiles(node: SyntaxNode, host: Host): boolean {
  if (node.kind === 'string') return MENTIONED.test(node.value)
  if (node.kind === 'array') return node.items.some((item) => mayNameFiles(item, host))
  if (node.kind !== 'object') return false
  return node.members.some(({ key, value }) => host.names.envFile.includes(key) || (value && mayNameFiles(value, host)))
}

const MENTIONED = /env-?file/i

/** `envFile` as this host spells it, and `--env-file` of containers, Node and uv. */
export const environmentFilesOf = placedPerEntry(readEnvironmentFiles)

function readEnvironmentFiles({ node, path, launch }: ServerEntry, config: McpConfig): readonly EnvironmentFile[] {
  const fields = config.host.names.envFile.flatMap(
    (field) => textOf(config.tree, memberOf(node, field)?.value, [...path, field]) ?? [],
  )
  const options = launch.args.flatMap(({ flag, kind, text, value }) =>
    flag !== undefined && OPTION.test(flag) && (kind !== 'flag' || text !== flag) ? [value] : [],
  )
  const workspace = workspaceOf(config.file)
  return [...fields, ...options]
    .filter(({ text }) => text !== '')
    .map((at) => {
      const path = pathOf(at.text, workspace)
      return { at, path, inWorkspace: path !== undefined && isWithin(path, workspace) }
    })
}

const OPTION = /^--env-?file$/i
/** Longer texts are no paths. */
const MAX_CHARS = 1_000

/**
 * The path a text of an entry names, as facts are asked for: relative to what the file's own name is relative to, absolute, or
 * below `~/`. Undefined where it holds a reference nobody can follow here.
 */
export function namedPath(text: string, { file }: Pick<McpConfig, 'file'>): string | undefined {
  return pathOf(text, workspaceOf(file))
}

/** Relative to what the file's own name is relative to. */
function pathOf(text: string, workspace: string): string | undefined {
  if (text.length > MAX_CHARS) return undefined
  const slashes = text.replaceAll('\\', '/')
  const home = /^(?:~|\$HOME|\$\{HOME\}|\$\{userHome\}|\$\{env:HOME\})\//.exec(slashes)?.[0]
  if (home !== undefined) return plain(slashes.slice(home.length), '~/')
  const folder = /^\$\{workspace(?:Folder|Root)\}\//.exec(slashes)?.[0] ?? ''
  const rest = slashes.slice(folder.length)
  if (/^(?:\/|[A-Za-z]:\/)/.test(rest)) return plain(rest, '')
  return plain(rest, workspace)
}

function isWithin(path: string, workspace: string): boolean {
  if (workspace === '') return !/^(?:\/|~\/|\.\.\/|[A-Za-z]:\/)/.test(path)
  return path.startsWith(workspace)
}

function plain(rest: string, before: string): string | undefined {
  if (/[$%{}<>*]/.test(rest)) return undefined
  const steps: string[] = []
  const all = `${before}${rest}`
  for (const step of all.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..' && steps.at(-1) !== '~') steps.pop()
    else if (step !== '.' && (step !== '' || steps.length === 0)) steps.push(step)
  }
  return steps.join('/')
}

/** The folder a host takes for the workspace: the one its own folder (`.vscode`, `.cursor`) lies in, with a slash. */
export function workspaceOf(file: string): string {
  const folders = file.split('/').slice(0, -1)
  const own = folders.findIndex((name, at) => (at > 0 || folders[0] !== '~' ? /^\.[^.]/.test(name) : false))
  const above = own < 0 ? folders : folders.slice(0, own)
  return above.map((name) => `${name}/`).join('')
}
