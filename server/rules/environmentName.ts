import { isSecretName } from '../knowledge/credentials.ts'
import type { CredentialUse } from '../model/launch.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'

/**
 * A name for the environment variable that holds this credential: the name it has already where it is one, the name the
 * server table knows for a header, else one made of the server's own: `METRICS_API_KEY`.
 */
export function environmentName({ where, name }: CredentialUse, entry: ServerEntry): string {
  if (where === 'env' && /^[A-Za-z_]\w*$/.test(name)) return name
  const known = entry.launch.known?.credentials.env.filter(isSecretName) ?? []
  if (known.length === 1 && known[0]) return known[0]
  const what = /^(?:proxy-)?authorization$/i.test(name) ? 'TOKEN' : upperSnake(name.replace(/^x-/i, ''))
  const server = upperSnake(entry.name) || 'MCP'
  return what.startsWith(`${server}_`) ? what : `${server}_${what || 'TOKEN'}`
}

/** Only letters, digits and underscores, and no digit first: what every shell takes for a name. */
function upperSnake(words: string): string {
  return words
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
}
