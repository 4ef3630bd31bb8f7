import { homedir } from 'node:os'
import path from 'node:path'
import type { Host, HostId } from '../../model/host.ts'
import { readersOf } from '../../model/hostOf.ts'
import { mappedHost } from '../../model/workspaceSettings.ts'
import type { FindSettings, FolderSettings } from './workspaceSettingsOf.ts'

export interface HostOfFile {
  readonly id: HostId
  /** Undefined: this version does not read files of this host yet. */
  readonly host: Host | undefined
  /** Hosts it may be of, or ways in which one may read it; for some the text has to tell. */
  readonly readers: readonly Host[]
}

/** Who reads a file: as the nearest `.scopelight.yaml` says, else by its name and place. */
export function hostOfFile(file: string, findSettings: FindSettings): HostOfFile | undefined {
  const settings = findSettings(path.dirname(file))
  const mapped = settings && mappedHost(settings.settings, pathFrom(settings, file))
  if (mapped) return mapped
  // In a pattern "any character" leaves out line breaks, and a folder may be called one.
  const readers = readersOf(file.replace(/[\n\r\u2028\u2029]/g, '_'), homedir())
  const [host] = readers
  return host && { id: host.id, host, readers }
}

function pathFrom({ folder }: FolderSettings, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/')
}
