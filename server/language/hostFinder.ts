import { homedir } from 'node:os'
import { readersOf } from '../model/hostOf.ts'
import { mappedHost, readWorkspaceSettings, WORKSPACE_SETTINGS_FILE, type WorkspaceSettings } from '../model/workspaceSettings.ts'
import { RULE_IDS } from '../rules/ruleIds.ts'
import type { Located } from './analysis.ts'
import { type DocumentPath, documentPath, fromNativePath, relativeToFolders } from './documentPath.ts'
import { nearestFile } from './nearestFile.ts'
import { firstOf } from './tellClient.ts'

export interface SettingsPlace {
  readonly uri: string
  /** The document, from the folder of the settings file. */
  readonly file: string
}

interface FolderSettings {
  readonly folder: string
  readonly settings: WorkspaceSettings
}

/**
 * Finds the host of a document: as the nearest `.scopelight.yaml` says, else by its name and place. Such a file is read
 * once for each folder of a document, until somebody says that files have changed.
 */
export class HostFinder {
  readonly #warn: (sentence: string) => void
  readonly #home = fromNativePath(homedir())
  readonly #byFolder = new Map<string, FolderSettings | undefined>()
  readonly #warned = new Set<string>()
  /** Paths of the folders that are open in the editor. */
  folders: readonly string[] = []

  constructor(warn: (sentence: string) => void) {
    this.#warn = warn
  }

  locate(uri: string): Located | undefined {
    const document = documentPath(uri)
    if (!document) return undefined
    const { path } = document
    const found = this.#settingsOf(document)
    const fromFolder = found ? path.slice(found.folder.length + 1) : ''
    const mapped = found && mappedHost(found.settings, fromFolder)
    // A host that is named but not read by this version is not guessed again from the file's name.
    const hosts = mapped ? mapped.readers : readersOf(path, this.#home)
    const waivers = found?.settings.ignore.filter(({ matches }) => matches(fromFolder)) ?? []
    if (hosts.length === 0) return undefined
    return { hosts, file: relativeToFolders(path, this.folders), workspace: found?.settings, waivers }
  }

  /** Where none lies above the document, in the open folder it is in, else beside it. */
  settingsPlace(uri: string): SettingsPlace | undefined {
    const document = documentPath(uri)
    if (!document?.onDisk) return undefined
    const { path } = document
    const home = this.folders.filter((one) => path.startsWith(`${one}/`)).sort((a, b) => b.length - a.length)[0]
    const folder = this.#settingsOf(document)?.folder ?? home ?? path.slice(0, path.lastIndexOf('/'))
    const root = uri.slice(0, uri.length - encodedLength(uri, path, folder))
    return { uri: `${root}/${WORKSPACE_SETTINGS_FILE}`, file: path.slice(folder.length + 1) }
  }

  forgetFiles(): void {
    this.#byFolder.clear()
  }

  #settingsOf({ path, onDisk }: DocumentPath): FolderSettings | undefined {
    const slash = path.lastIndexOf('/')
    if (!onDisk || slash === -1) return undefined
    const folder = path.slice(0, slash)
    if (!this.#byFolder.has(folder)) this.#byFolder.set(folder, this.#read(folder))
    return this.#byFolder.get(folder)
  }

  #read(from: string): FolderSettings | undefined {
    const file = nearestFile(from, WORKSPACE_SETTINGS_FILE)
    if (!file) return undefined
    const settings = readWorkspaceSettings(file.text, RULE_IDS)
    const name = `"${file.folder}/${WORKSPACE_SETTINGS_FILE}"`
    const sentences = settings.problems.map(({ line, message }) => `${name}, line ${line}: ${message}`)
    for (const sentence of firstOf(sentences, name)) this.#warnOnce(sentence)
    return { folder: file.folder, settings }
  }

  #warnOnce(sentence: string): void {
    if (this.#warned.has(sentence)) return
    this.#warned.add(sentence)
    this.#warn(sentence)
  }
}

/** How much of the end of an address stands below a folder above it: as many names, however they are encoded. */
function encodedLength(uri: string, path: string, folder: string): number {
  const names = path.slice(folder.length + 1).split('/').length
  return uri.split('/').slice(-names).join('/').length + 1
}
