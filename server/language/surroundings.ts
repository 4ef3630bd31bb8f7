import type { TextDocument } from 'vscode-languageserver-textdocument'
import { firstThatBelongs } from '../model/belongs.ts'
import { isInReach, type Standing } from '../model/createReach.ts'
import { type McpConfig, readMcpConfig } from '../model/mcpConfig.ts'
import { pathsOfInterest } from '../model/pathsOfInterest.ts'
import type { FileFacts, Workspace } from '../model/workspace.ts'
import { parse } from '../syntax/parse.ts'
import { OWN_LAUNCHER } from '../workspace/ownLauncher.ts'
import type { Located } from './analysis.ts'
import { documentPath } from './documentPath.ts'

/** What surrounds one document, and a mark that changes whenever that does. */
export interface Surrounding {
  /** Put together only when it is asked for: most requests find their analysis made. */
  readonly workspace: () => Workspace
  readonly mark: string
}

export interface SurroundingSources {
  readonly documents: { all(): readonly TextDocument[] }
  readonly locate: (uri: string) => Located | undefined
  /** The configurations of the workspace folder a document lies in, as the disk has them, with what changes when they do. */
  readonly onDisk: (uri: string) => OnDisk
  /** Looks at the disk; takes time. `folder` is what relative paths start from. */
  readonly look: (paths: readonly string[], uri: string, file: string) => ReadonlyMap<string, FileFacts>
  /** What surrounds a document may be another than it was. */
  readonly changed: (uri: string) => void
}

export interface FileBeside {
  readonly uri: string
  readonly config: McpConfig
}

interface MaybeBeside {
  readonly uri: string
  readonly config: McpConfig | undefined
}

export interface OnDisk {
  readonly files: readonly (FileBeside & { readonly path: string })[]
  readonly generation: number
}

interface Open {
  readonly version: number
  readonly config: McpConfig | undefined
}

interface Known {
  /** The paths that were looked at, as one text. */
  readonly asked: string
  readonly facts: ReadonlyMap<string, FileFacts>
  /** Counts up with each change. */
  readonly generation: number
}

const NOTHING: Known = { asked: '', facts: new Map(), generation: 0 }

/**
 * Keeps what rules may know beyond a document: the configurations of the other open documents, those of its workspace folder
 * as the disk has them, and what the disk says of the files it names. The disk is looked at between requests, never within
 * one: an analysis goes by what is known, and whoever asked is told when more is.
 */
export class Surroundings {
  readonly #sources: SurroundingSources
  readonly #open = new Map<string, Open>()
  readonly #known = new Map<string, Known>()
  readonly #waiting = new Set<string>()
  readonly #standing = new Map<string, Standing | undefined>()

  constructor(sources: SurroundingSources) {
    this.#sources = sources
  }

  of(uri: string): Surrounding {
    const marks = this.#openBeside(uri).flatMap(({ document: { uri: at, version }, config }) =>
      config ? [`${at} ${version}`] : [],
    )
    const { facts, generation } = this.#known.get(uri) ?? NOTHING
    const workspace = () => ({ configs: this.filesBeside(uri).map(({ config }) => config), facts })
    return { workspace, mark: `${generation} ${this.#sources.onDisk(uri).generation}\n${marks.join('\n')}` }
  }

  /** Those in reach, in the order of the disk, an open document in the place of its file; then what is open and lies elsewhere. */
  filesBeside(uri: string): readonly FileBeside[] {
    const own = pathOf(uri)
    const open = new Map(
      this.#openBeside(uri).map(({ document, config }) => [pathOf(document.uri), { uri: document.uri, config }]),
    )
    const onDisk = this.#sources.onDisk(uri).files.flatMap((file): readonly MaybeBeside[] => {
      if (file.path === own) return []
      const instead = open.get(file.path)
      open.delete(file.path)
      return [instead ?? file]
    })
    const standing = this.#standingOf(uri)
    return [...onDisk, ...open.values()].flatMap(({ uri: at, config }) =>
      config && standing && isInReach(standing, config) ? [{ uri: at, config }] : [],
    )
  }

  /** Asked at each key, and the same until the document closes or whose file it is may have changed. */
  #standingOf(uri: string): Standing | undefined {
    if (!this.#standing.has(uri)) {
      const located = this.#sources.locate(uri)
      this.#standing.set(uri, located && { file: located.file, scope: located.hosts[0]?.file?.scope })
    }
    return this.#standing.get(uri)
  }

  /** After an analysis: the configuration need not be read again for others, and what it names may have to be looked at. */
  analysed(uri: string, version: number, config: McpConfig): void {
    this.#open.set(uri, { version, config })
    const asked = pathsOfInterest(config).join('\n')
    if (this.#known.get(uri)?.asked !== asked) this.#lookSoon(uri)
  }

  /** After something on the disk has changed, or may have. */
  refresh(): void {
    for (const [uri, { config }] of this.#open) if (config) this.#lookSoon(uri)
  }

  forget(uri: string): void {
    this.#open.delete(uri)
    this.#known.delete(uri)
    this.#waiting.delete(uri)
    this.#standing.delete(uri)
  }

  /** Whose file a document is may have changed. */
  forgetAll(): void {
    this.#open.clear()
    this.#known.clear()
    this.#standing.clear()
  }

  #openBeside(uri: string): readonly { readonly document: TextDocument; readonly config: McpConfig | undefined }[] {
    const others = this.#sources.documents.all().filter((document) => document.uri !== uri)
    return others.map((document) => ({ document, config: this.#configOf(document) }))
  }

  #configOf(document: TextDocument): McpConfig | undefined {
    const { uri, version } = document
    const open = this.#open.get(uri)
    if (open?.version === version) return open.config
    const config = this.#read(document)
    this.#open.set(uri, { version, config })
    return config
  }

  #read(document: TextDocument): McpConfig | undefined {
    const located = this.#sources.locate(document.uri)
    if (!located) return undefined
    const text = document.getText()
    const host = firstThatBelongs(located.hosts, text)
    return host && readMcpConfig(parse(text, host.syntax.format), host, located.file, { launcher: OWN_LAUNCHER })
  }

  #lookSoon(uri: string): void {
    if (this.#waiting.has(uri)) return
    this.#waiting.add(uri)
    setImmediate(() => {
      // A document that was closed meanwhile has left the set.
      if (this.#waiting.delete(uri)) this.#look(uri)
    })
  }

  #look(uri: string): void {
    const config = this.#open.get(uri)?.config
    if (!config) return
    const paths = pathsOfInterest(config)
    const facts = this.#sources.look(paths, uri, config.file)
    const before = this.#known.get(uri) ?? NOTHING
    const isSame = JSON.stringify([...before.facts]) === JSON.stringify([...facts])
    this.#known.set(uri, { asked: paths.join('\n'), facts, generation: before.generation + (isSame ? 0 : 1) })
    if (!isSame) this.#sources.changed(uri)
  }
}

function pathOf(uri: string): string {
  return documentPath(uri)?.path ?? uri
}
