import { homedir } from 'node:os'
import { readersOf } from '../model/hostOf.ts'
import { mappedHost, readWorkspaceSettings, WORKSPACE_SETTINGS_FILE, type WorkspaceSettings } from '../model/workspaceSettings.ts'
import { RULE_IDS } from '../rules/ruleIds.ts'
import type { Located } from './analysis.ts'
import { type DocumentPath, documentPath, fromNativePath, parentOf, relativeToFolders } from './documentPath.ts'
import { readTextIn } from './readTextIn.ts'
import { firstOf } from './tellClient.ts'

export interface SettingsPlace {
  readonly uri: string
  /** The document, from the folder of the settings file. */
  readonly file: string
}

interface FolderSettings {
  readonly folder: string
  readonly settings: WorkspaceSettings
  /** What is wrong in it. */
  readonly sentences: readonly string[]
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

  /** Of a document that somebody looks at, so that what is wrong in its settings file is told. */
  locate(uri: string): Located | undefined {
    const document = documentPath(uri)
    if (!document) return undefined
    for (const sentence of this.#settingsOf(document)?.sentences ?? []) this.#warnOnce(sentence)
    return this.locateAt(document)
  }

  /** Of any file, without a word. */
  locateAt(document: DocumentPath): Located | undefined {
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
    const folder = parentOf(path)
    return onDisk && folder !== undefined ? this.#settingsIn(folder) : undefined
  }

  /** Of the folder itself, or of the nearest one above it: each is looked into once. */
  #settingsIn(folder: string): FolderSettings | undefined {
    const passed: string[] = []
    let found: FolderSettings | undefined
    for (let at: string | undefined = folder; at !== undefined && !found; at = parentOf(at)) {
      if (this.#byFolder.has(at)) {
        found = this.#byFolder.get(at)
        break
      }
      passed.push(at)
      found = read(at)
    }
    for (const one of passed) this.#byFolder.set(one, found)
    return found
  }

  #warnOnce(sentence: string): void {
    if (this.#warned.has(sentence)) return
    this.#warned.add(sentence)
    this.#warn(sentence)
  }
}

function read(folder: string): FolderSettings | undefined {
  const text = readTextIn(folder, WORKSPACE_SETTINGS_FILE)
  if (text === undefined) return undefined
  const settings = readWorkspaceSettings(text, RULE_IDS)
  const name = `"${folder}/${WORKSPACE_SETTINGS_FILE}"`
  const sentences = settings.problems.map(({ line, message }) => `${name}, line ${line}: ${message}`)
  return { folder, settings, sentences: firstOf(sentences, name) }
}

/** How much of the end of an address stands below a folder above it: as many names, however they are encoded. */
function encodedLength(uri: string, path: string, folder: string): number {
  const names = path.slice(folder.length + 1).split('/').length
  return uri.split('/').slice(-names).join('/').length + 1
}
