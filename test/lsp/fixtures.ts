/** Shapes of an issuer that cannot work: see the checksum letters. */
export const TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An unsigned token for one hour with two scopes; its words are chosen to be hostile. */
export const HOSTILE_ISSUER = '[click](command:workbench.action.quit)<img src=https://example.com/x>'
export const JWT = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: HOSTILE_ISSUER, aud: 'api.example', iat: 1_800_000_000, exp: 1_800_003_600, scope: 'repo:read issues:write' })}.RVhBTVBMRU5PVFJFQUxFWEFNUExF`

/** A file of Claude Code with a secret in a variable; its servers stand under "mcpServers". */
export function claudeFile(servers: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ mcpServers: servers }, null, 2)}\n`
}

export const SECRET_FILE = claudeFile({
  github: {
    command: 'npx',
    args: ['-y', '@modelcontextprotocol/server-github@2025.4.8'],
    env: { GITHUB_PERSONAL_ACCESS_TOKEN: TOKEN },
  },
})

export const FILE = 'file:///work/app/.mcp.json'
