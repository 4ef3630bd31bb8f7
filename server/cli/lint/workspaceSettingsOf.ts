import { existsSync } from 'node:fs'
import path from 'node:path'
import { readWorkspaceSettings, WORKSPACE_SETTINGS_FILE, type WorkspaceSettings } from '../../model/workspaceSettings.ts'
import { type FileText, readText } from '../../workspace/readText.ts'

export interface FolderSettings {
  /** Full path of the folder the settings file lies in. */
  readonly folder: string
  readonly file: string
  readonly text: string
  readonly settings: WorkspaceSettings
}

export interface FindSettings {
  (folder: string): FolderSettings | undefined
  /** All files that were read, in that order. */
  readonly read: () => readonly FolderSettings[]
}

/**
 * Finds the `.scopelight.yaml` nearest upward from a folder, reading each folder once. `report` hears once of a file that
 * cannot be read, which counts as absent.
 */
export function createFindSettings(ruleIds: readonly string[], report: (file: string, reason: string) => void): FindSettings {
  const known = new Map<string, FolderSettings | undefined>()
  const find = (folder: string): FolderSettings | undefined => {
    if (known.has(folder)) return known.get(folder)
    const parent = path.dirname(folder)
    const found = readIn(folder) ?? (parent === folder ? undefined : find(parent))
    known.set(folder, found)
    return found
  }
  return Object.assign(find, { read: () => [...new Set([...known.values()].filter((found) => found !== undefined))] })

  function readIn(folder: string): FolderSettings | undefined {
    const file = path.join(folder, WORKSPACE_SETTINGS_FILE)
    const source = readIfThere(file)
    if (source?.ok) return { folder, file, text: source.text, settings: readWorkspaceSettings(source.text, ruleIds) }
    if (source) report(file, source.reason)
    return undefined
  }
}

/** The path of a file as the settings file above it names it. */
export function pathFrom({ folder }: FolderSettings, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/')
}

function readIfThere(file: string): FileText | undefined {
  return existsSync(file) ? readText(file) : undefined
}
