import type { Diagnostic } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { createReach } from '../model/createReach.ts'
import type { McpConfig } from '../model/mcpConfig.ts'
import { pathsOfInterest } from '../model/pathsOfInterest.ts'
import type { FileFacts, Workspace } from '../model/workspace.ts'
import type { Steps } from './idleWork.ts'
import type { WorkspaceFile, WorkspaceFiles, WorkspaceFolder } from './workspaceFiles.ts'

/** What is wrong in one file that is not open. */
export interface ClosedProblems {
  readonly uri: string
  /** The same for the same answer, and never that of an open document. */
  readonly id: string
  readonly items: readonly Diagnostic[]
}

export interface ClosedSources {
  readonly files: WorkspaceFiles
  readonly isOpen: (path: string) => boolean
  /** What is wrong in a text, as a client is told; in steps, since it takes time. */
  readonly check: (
    document: TextDocument,
    file: WorkspaceFile,
    around: Workspace,
  ) => Generator<undefined, readonly Diagnostic[], undefined>
  /** What the disk says of paths; takes time. */
  readonly look: (paths: readonly string[], folder: WorkspaceFolder) => ReadonlyMap<string, FileFacts>
}

/** Looked up together, since each look reads what git tracks. */
const FILES_PER_LOOK = 16

/**
 * What is wrong in the configurations of the workspace that are not open. They are compared with each other as the disk has
 * them, so that the command line says the same; what somebody types elsewhere counts once it is saved.
 */
export class ClosedFindings {
  readonly #sources: ClosedSources
  readonly #byPath = new Map<string, ClosedProblems>()
  #nextId = 1

  constructor(sources: ClosedSources) {
    this.#sources = sources
  }

  /** By path; also of files that are gone and had something to be taken back. */
  all(): ReadonlyMap<string, ClosedProblems> {
    return this.#byPath
  }

  /** The document has its own problems from now on. */
  opened(path: string): void {
    this.#byPath.delete(path)
  }

  /** What was said about a document that is not open any more no longer holds; what does, the next check tells. */
  closed(path: string, uri: string): void {
    this.#set(path, uri, [])
  }

  /** Checks those of these files that are not open, and takes back what was said about files that are gone. */
  *check(paths: Iterable<string>): Steps {
    const { files, isOpen } = this.#sources
    for (const [path, { uri, items }] of this.#byPath) if (!files.at(path) && items.length > 0) this.#set(path, uri, [])
    const wanted = [...paths].flatMap((path) => (isOpen(path) ? [] : (files.at(path) ?? [])))
    const reach = reachByFolder(files)
    for (const batch of batches(wanted)) {
      yield
      const [first] = batch
      if (!first) continue
      const facts = this.#sources.look(
        batch.flatMap(({ config }) => pathsOfInterest(config)),
        first.folder,
      )
      for (const file of batch) {
        yield* this.#check(file, { configs: reach.get(file.folder.path)?.(file.config) ?? [], facts })
      }
    }
  }

  *#check(file: WorkspaceFile, around: Workspace): Steps {
    const { path, uri, config } = file
    if (this.#sources.isOpen(path)) return
    // Of no language: an editor checks no file that is not open, so nothing is said twice.
    const document = TextDocument.create(uri, '', 0, config.tree.text)
    const items = yield* this.#sources.check(document, file, around)
    // It may have been opened meanwhile.
    if (!this.#sources.isOpen(path)) this.#set(path, this.#byPath.get(path)?.uri ?? uri, items)
  }

  #set(path: string, uri: string, items: readonly Diagnostic[]): void {
    const before = this.#byPath.get(path)
    if (before && JSON.stringify(before.items) === JSON.stringify(items)) return
    this.#byPath.set(path, { uri, id: `closed ${this.#nextId++}`, items })
  }
}

/** What is around a file of a folder, as the command line sees it. */
function reachByFolder(files: WorkspaceFiles): ReadonlyMap<string, (config: McpConfig) => readonly McpConfig[]> {
  const byFolder = new Map<string, McpConfig[]>()
  for (const { folder, config } of files.all()) {
    const group = byFolder.get(folder.path)
    if (group) group.push(config)
    else byFolder.set(folder.path, [config])
  }
  return new Map([...byFolder].map(([path, configs]) => [path, createReach(configs)]))
}

/** Of one folder each. */
function* batches(files: readonly WorkspaceFile[]): Generator<readonly WorkspaceFile[]> {
  let batch: WorkspaceFile[] = []
  for (const file of files) {
    if (batch.length === FILES_PER_LOOK || (batch[0] && batch[0].folder.path !== file.folder.path)) {
      yield batch
      batch = []
    }
    batch.push(file)
  }
  yield batch
}
