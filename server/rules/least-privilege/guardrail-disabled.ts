import { holdsReference } from '../../knowledge/references.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { type Place, textOf } from '../../model/place.ts'
import { contentSpan, memberOf } from '../../syntax/find.ts'
import type { Patch } from '../../syntax/patch.ts'
import { isContainer } from '../containerOptions.ts'
import { type Confidence, defineRule, type Examples, type Severity } from '../rule.ts'
import { removeSwitch, removeWord, serversOf, switchWords } from '../switchPatches.ts'

export default defineRule({
  meta: {
    id: 'guardrail-disabled',
    group: 'least-privilege',
    title: 'Flag switches a safety control off',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where: 'arguments, variables, and keys of the host within the entry',
    when: 'a switch is set that is known to turn off a check, an approval or a sandbox: of the server table, of coding agents that run as servers (`--yolo`, `--dangerously-skip-permissions`), or of the host (`filterMapping: none`, `skip_code_challenge_check`). That is high. Medium for an option of any server whose name says so (`--dangerously-…`, `--insecure…`, `--unsafe…`, `--no-auth`, `--disable-auth`, `--disable-sandbox`, …), and for a browser without its sandbox within a container. TLS checks are `tls-verification-disabled`.',
    why: 'Somebody switched off a control the server or host has on purpose.',
    fix: { safety: 'safe', does: 'removes the switch' },
    standards: ['ASI02', 'ASI09', 'MCP07', 'CWE-1188', 'CWE-693'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const found = [...tableSwitches(entry, config), ...optionSwitches(entry), ...hostKeys(entry, config)].toSorted(
      (a, b) => a.at.span.start - b.at.span.start,
    )
    const gravest = found.find(({ severity }) => severity === 'high') ?? found[0]
    if (!gravest) return
    const patches = found.map((one) => one.patches)
    yield {
      at: gravest.at,
      severity: gravest.severity,
      confidence: gravest.confidence,
      persona: found.every(({ verified }) => !verified) ? 'pedantic' : 'regular',
      message: `"${gravest.words}" turns off a check of server "${entry.name}". Remove it, so that the check holds again.`,
      related: found
        .filter((one) => one !== gravest)
        .map(({ at, words }) => ({ span: at.span, message: `"${words}" turns off a check, too.` })),
      fixes: patches.every((some) => some !== undefined)
        ? [{ title: `Remove ${found.map(({ words }) => `"${words}"`).join(', ')}`, safety: 'safe', patches: patches.flat() }]
        : [],
    }
  },
})

interface Disabled {
  readonly at: Place
  readonly words: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly verified: boolean
  readonly patches: readonly Patch[] | undefined
}

function tableSwitches(entry: ServerEntry, config: McpConfig): readonly Disabled[] {
  return entry.launch.broadeners
    .filter(({ kind }) => kind === 'guardrail')
    .map((use) => ({
      at: use,
      words: switchWords(use, entry),
      // Within a container the sandbox of a browser often cannot start; the container is one itself.
      severity: use.key === '--no-sandbox' && isContainer(entry.launch) ? 'medium' : 'high',
      confidence: use.verified ? 'high' : 'medium',
      verified: use.verified,
      patches: removeSwitch(use, entry, config),
    }))
}

/** Options of coding agents that may run as servers; each says so in its own help (checked 2026-11). */
const AGENT_OPTIONS: ReadonlySet<string> = new Set([
  '--yolo',
  '--dangerously-skip-permissions',
  '--dangerously-bypass-approvals-and-sandbox',
])
const BY_NAME = /^--(?:dangerously|insecure|unsafe|no-auth|disable-(?:auth|sandbox|confirmation|elicitation))(?![a-z0-9])/i
/** That is another rule, and so is `--insecure` without a word behind it. */
const TLS = /tls|ssl|cert|https|^--insecure$/i
const OFF = /^(?:0|false|no|off)$/i

/** Options of any server whose names say it; those the server table knows are judged by the table. */
function optionSwitches(entry: ServerEntry): readonly Disabled[] {
  const known = new Set(serversOf(entry).flatMap(({ broadeners }) => broadeners.map(({ key }) => key)))
  const { args } = entry.launch
  return args.flatMap((argument, index): readonly Disabled[] => {
    if (argument.of !== 'server' || argument.kind !== 'flag') return []
    const name = argument.flag ?? argument.text
    const isAgents = AGENT_OPTIONS.has(name)
    if (known.has(name) || !(isAgents || (BY_NAME.test(name) && !TLS.test(name)))) return []
    const next = args[index + 1]
    const value = argument.flag === undefined ? (next?.flag === name ? next.value.text : '') : argument.value.text
    if (OFF.test(value) || (argument.flag !== undefined && holdsReference(value))) return []
    return [
      {
        at: argument,
        words: name,
        severity: isAgents ? 'high' : 'medium',
        confidence: 'high',
        verified: true,
        patches: removeWord(argument.path, entry),
      },
    ]
  })
}

/** Keys by which the host itself checks less: Copilot's filter of hidden characters, LibreChat's check that a server knows PKCE. */
function hostKeys({ node, path }: ServerEntry, { tree, host }: McpConfig): readonly Disabled[] {
  const reads = (key: string) => host.fields.some(({ name }) => name === key)
  const found: Disabled[] = []
  const fact = { severity: 'high', confidence: 'high', verified: true } as const
  const filter = textOf(tree, memberOf(node, 'filterMapping')?.value, [...path, 'filterMapping'])
  if (filter?.text === 'none' && reads('filterMapping'))
    found.push({ at: filter, words: 'filterMapping', patches: [{ op: 'remove', path: filter.path }], ...fact })
  const oauth = memberOf(node, 'oauth')?.value
  const skip = oauth?.kind === 'object' ? memberOf(oauth, 'skip_code_challenge_check') : undefined
  if (skip?.value?.kind === 'boolean' && skip.value.value && reads('oauth')) {
    const at = { span: contentSpan(tree, skip.keySpan), path: [...path, 'oauth', 'skip_code_challenge_check'] }
    found.push({ at, words: 'skip_code_challenge_check', patches: [{ op: 'remove', path: at.path }], ...fact })
  }
  return found
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"azure":{"command":"npx","args":["-y","@azure/mcp@1.0.1","server","start","--read-only"]}}}',
      also: ['ambient-credential-inheritance', 'known-vulnerable-version'],
    },
    // What the reference stands for may as well be "false".
    { host: 'claude-code', text: '{"mcpServers":{"acme":{"command":"/opt/acme","args":["--dangerously-omit-auth=${OMIT}"]}}}' },
    // Switched off, and words that only begin alike.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--disable-auth=false","--no-auth","false","--no-authors","--unsafely"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--title","--yolo-mode"],"env":{"AUTH_TYPE":"no-auth"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"azure":{"command":"npx","args":["-y","@azure/mcp@1.0.1","server","start","«--dangerously-disable-elicitation»"]}}}',
      message:
        '"--dangerously-disable-elicitation" turns off a check of server "azure". Remove it, so that the check holds again.',
      severity: 'high',
      confidence: 'high',
      fixed: '{"mcpServers":{"azure":{"command":"npx","args":["-y","@azure/mcp@1.0.1","server","start"]}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"AUTH_TYPE":"«no-auth»","READ_OPERATIONS_ONLY":"true"}}}}',
      message: '"AUTH_TYPE=no-auth" turns off a check of server "aws". Remove it, so that the check holds again.',
      severity: 'high',
      fixed:
        '{"servers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"READ_OPERATIONS_ONLY":"true"}}}}',
    },
    // The word behind a switch that takes no value stays.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"agent":{"command":"claude","args":["«--dangerously-skip-permissions»","mcp","serve"]}}}',
      message: '"--dangerously-skip-permissions" turns off a check of server "agent". Remove it, so that the check holds again.',
      severity: 'high',
      fixed: '{"mcpServers":{"agent":{"command":"claude","args":["mcp","serve"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["«--disable-auth»","--no-auth=true","/srv"]}}}',
      message: '"--disable-auth" turns off a check of server "a". Remove it, so that the check holds again.',
      severity: 'medium',
      fixed: '{"mcpServers":{"a":{"command":"/opt/a","args":["/srv"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"web":{"command":"npx","args":["-y","@playwright/mcp@0.0.56","--isolated","«--no-sandbox»"]}}}',
      message: '"--no-sandbox" turns off a check of server "web". Remove it, so that the check holds again.',
      severity: 'high',
      fixed: '{"mcpServers":{"web":{"command":"npx","args":["-y","@playwright/mcp@0.0.56","--isolated"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"web":{"command":"docker","args":["run","-i","--rm","mcr.microsoft.com/playwright/mcp@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","«--no-sandbox»"]}}}',
      message: '"--no-sandbox" turns off a check of server "web". Remove it, so that the check holds again.',
      severity: 'medium',
    },
    // A key by which the host itself checks less.
    {
      host: 'copilot-cli',
      file: '.github/mcp.json',
      text: '{"mcpServers":{"a":{"type":"http","url":"https://mcp.acme.example/mcp","tools":["read"],"filterMapping":"«none»"}}}',
      message: '"filterMapping" turns off a check of server "a". Remove it, so that the check holds again.',
      severity: 'high',
      fixed: '{"mcpServers":{"a":{"type":"http","url":"https://mcp.acme.example/mcp","tools":["read"]}}}',
    },
    // Nobody has confirmed yet what this variable does.
    {
      host: 'cursor',
      text: '{"mcpServers":{"web":{"command":"npx","args":["-y","@modelcontextprotocol/server-puppeteer@2025.5.12"],"env":{"ALLOW_DANGEROUS":"«true»"}}}}',
      message: '"ALLOW_DANGEROUS=true" turns off a check of server "web". Remove it, so that the check holds again.',
      confidence: 'medium',
      persona: 'pedantic',
    },
  ],
} satisfies Examples
