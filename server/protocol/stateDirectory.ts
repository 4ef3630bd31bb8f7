/**
 * Where Scopelight keeps traces, undo records and the key of this installation. A pure function of the platform, so
 * that every platform's path is tested on any machine.
 *
 * `$SCOPELIGHT_HOME`, else `$XDG_STATE_HOME/scopelight` or `~/.local/state/scopelight`,
 * `~/Library/Application Support/scopelight` on macOS, `%LOCALAPPDATA%\scopelight` on Windows.
 */
export function stateDirectory(platform: string, env: Readonly<Record<string, string | undefined>>, home: string): string {
  if (env.SCOPELIGHT_HOME) return env.SCOPELIGHT_HOME
  if (platform === 'win32') return `${env.LOCALAPPDATA || `${home}\\AppData\\Local`}\\scopelight`
  if (platform === 'darwin') return `${home}/Library/Application Support/scopelight`
  // "All paths must be absolute … otherwise … ignore" (XDG Base Directory Specification); else a workspace could hold it.
  const base = env.XDG_STATE_HOME?.startsWith('/') ? env.XDG_STATE_HOME : `${home}/.local/state`
  return `${base}/scopelight`
}
