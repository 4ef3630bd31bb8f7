import { holdsReference } from '../../knowledge/references.ts'
import { SENSITIVE } from '../../knowledge/sensitive.ts'
import { readUrl } from '../../model/launch/url.ts'
import type { Launch } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import type { Place, Text } from '../../model/place.ts'
import { contentSpan } from '../../syntax/find.ts'
import type { Patch } from '../../syntax/patch.ts'
import { removeOption } from '../argumentPatches.ts'
import { removeSetting } from '../removeSetting.ts'
import { defineRule, type Examples } from '../rule.ts'
import { removeSwitch, removeWord, serversOf } from '../switchPatches.ts'

export default defineRule({
  meta: {
    id: 'tls-verification-disabled',
    group: 'supply-chain',
    title: 'TLS checks off',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'variables, options and fields of the entry',
    when: 'a variable, option or field is set that is known to turn off the check of certificates: `NODE_TLS_REJECT_UNAUTHORIZED=0`, `*_SSL_VERIFY=false`, `--insecure-skip-tls-verify`, `verifySsl: false`, or one that the server table knows for this server. Low when all addresses of the entry are loopback.',
    why: 'Anybody on the path can read and change the credential and the answers.',
    fix: { safety: 'safe', does: 'removes it' },
    standards: ['CWE-295', 'MCP07'],
    guards: ['loopback'],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const told = new Set<string>()
    const found = [...variables(entry, config), ...options(entry), ...fields(entry, config), ...tableSwitches(entry, config)]
      .toSorted((a, b) => a.at.span.start - b.at.span.start)
      .filter(({ words }) => !told.has(words) && told.add(words))
    const [first, ...others] = found
    if (!first) return
    const stays = staysOnMachine(entry.launch)
    const patches = found.map((one) => one.patches)
    yield {
      at: first.at,
      severity: stays ? 'low' : 'high',
      confidence: found.some(({ verified }) => verified) ? 'high' : 'medium',
      persona: found.some(({ verified }) => verified) ? 'regular' : 'pedantic',
      message: `"${first.words}" makes server "${entry.name}" accept any certificate${stays ? '' : ', so that anybody on the way can read and change what it sends'}. Remove it, and let it trust the certificate of your own authority instead.`,
      related: others.map(({ at, words }) => ({ span: at.span, message: `"${words}" turns the check off, too.` })),
      fixes: patches.every((some) => some !== undefined)
        ? [{ title: `Remove ${found.map(({ words }) => `"${words}"`).join(', ')}`, safety: 'safe', patches: patches.flat() }]
        : [],
    }
  },
})

interface Unchecked {
  readonly at: Place
  readonly words: string
  readonly verified: boolean
  readonly patches: readonly Patch[] | undefined
}

const FLAGS = new Set(SENSITIVE.tlsOff.filter((item) => item.startsWith('--')))
const VARIABLES = SENSITIVE.tlsOff
  .filter((item) => item.includes('='))
  .map((item) => {
    const [name = '', value = ''] = item.split('=', 2)
    return { ending: name.startsWith('*') ? name.slice(1) : undefined, name, turnsOff: /^(?:0|false)$/.test(value) }
  })
const ON = /^(?:1|true|yes|on)$/i
const OFF = /^(?:0|false|no|off)$/i

function variables(entry: ServerEntry, { tree }: McpConfig): readonly Unchecked[] {
  return entry.launch.env.flatMap((setting): readonly Unchecked[] => {
    const { name, nameAt, value } = setting
    const fact = VARIABLES.find((one) => (one.ending ? name.toUpperCase().endsWith(one.ending) : one.name === name))
    if (!fact || !value || !(fact.turnsOff ? OFF : ON).test(value.text)) return []
    return [{ at: nameAt, words: name, verified: true, patches: removeSetting(setting, entry, tree) }]
  })
}

/** Options of the container runtime speak to a registry of images, not to the server. */
function options(entry: ServerEntry): readonly Unchecked[] {
  const { args } = entry.launch
  return args.flatMap((argument, index): readonly Unchecked[] => {
    const name = argument.flag ?? argument.text
    if (argument.of === 'container' || argument.kind !== 'flag' || !FLAGS.has(name)) return []
    const next = args[index + 1]
    // These take no value; a word behind them is theirs only when it says yes or no.
    const given = argument.flag === undefined ? (next?.flag === name ? next.value.text : '') : argument.value.text
    if (OFF.test(given) || (argument.flag !== undefined && holdsReference(given))) return []
    const withValue = argument.flag === undefined && ON.test(given)
    const patches = withValue ? removeOption(argument.path, entry) : removeWord(argument.path, entry)
    return [{ at: argument, words: name, verified: true, patches }]
  })
}

/** How entries and the objects in them say it: `"verifySsl": false`, `"insecureSkipVerify": true`. */
const CHECKS = /^(?:verify_?ssl|ssl_?verify|verify_?tls|tls_?verify|reject_?unauthorized)$/i
const SKIPS = /^(?:insecure_?skip_?(?:tls_?)?verify|skip_?(?:ssl|tls)_?verif(?:y|ication))$/i

