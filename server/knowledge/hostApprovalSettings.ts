import rows from './hostApprovalSettings.json' with { type: 'json' }

/** A setting of a host that takes a person out of the way by its value alone. */
export interface DangerousSetting {
  readonly id: string
  readonly host: string
  /** `everything`: no call is asked about; `start`: servers of a project start unasked; `warning`: a warning is hidden. */
  readonly reach: string
  readonly meaning: string
  /** Each from the root; a dotted name may be one key. */
  readonly paths: readonly (readonly string[])[]
  readonly dangerous: readonly (string | boolean)[]
  readonly safe: string | boolean
  readonly verified: boolean
}

const SETTINGS: readonly DangerousSetting[] = rows.flatMap(({ id, host, reach, meaning, paths, dangerous, safe, verified }) =>
  paths && dangerous && safe !== undefined ? [{ id, host, reach, meaning, paths, dangerous, safe, verified }] : [],
)

/** The settings of Claude Code stand in files of their own, which are a host of their own here. */
const SETTINGS_OF: Readonly<Record<string, string>> = { 'claude-code-settings': 'claude-code' }

export function dangerousSettings(host: string): readonly DangerousSetting[] {
  const id = SETTINGS_OF[host] ?? host
  return SETTINGS.filter((setting) => setting.host === id)
}
