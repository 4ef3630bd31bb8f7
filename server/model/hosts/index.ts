import type { Host, HostId } from '../host.ts'
import { claudeCode } from './claudeCode.ts'
import { claudeDesktop } from './claudeDesktop.ts'
import { cursor } from './cursor.ts'
import { vscode } from './vscode.ts'

/** Every host this version reads. */
export const HOSTS: readonly Host[] = [vscode, claudeCode, claudeDesktop, cursor]

export function hostById(id: HostId): Host | undefined {
  return HOSTS.find((host) => host.id === id)
}
