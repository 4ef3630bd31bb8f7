import { parse as parseToml } from 'smol-toml'
import { filesOf } from './sample.ts'

/** A server in the words of no host. Values may hold references, see `reference`. */
export interface NormalServer {
  readonly name: string
  /** A comment on the line above, without its sign. */
  readonly comment?: string
  readonly transport: 'stdio' | 'http' | 'sse' | undefined
  readonly command?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Tools that run without asking; "*" for all. */
  readonly approved?: readonly string[]
  readonly onlyTools?: readonly string[]
  readonly withoutTools?: readonly string[]
}

/** Stands in a value where a host would write its own reference to a variable, or ask the person. */
export const reference = /⟦(env|input) (\w+)⟧/g

type Raw = Readonly<Record<string, unknown>>

const strings = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined)

const withReferences = (text: string): string =>
  text.replace(/\$\{(?:env:)?(\w+)\}/g, '⟦env $1⟧').replace(/\$\{input:(\w+)\}/g, '⟦input $1⟧')

function texts(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, withReferences(String(text))]))
}

/**
 * The servers of a sample, read from the one file of it that holds any. Only the words of the hosts the samples are written
 * for are known here: those of VS Code, Claude Code, Cursor, Cline, Roo and Gemini, and of Codex.
 */
export function normalServersOf(sample: string): readonly NormalServer[] {
  for (const { file, text } of filesOf(sample)) {
    const comments = new Map([...text.matchAll(/\/\/ (.*)\n\s*"(\w+)":/g)].map(([, comment = '', name = '']) => [name, comment]))
    const root = file.endsWith('.toml') ? parseToml(text) : JSON.parse(text.replace(/^\s*\/\/.*$/gm, ''))
    const servers: Readonly<Record<string, Raw>> | undefined = root.mcpServers ?? root.servers ?? root.mcp_servers
    if (servers) return Object.entries(servers).map(([name, raw]) => normal(name, raw, comments.get(name)))
  }
  throw new Error(`No file of the sample "${sample}" holds servers.`)
}

function normal(name: string, raw: Raw, comment: string | undefined): NormalServer {
  const env = texts(raw.env)
  const headers = texts(raw.headers ?? raw.http_headers)
  const args = strings(raw.args)
  const all = raw.default_tools_approval_mode === 'approve' ? ['*'] : undefined
  const approved = strings(raw.autoApprove ?? raw.alwaysAllow) ?? all
  const onlyTools = strings(raw.enabled_tools)
  const withoutTools = strings(raw.disabledTools ?? raw.disabled_tools)
  return {
    name,
    transport: typeof raw.command === 'string' ? 'stdio' : raw.type === 'sse' ? 'sse' : 'http',
    ...(comment !== undefined && { comment }),
    ...(typeof raw.command === 'string' && { command: raw.command }),
    ...(typeof raw.url === 'string' && { url: raw.url }),
    ...(args && { args }),
    ...(env && { env }),
    ...(headers && { headers }),
    ...(approved && { approved }),
    ...(onlyTools && { onlyTools }),
    ...(withoutTools && { withoutTools }),
  }
}
