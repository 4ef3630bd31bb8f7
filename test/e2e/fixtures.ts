import path from 'node:path'

/** Made-up credentials: none of them works anywhere, and none may ever be seen outside the file that holds it. */
export const GITHUB_TOKEN = 'ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE'

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT with two scopes, signed by nobody. */
export const JWT = [
  base64url({ alg: 'RS256', typ: 'JWT', kid: 'example' }),
  base64url({
    iss: 'https://login.acme.example',
    aud: 'files-api',
    sub: 'agent-7',
    scope: 'files:read files:write',
    iat: 1_795_000_000,
    exp: 1_795_003_600,
  }),
  'EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE4SIGNATURE',
].join('.')

export const SECRETS = [GITHUB_TOKEN, JWT, JWT.split('.')[2] ?? ''] as const

/** As people write it: comments, a trailing comma, one server that is fine and one that carries its token in the open. */
export const CONFIG_WITH_SECRET = `{
  // Servers of the release agent.
  "servers": {
    "github": {
      "type": "stdio",
      "command": "npx",
      "args": ["-y", "@modelcontextprotocol/server-github@2025.4.8"],
      "env": {
        "GITHUB_PERSONAL_ACCESS_TOKEN": "${GITHUB_TOKEN}"
      }
    },
    "docs": {
      "type": "http",
      "url": "https://mcp.acme.example/docs"
    },
  }
}
`

export const CONFIG_OF_CURSOR = `{
  "mcpServers": {
    "github": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-github@2025.4.8"], "env": { "GITHUB_PERSONAL_ACCESS_TOKEN": "${GITHUB_TOKEN}" } }
  }
}
`

/** A real MCP server, as it lies in this repository. */
const FILE_SERVER = path.resolve('node_modules/@modelcontextprotocol/server-filesystem/dist/index.js')

/** A file server with more than it needs in its environment; `docs` cannot be recorded, since it is remote. */
export const CONFIG_TO_RECORD = `{
  // The release agent reads and writes notes.
  "servers": {
    "files": {
      "type": "stdio",
      "command": "node",
      "args": [
        "${FILE_SERVER}", // from this repository
        "\${workspaceFolder}/notes"
      ],
      "env": {
        "GITHUB_PERSONAL_ACCESS_TOKEN": "${GITHUB_TOKEN}",
        "FILES_API_TOKEN": "${JWT}",
        "LOG_LEVEL": "info"
      }
    },
    "docs": { "type": "http", "url": "https://mcp.acme.example/docs" },
  }
}
`
