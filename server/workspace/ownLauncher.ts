import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { stateDirectory } from '../protocol/stateDirectory.ts'

/**
 * Full path of the launcher of our own proxy on this machine, whether it is there or not. It is how a recorded entry is told
 * from a program that a repository gives the same name. Undefined where the state directory is set to a relative path: what
 * lies there may be anybody's.
 */
export const OWN_LAUNCHER = launcherIn(process.platform, stateDirectory(process.platform, process.env, homedir()))

function launcherIn(platform: string, state: string): string | undefined {
  if (!isAbsolute(state)) return undefined
  return join(state, 'bin', platform === 'win32' ? 'scopelight-proxy.cmd' : 'scopelight-proxy')
}
