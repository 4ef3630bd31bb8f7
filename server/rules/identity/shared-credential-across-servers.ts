import { isModelKey } from '../../knowledge/providers.ts'
import { servedBy } from '../../model/launch/servedBy.ts'
import type { CredentialUse, Launch } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { workspaceOf } from '../../model/pathsOfInterest.ts'
import { perEntry, placedPerEntry } from '../../model/perEntry.ts'
import type { Place } from '../../model/place.ts'
import { isLocal, readConnectionString } from '../connectionString.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'shared-credential-across-servers',
    group: 'identity',
    title: 'Same credential given to more than one server',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: 'all servers of a file, and of the files of other hosts for the same folder',
    when: 'an equal literal, or a reference to one variable or input, is given to two servers that start or reach something different. Silent: one server twice with different limits or in the files of several hosts, keys of models, databases of this machine, servers that are switched off.',
    why: 'The provider cannot tell which server acted, and revoking the credential stops all of them.',
    fix: undefined,
    standards: ['NHI9', 'ASI03', 'MCP08', 'CSF PR.AA-01'],
    guards: [],
    absorbs: [],
    note: 'Within one file it is decidable from that file; between files it needs both.',
    since: '0.1.0',
  },

  *file(config, { workspace }) {
    const holders = new Map<string, Holder>()
    for (const entry of config.servers) {
      const report = reportOf(entry, config, holders)
      if (report) yield report
    }
    // Each file of the workspace says it for itself, so that it is seen wherever one looks.
    const others = workspace.configs.filter((other) => shareWorkspace(other, config)).map(holdersOf)
    if (others.length === 0) return
    const told = new Set<string>()
    for (const entry of config.servers) {
      for (const { key, identity, index } of heldBy(entry, config)) {
        // What another server of this file holds too is said already.
        if (told.has(key) || holders.get(key)?.further) continue
        const holder = others.map((one) => one.get(key)).find((one) => one !== undefined && !isOf(one, identity))
        if (!holder) continue
        told.add(key)
        const use = usesOf(entry, config)[index]
        if (use) yield { at: use.at, message: messageFor(entry, use, `"${holder.entry.name}" in "${holder.file}"`) }
        break
      }
    }
  },
})

/** Configurations of several hosts in one folder. Another folder is another project, which has secrets of its own. */
function shareWorkspace(one: McpConfig, other: McpConfig): boolean {
  return one.scope !== 'user' && one.host.id !== other.host.id && workspaceOf(one.file) === workspaceOf(other.file)
}

/** Worked out once for a configuration, however many others are compared with it. */
const HOLDERS = new WeakMap<McpConfig, ReadonlyMap<string, Holder>>()

function holdersOf(config: McpConfig): ReadonlyMap<string, Holder> {
  const known = HOLDERS.get(config)
  if (known) return known
  const holders = new Map<string, Holder>()
  for (const entry of config.servers) remember(entry, config, holders)
  HOLDERS.set(config, holders)
  return holders
}

interface Holder {
  /** The first that holds it, and which of its credentials that is. */
  readonly entry: ServerEntry
  readonly index: number
  readonly file: string
  readonly identity: string
  /** Of the servers after it that are others. */
  further: Set<string> | undefined
}

function isOf({ identity, further }: Holder, other: string): boolean {
  return identity === other || further?.has(other) === true
}

interface Held {
  readonly key: string
  readonly identity: string
  /** Among the credentials of the entry. */
  readonly index: number
}

/** One finding for an entry that holds what another server before it holds. */
function reportOf(entry: ServerEntry, config: McpConfig, holders: Map<string, Holder>): Report | undefined {
  const all = heldBy(entry, config)
  if (all.length === 0) return undefined
  const isShared = ({ key, identity }: Held): boolean => {
    const holder = holders.get(key)
    return holder !== undefined && !isOf(holder, identity)
  }
  const shared = all.some(isShared) ? all.filter(isShared) : []
  const [held] = shared
  const holder = held && holders.get(held.key)
  remember(entry, config, holders)
  if (!holder) return undefined
  const uses = usesOf(entry, config)
  const [first, ...others] = shared.flatMap(({ index }) => uses[index] ?? [])
  const before = usesOf(holder.entry, config)[holder.index]
  if (!first || !before) return undefined
  return {
    at: first.at,
    message: messageFor(entry, first, `"${holder.entry.name}"`),
    related: [
      { span: before.at.span, message: `Server "${holder.entry.name}" gets it here.` },
      ...others.map(({ at, name }) => ({ span: at.span, message: `"${name}" is shared too.` })),
    ],
  }
}

