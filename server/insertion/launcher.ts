import { posixLauncher } from './launcherPosix.ts'
import { windowsLauncher } from './launcherWindows.ts'

export interface LauncherPaths {
  /** Full path of the copy of the proxy. */
  readonly proxy: string
  /** Full path of a program that runs Node when `ELECTRON_RUN_AS_NODE` is set: the editor's own. */
  readonly editor: string
}

/**
 * The text of `<state>/bin/scopelight-proxy` (`.cmd` on Windows), which recorded entries start. It looks for a runtime each
 * time: the editor's own binary while it exists, else `node` on `PATH`. Without one the server starts unrecorded, after one
 * line on stderr, but only if nothing was to be judged: with `--workload`, `--manifest` or `--breakpoints` among its
 * options, or a permission manifest in force, it ends with 127 instead.
 *
 * `platform` is `process.platform` of the machine the servers start on.
 */
export function launcherText(platform: string, paths: LauncherPaths): string {
  return platform === 'win32' ? windowsLauncher(paths) : posixLauncher(paths, platform)
}
