import type { Argument } from '../../model/launch.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import type { Patch } from '../../syntax/patch.ts'
import { samePath } from '../argumentPatches.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'debug-server-configured',
    group: 'supply-chain',
    title: 'Test or debugging server is configured',
    tier: 1,
    severity: 'low',
    confidence: 'high',
    persona: 'regular',
    where: 'the server that is started',
    when: 'it is the reference server that tests every feature, or the inspector, alone or in front of another server, and the entry is not disabled.',
    why: 'Test servers print the environment, the inspector starts what a page tells it to, and neither was meant to face a model.',
    fix: {
      safety: 'safe',
      does: 'removes the entry; where the inspector stands in front of another server, to be reviewed, only the inspector',
    },
    standards: ['CWE-489', 'SAFE-T1109'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry) {
    const { name, nameAt, launch, path, enabled } = entry
    const { known, source } = launch
    if (!known || !DEBUG_SERVERS.has(known.id) || !enabled) return
    const at = source ?? nameAt
    const removal: Fix = { title: `Remove server "${name}"`, safety: 'safe', patches: [{ op: 'remove', path }] }
    if (known.id !== INSPECTOR) {
      const message = `Server "${name}" is "${known.name}", made for tests: its tools print what a model should not see. Remove it once you are done.`
      yield { at, message, fixes: [removal] }
      return
    }
    const inner = wrapped(launch.args)
    const what = inner ? `is started through "${known.name}"` : `is "${known.name}"`
    const advice = inner ? `Start "${inner.text}" itself once you are done.` : 'Remove it once you are done.'
    const unwrapping = inner && unwrap(entry, inner)
    yield {
      at,
      message: `Server "${name}" ${what}, a web page for trying servers with a proxy that starts any program it is told to. ${advice}`,
      fixes: inner ? (unwrapping ? [unwrapping] : []) : [removal],
    }
  },
})

const INSPECTOR = 'inspector'
/** Ids of the server table. */
const DEBUG_SERVERS = new Set(['everything', INSPECTOR])

/**
 * What the inspector is told to start: its first word that is no option (modelcontextprotocol/inspector README, 2026-11).
 * Behind an option nobody can tell whether a word is its value.
 */
function wrapped(args: readonly Argument[]): Argument | undefined {
  const own = args.filter(({ of, kind }) => of === 'server' && kind !== 'package')
  const separator = own.findIndex(({ text }) => text === '--')
  const first = separator < 0 ? own[0] : own[separator + 1]
  return first && first.flag === undefined && !first.text.startsWith('-') && !/^https?:/i.test(first.text) ? first : undefined
}

/** Only where each word stands alone, and nothing else is in front. */
function unwrap({ launch, command }: ServerEntry, inner: Argument): Fix | undefined {
  const { args, program, wrappers } = launch
  const before = args.slice(0, args.indexOf(inner))
  const words = new Set(args.map(({ path }) => JSON.stringify(path)))
  if (!command || !program || wrappers.length > 0 || !samePath(command.path, program.path) || words.size < args.length)
    return undefined
  const isList = typeof command.path.at(-1) === 'number'
  const gone = isList ? [program, ...before] : [...before, inner]
  const patches: readonly Patch[] = [
    ...(isList ? [] : [{ op: 'set' as const, path: command.path, value: inner.text }]),
    ...gone.map(({ path }) => ({ op: 'remove' as const, path })),
  ]
  return { title: `Start "${inner.text}" without the inspector`, safety: 'review', patches }
}

export const examples = {
  good: [
    { host: 'claude-code', file: '.mcp.json', text: '{"mcpServers":{}}' },
    {
      host: 'cline',
      text: '{"mcpServers":{"everything":{"command":"npx","args":["-y","@modelcontextprotocol/server-everything@2026.7.10"],"disabled":true}}}',
    },
    // A name says nothing about what is started.
    { host: 'cursor', text: '{"mcpServers":{"everything":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}' },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"everything":{"command":"npx","args":["-y","«@modelcontextprotocol/server-everything@2026.7.10»"]}}}',
      message:
        'Server "everything" is "Everything (test server)", made for tests: its tools print what a model should not see. Remove it once you are done.',
      severity: 'low',
      confidence: 'high',
      fixed: '{"mcpServers":{}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]},"look":{"command":"npx","args":["«@modelcontextprotocol/inspector@0.17.0»"]}}}',
      message:
        'Server "look" is "MCP Inspector", a web page for trying servers with a proxy that starts any program it is told to. Remove it once you are done.',
      fixed: '{"servers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    // The server behind it is what somebody wants.
    {
      host: 'roo',
      text: '{"mcpServers":{"time":{"command":"npx","args":["-y","«@modelcontextprotocol/inspector@0.17.0»","uvx","mcp-server-time==2026.1.1","--local-timezone","UTC"]}}}',
      message:
        'Server "time" is started through "MCP Inspector", a web page for trying servers with a proxy that starts any program it is told to. Start "uvx" itself once you are done.',
      severity: 'low',
      fixed: '{"mcpServers":{"time":{"command":"uvx","args":["mcp-server-time==2026.1.1","--local-timezone","UTC"]}}}',
    },
    {
      host: 'opencode',
      text: '{"mcp":{"git":{"type":"local","command":["npx","-y","«@modelcontextprotocol/inspector@0.17.0»","--","/opt/git-server","--stdio"]}}}',
      message:
        'Server "git" is started through "MCP Inspector", a web page for trying servers with a proxy that starts any program it is told to. Start "/opt/git-server" itself once you are done.',
      fixed: '{"mcp":{"git":{"type":"local","command":["/opt/git-server","--stdio"]}}}',
    },
    // A word of a shell line cannot be taken out alone.
    {
      host: 'cursor',
      text: '{"mcpServers":{"git":{"command":"cmd","args":["/c","npx","-y","«@modelcontextprotocol/inspector@0.17.0»","node","server.js"]}}}',
      message:
        'Server "git" is started through "MCP Inspector", a web page for trying servers with a proxy that starts any program it is told to. Start "node" itself once you are done.',
    },
  ],
} satisfies Examples
