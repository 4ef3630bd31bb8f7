import { existsSync } from 'node:fs'
import path from 'node:path'
import { readWorkspaceSettings, WORKSPACE_SETTINGS_FILE, type WorkspaceSettings } from '../../model/workspaceSettings.ts'
import { type FileText, readText } from './readText.ts'

export interface FolderSettings {
  /** Full path of the folder the settings file lies in. */
  readonly folder: string
  readonly file: string
  readonly settings: WorkspaceSettings
}

export type FindSettings = (folder: string) => FolderSettings | undefined

/**
 * Finds the `.scopelight.yaml` nearest upward from a folder, reading each folder once. `report` hears once of a file that
 * cannot be read, which counts as absent.
 */
export function createFindSettings(ruleIds: readonly string[], report: (file: string, reason: string) => void): FindSettings {
  const known = new Map<string, FolderSettings | undefined>()
  const find: FindSettings = (folder) => {
    if (known.has(folder)) return known.get(folder)
    const parent = path.dirname(folder)
    const found = readIn(folder) ?? (parent === folder ? undefined : find(parent))
    known.set(folder, found)
    return found
  }
  return find

  function readIn(folder: string): FolderSettings | undefined {
    const file = path.join(folder, WORKSPACE_SETTINGS_FILE)
    const source = readIfThere(file)
    if (source?.ok) return { folder, file, settings: readWorkspaceSettings(source.text, ruleIds) }
    if (source) report(file, source.reason)
    return undefined
  }
}

function readIfThere(file: string): FileText | undefined {
  return existsSync(file) ? readText(file) : undefined
}