function messageFor(entry: ServerEntry, use: Use, other: string): string {
  return `Server "${entry.name}" gets the same credential in "${use.name}" as server ${other}, so nobody can tell which of them acted. Give each a credential of its own, with only its rights.`
}

function remember(entry: ServerEntry, config: McpConfig, holders: Map<string, Holder>): void {
  for (const { key, identity, index } of heldBy(entry, config)) {
    const holder = holders.get(key)
    if (!holder) holders.set(key, { entry, index, file: config.file, identity, further: undefined })
    else if (identity !== holder.identity) {
      holder.further ??= new Set()
      holder.further.add(identity)
    }
  }
}

const NOTHING_HELD: readonly Held[] = []

/** What an entry holds. */
const heldBy = perEntry(({ enabled, launch }, { file }): readonly Held[] => {
  if (!enabled || launch.credentials.length === 0) return NOTHING_HELD
  const identity = identityOf(launch)
  if (identity === undefined) return NOTHING_HELD
  return launch.credentials.flatMap((use, index) => {
    const key = isOfNoMatter(use) ? undefined : keyOf(use, file)
    return key === undefined ? [] : [{ key, identity, index }]
  })
})

interface Use {
  readonly name: string
  readonly at: Place
}

/** Its credentials in their order, as far as a finding shows them. */
const usesOf = placedPerEntry(({ launch }): readonly Use[] =>
  launch.credentials.map(({ name, at: { span, path } }) => ({ name, at: { span, path } })),
)

const MODEL_NAME =
  /OPENAI|ANTHROPIC|CLAUDE|GEMINI|MISTRAL|GROQ|DEEPSEEK|OPENROUTER|XAI|COHERE|PERPLEXITY|DASHSCOPE|MOONSHOT|Z_?AI|LLM|MODEL|HF_TOKEN|HUGGING/i

function isOfNoMatter({ kind, name, at }: CredentialUse): boolean {
  if (
    (kind && isModelKey(kind)) ||
    MODEL_NAME.test(name) ||
    (at.text.length < 200 && MODEL_NAME.test(referenceIn(at.text) ?? ''))
  )
    return true
  return kind?.id === 'dsn' && isLocal(readConnectionString(at.text))
}

/** The same for the same credential, and only in memory: the secret itself, or where it comes from. */
function keyOf({ evidence, at, where }: CredentialUse, file: string): string | undefined {
  if (where === 'elsewhere') return undefined
  if (evidence === 'literal') return `value ${at.text}`
  const reference = referenceIn(at.text)
  if (reference === undefined) return undefined
  // Inputs belong to their file.
  return reference.startsWith('input:') ? `${reference} of ${file}` : `variable ${reference}`
}

