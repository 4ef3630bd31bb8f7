import { type DangerousSetting, dangerousSettings } from '../../knowledge/hostApprovalSettings.ts'
import { contentSpan, memberAt } from '../../syntax/find.ts'
import type { Path } from '../../syntax/tree.ts'
import type { McpConfig } from '../mcpConfig.ts'
import { type Place, textOf } from '../place.ts'
import { settingsRoots } from './lists.ts'

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
    rooted(setting.paths, config).flatMap(({ path, key }): readonly SetDangerously[] => {
      const member = memberAt(config.tree, path)
      const value = member?.value
      if (!member || (value?.kind !== 'string' && value?.kind !== 'boolean')) return []
      if (!setting.dangerous.some((dangerous) => dangerous === value.value)) return []
      const text = value.kind === 'string' ? textOf(config.tree, value, path) : undefined
      return [{ setting, path, key, span: text?.span ?? contentSpan(config.tree, member.keySpan) }]
    }),
  )
}

/** Each path from every place where settings stand, with the name people know it by. */
function rooted(paths: readonly Path[], config: McpConfig): readonly { readonly path: Path; readonly key: string }[] {
  return settingsRoots(config).flatMap((root) => paths.map((path) => ({ path: [...root, ...path], key: path.join('.') })))
}