function fields({ node, path }: ServerEntry, { tree }: McpConfig): readonly Unchecked[] {
  return node.members.flatMap(({ key, keySpan, value }) => {
    const isOff = value?.kind === 'boolean' && (value.value ? SKIPS : CHECKS).test(key)
    const at = { span: contentSpan(tree, keySpan), path: [...path, key] }
    return isOff ? [{ at, words: key, verified: true, patches: [{ op: 'remove' as const, path: at.path }] }] : []
  })
}

/** The table marks the value; here it is the name that says what happens. */
function tableSwitches(entry: ServerEntry, config: McpConfig): readonly Unchecked[] {
  const keys = new Set(serversOf(entry).flatMap(({ broadeners }) => broadeners.map(({ key }) => key)))
  return entry.launch.broadeners
    .filter(({ kind, key }) => kind === 'tlsOff' && keys.has(key))
    .map((use) => ({
      at: entry.launch.env.find(({ name }) => name === use.key)?.nameAt ?? use,
      words: use.key,
      verified: use.verified,
      patches: removeSwitch(use, entry, config),
    }))
}

/** Every address in the entry leads to this machine, and there is one. */
function staysOnMachine({ url, bridged, args, env }: Launch): boolean {
  const given = [...args.map(({ value }) => value), ...env.flatMap(({ value }) => value ?? [])].flatMap(urlOf)
  const targets = [url, bridged?.url, ...given].filter((target) => target !== undefined)
  return targets.length > 0 && targets.every(({ loopback }) => loopback)
}

function urlOf(text: Text) {
  return /^(?:https?|wss?):\/\//i.test(text.text) ? (readUrl(text) ?? []) : []
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"node","args":["server.js"],"env":{"NODE_EXTRA_CA_CERTS":"/etc/ssl/acme-ca.pem"}}}}',
    },
    // What the reference stands for may as well be "false".
    { host: 'claude-code', text: '{"mcpServers":{"acme":{"command":"/opt/acme","args":["--insecure=${ACME_INSECURE}"]}}}' },
    // The check is on, or the word is another one.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--insecure=false","--insecurely","--title"],"env":{"NODE_TLS_REJECT_UNAUTHORIZED":"1","JIRA_SSL_VERIFY":"true","ACME_SKIP_TLS_VERIFY":"false","GIT_SSL_NO_VERIFY":"0","SSL_VERIFY_DEPTH":"0"}}}}',
    },
    { host: 'cursor', text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"ACME_SSL_VERIFY":"${env:ACME_SSL_VERIFY}"}}}}' },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"acme":{"command":"node","args":["server.js"],"env":{"«NODE_TLS_REJECT_UNAUTHORIZED»":"0"}}}}',
      message:
        '"NODE_TLS_REJECT_UNAUTHORIZED" makes server "acme" accept any certificate, so that anybody on the way can read and change what it sends. Remove it, and let it trust the certificate of your own authority instead.',
      severity: 'high',
      confidence: 'high',
      fixed: '{"mcpServers":{"acme":{"command":"node","args":["server.js"],"env":{}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["«--insecure-skip-tls-verify»","serve"],"env":{"ACME_SSL_VERIFY":"False"}}}}',
      message:
        '"--insecure-skip-tls-verify" makes server "a" accept any certificate, so that anybody on the way can read and change what it sends. Remove it, and let it trust the certificate of your own authority instead.',
      severity: 'high',
      fixed: '{"mcpServers":{"a":{"command":"/opt/a","args":["serve"],"env":{}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["«--insecure»","https://api.acme.example"]}}}',
      message:
        '"--insecure" makes server "a" accept any certificate, so that anybody on the way can read and change what it sends. Remove it, and let it trust the certificate of your own authority instead.',
      severity: 'high',
      fixed: '{"mcpServers":{"a":{"command":"/opt/a","args":["https://api.acme.example"]}}}',
    },
    // The name of the server table, and a general one, are one finding.
    {
      host: 'cursor',
      text: '{"mcpServers":{"es":{"command":"npx","args":["-y","@playwright/mcp@0.0.41","--headless","--isolated","«--ignore-https-errors»"]}}}',
      message:
        '"--ignore-https-errors" makes server "es" accept any certificate, so that anybody on the way can read and change what it sends. Remove it, and let it trust the certificate of your own authority instead.',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"uvx","args":["mcp-clickhouse==0.1.0"],"env":{"CLICKHOUSE_HOST":"db.acme.example","«CLICKHOUSE_VERIFY»":"false"}},"b":{"command":"/opt/b","«verifySsl»":false}}}',
      message:
        '"CLICKHOUSE_VERIFY" makes server "a" accept any certificate, so that anybody on the way can read and change what it sends. Remove it, and let it trust the certificate of your own authority instead.',
      severity: 'high',
    },
    // loopback
    {
      host: 'cursor',
      text: '{"mcpServers":{"acme":{"command":"node","args":["server.js","--url","https://localhost:8443"],"env":{"ACME_URL":"https://127.0.0.1:9443","«NODE_TLS_REJECT_UNAUTHORIZED»":"0"}}}}',
      message:
        '"NODE_TLS_REJECT_UNAUTHORIZED" makes server "acme" accept any certificate. Remove it, and let it trust the certificate of your own authority instead.',
      severity: 'low',
    },
  ],
} satisfies Examples
