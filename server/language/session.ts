import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type TextDocuments,
} from 'vscode-languageserver/node'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { startOfDay } from '../lint/startOfDay.ts'
import { WORKSPACE_SETTINGS_FILE } from '../model/workspaceSettings.ts'
import { factsOf } from '../workspace/factsOf.ts'
import type { Abilities } from './abilities.ts'
import { Analyses, type Located } from './analysis.ts'
import { Configuration } from './configuration.ts'
import { toDiagnostics } from './diagnostics.ts'
import { documentPath } from './documentPath.ts'
import { describeFailure } from './guard.ts'
import { HostFinder, type SettingsPlace } from './hostFinder.ts'
import { lookAround } from './lookAround.ts'
import { isSettingsDocument } from './settingsDocument.ts'
import { type FileBeside, Surroundings } from './surroundings.ts'
import { askInPassing, warn } from './tellClient.ts'
import { WATCHED_CONFIGURATIONS } from './watchedFiles.ts'
import type { WorkspaceFolder } from './workspaceFiles.ts'
import { WorkspaceProblems } from './workspaceProblems.ts'

/** Files whose coming and going changes what is said about a configuration that names them. */
const SURROUNDING_FILES = [{ globPattern: '**/{.gitignore,.env,*.env,.env.*}' }]

/** What one client has told us, and what follows from it for its documents. */
export interface Session {
  readonly abilities: Abilities
  readonly configuration: Configuration
  readonly analyses: Analyses
  /** What is wrong in configurations that are not open. */
  readonly workspace: WorkspaceProblems
  /** The other configurations in reach of a document. */
  readonly filesBeside: (uri: string) => readonly FileBeside[]
  /** Start of the present day, UTC, in milliseconds. */
  readonly today: () => number
  /** Whose file a document is. */
  readonly locate: (uri: string) => Located | undefined
  /** The `.scopelight.yaml` that counts for a document, or where one would; undefined for a document that lies nowhere. */
  readonly settingsPlace: (uri: string) => SettingsPlace | undefined
  /** Asks for settings and for news of files; call it once, after `initialized`. */
  begin(): void
  /** Calls back when all documents must be checked again: settings, folders or workspace files have changed. */
  onStale(listener: () => void): void
}

