import { isSecretName } from '../knowledge/credentials.ts'
import type { CredentialUse } from '../model/launch.ts'
import type { ServerEntry } from '../model/mcpConfig.ts'

/**
 * Names for the environment variables that hold these credentials, in the same order: the name one has already where it is
 * one, the name the server table knows for this header, else one made of the server's own: `METRICS_API_KEY`. Two
 * credentials never share a name, unless they are the same secret.
 */
export function environmentNames(uses: readonly CredentialUse[], entry: ServerEntry): readonly string[] {
  const taken = new Map<string, string>()
  return uses.map((use) => {
    const wanted = wantedName(use, entry)
    let name = wanted
    for (let count = 2; taken.has(name) && taken.get(name) !== use.at.text; count++) name = `${wanted}_${count}`
    taken.set(name, use.at.text)
    return name
  })
}

function wantedName({ where, name }: CredentialUse, { name: entryName, launch }: ServerEntry): string {
  if (where === 'env' && /^[A-Za-z_]\w*$/.test(name)) return name
  const isAuthorization = /^(?:proxy-)?authorization$/i.test(name)
  const known = launch.known?.credentials
  const variables = known?.env.filter(isSecretName) ?? []
  const takesHeader = isAuthorization || known?.headers.some((header) => header.toLowerCase() === name.toLowerCase())
  if (takesHeader && variables.length === 1 && variables[0]) return variables[0]
  const what = isAuthorization ? 'TOKEN' : upperSnake(name.replace(/^x-/i, ''))
  const server = upperSnake(entryName) || 'MCP'
  return what.startsWith(`${server}_`) ? what : `${server}_${what || 'TOKEN'}`
}

/** Only letters, digits and underscores, and no digit first: what every shell takes for a name. */
function upperSnake(words: string): string {
  return words
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
}
