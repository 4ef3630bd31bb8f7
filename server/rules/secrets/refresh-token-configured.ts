import type { CredentialUse, Launch } from '../../model/launch.ts'
import type { Text } from '../../model/place.ts'
import { defineRule, type Examples } from '../rule.ts'
import { tokensOf } from '../tokens.ts'

export default defineRule({
  meta: {
    id: 'refresh-token-configured',
    group: 'secrets',
    title: 'Refresh token handed to a server',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`env`, `headers`, arguments',
    when: 'a value has the shape of a refresh token, a variable, header or flag is named one and has a value, or a literal JSON Web Token has the scope `offline_access`.',
    why: 'It mints new tokens without end, so the lifetime of the access token stops mattering.',
    fix: undefined,
    standards: ['NHI7', 'SAFE-T1202', 'MCP01'],
    guards: ['references'],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const uses = [...byShape(launch.credentials), ...byName(launch)]
    // A token may be told by its shape and by its name.
    const byStart = new Map(uses.toReversed().map((use) => [use.at.span.start, use] as const))
    const [first, ...others] = [...byStart.values()].toReversed()
    if (!first) return
    yield {
      at: first.at,
      value: first.at.span,
      confidence: first.isCertain ? 'high' : 'medium',
      message: `Server "${name}" gets a refresh token in "${first.name}", with which it can have new access tokens made without end. Let the host sign in for it, or hand it access tokens that end.`,
      related: others.map((other) => ({ span: other.at.span, message: `"${other.name}" holds a refresh token too.` })),
    }
  },
})

interface RefreshToken {
  readonly at: Text
  readonly name: string
  readonly isCertain: boolean
}

const SHAPES: ReadonlySet<string> = new Set(['github-refresh', 'gcp-refresh-token'])

function byShape(credentials: readonly CredentialUse[]): readonly RefreshToken[] {
  const offline = new Set(
    tokensOf(credentials).flatMap(({ use, claims }) => (claims.scopes.includes('offline_access') ? [use] : [])),
  )
  return credentials.flatMap((use) => {
    const isShape = use.evidence === 'literal' && SHAPES.has(use.kind?.id ?? '')
    return isShape || offline.has(use) ? [{ at: use.at, name: use.name, isCertain: use.kind?.verified !== false }] : []
  })
}

const NAME = /(?:^|[-_])refresh[-_]?token$/i

function byName({ env, headers, args }: Launch): readonly RefreshToken[] {
  const settings = [...env, ...headers].flatMap(({ name, nameAt, value, shape }): readonly RefreshToken[] => {
    if (!NAME.test(spelled(name)) || shape === 'empty' || shape === 'placeholder') return []
    // A variable that is passed on has a name only.
    return [{ at: value ?? { text: name, ...nameAt }, name, isCertain: true }]
  })
  const flags = args.flatMap(({ flag, kind, of, value, text }): readonly RefreshToken[] => {
    const isValue = kind !== 'flag' || text.includes('=')
    return of === 'server' &&
      flag !== undefined &&
      isValue &&
      NAME.test(spelled(flag)) &&
      value.text.length > 1 &&
      !/^<.*>$/.test(value.text)
      ? [{ at: value, name: flag, isCertain: true }]
      : []
  })
  return [...settings, ...flags]
}

/** `refreshToken` is `refresh_Token`. */
function spelled(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
}

export const examples = {
  good: [
    { host: 'claude-code', text: '{"mcpServers":{"drive":{"type":"http","url":"https://mcp.acme.example/drive"}}}' },
    // Names of something else, and what is not there yet.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"REFRESH_TOKEN_URL":"https://id.acme.example/token","REFRESH_TOKEN_FILE":"/run/secrets/refresh","A_REFRESH_TOKEN":"","B_REFRESH_TOKEN":"<your refresh token>","REFRESH_SECONDS":"60"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"drive":{"command":"npx","args":["-y","@acme/drive-mcp@1.0.0"],"env":{"GOOGLE_REFRESH_TOKEN":"«${GOOGLE_REFRESH_TOKEN}»"}}}}',
      message:
        'Server "drive" gets a refresh token in "GOOGLE_REFRESH_TOKEN", with which it can have new access tokens made without end. Let the host sign in for it, or hand it access tokens that end.',
      severity: 'medium',
    },
    // By its shape, a flag, and the scope of a token.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_SECRET":"«ghr_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"}},"b":{"command":"/opt/b","args":["--refresh-token","«${env:B_REFRESH}»"]},"c":{"command":"/opt/c","env":{"C_TOKEN":"«eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJzdmMtcmVwb3J0Iiwic2NvcGUiOiJvZmZsaW5lX2FjY2VzcyBmaWxlczpyZWFkIiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.EXAMPLE-signature-not-real»"}}}}',
      message:
        'Server "a" gets a refresh token in "A_SECRET", with which it can have new access tokens made without end. Let the host sign in for it, or hand it access tokens that end.',
    },
  ],
} satisfies Examples