export function startSession(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  { workspaceFolders, rootUri }: InitializeParams,
  abilities: Abilities,
): Session {
  const configuration = new Configuration(connection, abilities)
  const hosts = new HostFinder((problem) => warn(connection, problem))
  const failed = new Set<string>()
  const today = () => startOfDay(process.env.SOURCE_DATE_EPOCH, Date.now())
  const listeners: (() => void)[] = []
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const surroundings = new Surroundings({
    documents,
    locate: (uri) => hosts.locate(uri),
    onDisk: (uri) => ({ files: problems.around(uri), generation: problems.generation }),
    look: lookAround,
    changed(uri) {
      if (saysSomethingElse(uri)) tell()
    },
  })
  const saysSomethingElse = (uri: string): boolean => {
    const before = analyses.lastId(uri)
    return analyses.of(uri)?.id !== before
  }
  const analyses = new Analyses({
    documents,
    locate: (uri) => hosts.locate(uri),
    settings: (workspace) => configuration.lintSettings(workspace),
    today,
    around: (uri) => surroundings.of(uri),
    analysed: (uri, version, config) => surroundings.analysed(uri, version, config),
    ruleFailed(rule, uri, error) {
      // A rule with a bug fails at every key; once tells it all.
      if (failed.has(rule)) return
      failed.add(rule)
      connection.console.error(describeFailure(`the rule "${rule}"`, uri, error))
    },
  })

  const openPaths = () => new Set(documents.all().map(({ uri }) => documentPath(uri)?.path))
  const problems = new WorkspaceProblems({
    isOn: () => configuration.settings.workspaceDiagnostics,
    folders: () => localFolders(folders),
    locate: (path) => hosts.locateAt({ path, onDisk: true }),
    isOpen: (path) => openPaths().has(path),
    look: (paths, folder) => factsOf(paths, folder.path),
    *check(document, { located }, around) {
      const analysis = yield* analyses.ofClosed(document, located, around)
      return analysis ? toDiagnostics(analysis, abilities) : []
    },
    changedAround() {
      if (documents.all().filter(({ uri }) => saysSomethingElse(uri)).length > 0) tell()
    },
    note: (sentence) => connection.console.info(sentence),
    failed: (error) => connection.console.error(describeFailure('the check of the workspace', '', error)),
  })

  let folders = workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === 'string' ? [rootUri] : [])
  const setFolders = (uris: readonly string[]) => {
    folders = [...uris]
    hosts.folders = folders.flatMap((uri) => documentPath(uri)?.path ?? [])
  }
  setFolders(folders)

  const becomeStale = () => {
    analyses.forgetAll()
    surroundings.forgetAll()
    tell()
  }
  const becomeStaleIf = (changed: boolean) => {
    if (!changed) return
    becomeStale()
    problems.rescan()
  }
  const forgetFiles = () => {
    hosts.forgetFiles()
    becomeStale()
  }

  const rescan = () => {
    forgetFiles()
    problems.rescan()
  }

  documents.onDidOpen(({ document: { uri } }) => problems.opened(uri))
  documents.onDidClose(({ document: { uri } }) => {
    problems.closed(uri, analyses.lastId(uri) !== undefined || isSettingsDocument(uri))
    analyses.forget(uri)
    surroundings.forget(uri)
  })
  // A file that is saved may be one that a configuration names, or say what git ignores.
  documents.onDidSave(({ document: { uri } }) => {
    surroundings.refresh()
    if (isSettingsDocument(uri)) rescan()
    else problems.touch(uri)
  })
  connection.onDidChangeConfiguration(({ settings }) => void configuration.update(settings).then(becomeStaleIf))
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => uri.endsWith(`/${WORKSPACE_SETTINGS_FILE}`))) rescan()
    else surroundings.refresh()
    for (const { uri } of changes) problems.touch(uri)
  })
  if (!abilities.registersWatchers) {
    // Nobody will tell us about `.scopelight.yaml`; opening or saving something is when a person expects it to count.
    documents.onDidOpen(() => hosts.forgetFiles())
    documents.onDidSave(forgetFiles)
  }

  return {
    abilities,
    configuration,
    analyses,
    workspace: problems,
    filesBeside: (uri) => surroundings.filesBeside(uri),
    today,
    locate: (uri) => hosts.locate(uri),
    settingsPlace: (uri) => hosts.settingsPlace(uri),
    onStale: (listener) => listeners.push(listener),
    begin() {
      if (abilities.answersConfiguration) void configuration.update().then(becomeStaleIf)
      if (abilities.registersConfiguration) {
        askInPassing(
          connection,
          'tell about settings',
          connection.client.register(DidChangeConfigurationNotification.type, { section: 'scopelight' }),
        )
      }
      if (abilities.registersWatchers) {
        const watchers = [{ globPattern: `**/${WORKSPACE_SETTINGS_FILE}` }, ...SURROUNDING_FILES, ...WATCHED_CONFIGURATIONS]
        askInPassing(connection, 'watch files', connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }))
      }
      void configuration.ready.then(() => problems.start())
      if (!abilities.tellsFolders) return
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri))
        setFolders([...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)])
        rescan()
      })
    },
  }
}

/** Those on this machine's disk; of two names of one folder the first. */
function localFolders(uris: readonly string[]): readonly WorkspaceFolder[] {
  return uris.flatMap((uri) => {
    const folder = documentPath(uri)
    const path = folder?.path.replace(/\/+$/, '')
    return folder?.onDisk && path ? [{ uri: uri.replace(/\/+$/, ''), path }] : []
  })
}
