import { type DangerousSetting, dangerousSettings } from '../../knowledge/hostApprovalSettings.ts'
import { contentSpan, memberAt } from '../../syntax/find.ts'
import type { Path } from '../../syntax/tree.ts'
import type { McpConfig } from '../mcpConfig.ts'
import { type Place, textOf } from '../place.ts'

export interface SetDangerously extends Place {
  readonly setting: DangerousSetting
  readonly path: Path
  /** The key as it is written. */
  readonly key: string
}

/**
 * Settings of this file that hold a dangerous value. The value is marked where it says something, and the key where it is
 * only `true` or `false`.
 */
export function setDangerously(config: McpConfig): readonly SetDangerously[] {
  return dangerousSettings(config.host.id).flatMap((setting) =>
    setting.paths.flatMap((path): readonly SetDangerously[] => {
      const member = memberAt(config.tree, path)
      const value = member?.value
      if (!member || (value?.kind !== 'string' && value?.kind !== 'boolean')) return []
      if (!setting.dangerous.some((dangerous) => dangerous === value.value)) return []
      const text = value.kind === 'string' ? textOf(config.tree, value, path) : undefined
      return [{ setting, path, key: path.join('.'), span: text?.span ?? contentSpan(config.tree, member.keySpan) }]
    }),
  )
}