/** `${env:X}`, `{env:X}`, `${X:-…}`, `$X`, `%X%` and a bare name are the variable X. */
function referenceIn(text: string): string | undefined {
  if (text.length > 400) return undefined
  const input = /\$\{(input:[\w.-]{1,100})\}/.exec(text)?.[1]
  if (input !== undefined) return input
  return /(?:\$\{|\{)(?:env:)?([A-Za-z_]\w{0,100})(?::-[^{}]*)?\}|\$(?:env:)?([A-Za-z_]\w{0,100})\b|%([A-Za-z_]\w{0,100})%|^([A-Za-z_]\w{0,100})$/i
    .exec(text)
    ?.slice(1)
    .find((name) => name !== undefined)
}

/**
 * What starts, or where a request goes: a published server is one however it is reached, and so are the endpoints of one
 * host. Undefined where it cannot be told.
 */
function identityOf({ known, bridged, url, source, script, program }: Launch): string | undefined {
  const server = servedBy({ bridged, known })
  if (server) return `known ${server.id}`
  const address = url ?? bridged?.url
  if (address) return `host ${address.hostname}`
  if (source) return `${source.ecosystem} ${source.name}`
  const started = script ?? program
  return started && `program ${started.text}`
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      also: ['missing-read-only-mode'],
      text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${GH_READ_TOKEN}"}},"release":{"command":"npx","args":["-y","@acme/release-mcp@1.0.0"],"env":{"GITHUB_TOKEN":"${GH_RELEASE_TOKEN}"}}}}',
    },
    // The same server twice, endpoints of one host, and the key of a model.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","@acme/a@1.0.0","--read"],"env":{"ACME_TOKEN":"${ACME_TOKEN}"}},"b":{"command":"npx","args":["-y","@acme/a@1.0.0"],"env":{"ACME_TOKEN":"${ACME_TOKEN}"}},"c":{"type":"http","url":"https://mcp.acme.example/c","headers":{"Authorization":"Bearer ${C_TOKEN}"}},"d":{"type":"http","url":"https://mcp.acme.example/d","headers":{"Authorization":"Bearer ${C_TOKEN}"}},"e":{"command":"/opt/e","env":{"OPENAI_API_KEY":"${OPENAI_API_KEY}"}},"f":{"command":"/opt/f","env":{"OPENAI_API_KEY":"${OPENAI_API_KEY}"}}}}',
    },
    // One published server, started here and reached there.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","@upstash/context7-mcp@2.1.1"],"env":{"CONTEXT7_API_KEY":"${CONTEXT7_API_KEY}"}},"b":{"type":"http","url":"https://mcp.context7.com/mcp","headers":{"CONTEXT7_API_KEY":"${CONTEXT7_API_KEY}"}}}}',
    },
    // The file of another project, and the same server in the file of another host.
    {
      host: 'cursor',
      file: 'web/.cursor/mcp.json',
      beside: [
        {
          host: 'claude-code',
          file: 'api/.mcp.json',
          text: '{"mcpServers":{"a":{"command":"npx","args":["-y","@acme/a@1.0.0"],"env":{"ACME_TOKEN":"${ACME_TOKEN}"}}}}',
        },
      ],
      text: '{"mcpServers":{"b":{"command":"npx","args":["-y","@acme/b@1.0.0"],"env":{"ACME_TOKEN":"${env:ACME_TOKEN}"}}}}',
    },
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      beside: [
        {
          host: 'claude-code',
          file: '.mcp.json',
          text: '{"mcpServers":{"a":{"command":"npx","args":["-y","@acme/a@1.0.0"],"env":{"ACME_TOKEN":"${ACME_TOKEN}"}}}}',
        },
      ],
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","@acme/a@1.0.0"],"env":{"ACME_TOKEN":"${env:ACME_TOKEN}"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${GH_TOKEN}"}},"release":{"command":"npx","args":["-y","@acme/release-mcp@1.0.0"],"env":{"GITHUB_TOKEN":"«${GH_TOKEN}»"}}}}',
      message:
        'Server "release" gets the same credential in "GITHUB_TOKEN" as server "github", so nobody can tell which of them acted. Give each a credential of its own, with only its rights.',
      severity: 'medium',
    },
    // An equal literal, and an input.
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2"}},"b":{"command":"/opt/b","env":{"B_TOKEN":"«xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2»"}},"c":{"command":"/opt/c","env":{"C_TOKEN":"${input:token}"}},"d":{"type":"http","url":"https://mcp.acme.example/mcp","headers":{"Authorization":"«Bearer ${input:token}»"}}}}',
      message:
        'Server "b" gets the same credential in "B_TOKEN" as server "a", so nobody can tell which of them acted. Give each a credential of its own, with only its rights.',
    },
    // In another file of the workspace, which spells the reference in its own way.
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      beside: [
        {
          host: 'claude-code',
          file: '.mcp.json',
          text: '{"mcpServers":{"a":{"command":"npx","args":["-y","@acme/a@1.0.0"],"env":{"ACME_TOKEN":"${ACME_TOKEN}"}}}}',
        },
      ],
      text: '{"mcpServers":{"b":{"command":"npx","args":["-y","@acme/b@1.0.0"],"env":{"ACME_TOKEN":"«${env:ACME_TOKEN}»"}}}}',
      message:
        'Server "b" gets the same credential in "ACME_TOKEN" as server "a" in ".mcp.json", so nobody can tell which of them acted. Give each a credential of its own, with only its rights.',
    },
  ],
} satisfies Examples
