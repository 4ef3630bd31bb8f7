import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Launch } from '../../model/launch.ts'
import type { Place, Text } from '../../model/place.ts'
import type { Patch } from '../../syntax/patch.ts'
import { addSwitch } from '../addSwitch.ts'
import { listeningPort, showsListening } from '../listening.ts'
import { type Confidence, defineRule, type Examples, type Fix, type Severity } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'host-origin-check-disabled',
    group: 'transport',
    title: 'Host/Origin validation wildcard',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: '`--allowed-hosts`, `--allowed-origins`, `--cors`, `*_ALLOWED_HOSTS`, `*_ALLOWED_ORIGINS`',
    when: 'the value is `*`, or the option is absent on a server of the table that then lets every host in and that listens on a port; low for a known server that nothing tells to listen on a port.',
    why: 'A web page can reach the server through DNS rebinding.',
    fix: { safety: 'review', does: 'inserts the loopback host and port' },
    standards: ['CWE-346', 'CWE-942', 'MCP spec streamable-http'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { launch, name } = entry
    const [first, ...others] = openChecks(launch)
    if (first) {
      yield {
        at: first,
        severity: severityOf(launch),
        confidence: first.confidence,
        message: `Server "${name}" answers whatever host or page asks, since "${first.name}" lets all in: any web page can reach it through DNS rebinding. Name the hosts that may ask.`,
        related: others.map((other) => ({ span: other.span, message: `"${other.name}" lets all in too.` })),
        fixes: nameLoopback([first, ...others], launch),
      }
    } else if (isOpenByDefault(launch)) {
      const port = listeningPort(launch) ?? DEFAULT_PORT
      const patches = addSwitch(
        { kind: 'network', where: 'args', key: HOSTS, value: `localhost:${port}`, effect: '', verified: true },
        entry,
        config,
      )
      yield {
        at: entry.nameAt,
        confidence: 'medium',
        message: `Server "${name}" listens on a port and answers whatever host is asked for, so that any web page can reach it through DNS rebinding. Add "${HOSTS}" with the hosts that may ask, or "--stdio".`,
        fixes: patches ? [{ title: `Add ${HOSTS}=localhost:${port}`, safety: 'review', patches }] : [],
      }
    }
  },
})

const HOSTS = '--allowed-hosts'
/** Of the MCP Toolbox (googleapis.github.io/genai-toolbox/reference/cli, checked 2026-11). */
const DEFAULT_PORT = '5000'

interface OpenCheck extends Place {
  readonly name: string
  /** What to replace; undefined for an option that only is present. */
  readonly value: Text | undefined
  readonly isOrigin: boolean
  readonly confidence: Confidence
}

function openChecks(launch: Launch): readonly OpenCheck[] {
  const { args, env, known } = launch
  // For a browser server it says which pages it may open, not who may ask it.
  const isBrowser = known?.dataClasses.includes('browser-session') === true
  const flags = args.flatMap((arg, at): readonly OpenCheck[] => {
    const { of, kind, flag, text, value, span, path } = arg
    if (of !== 'server') return []
    // supergateway takes `--cors` without a value for "every page" (its README, not verified).
    if (kind === 'flag' && flag === undefined && text === '--cors' && known?.id === 'supergateway')
      return args[at + 1]?.flag === text
        ? []
        : [{ span, path, name: text, value: undefined, isOrigin: true, confidence: 'medium' }]
    if (flag === undefined || !FLAG.test(flag) || value.text !== '*') return []
    if (isBrowser && flag === '--allowed-origins') return []
    return [{ span: value.span, path: value.path, name: flag, value, isOrigin: flag !== HOSTS, confidence: 'high' }]
  })
  const variables = env.flatMap(({ name, value }): readonly OpenCheck[] =>
    value?.text === '*' && VARIABLE.test(name)
      ? [{ span: value.span, path: value.path, name, value, isOrigin: name.endsWith('ORIGINS'), confidence: 'high' }]
      : [],
  )
  return [...flags, ...variables]
}

const FLAG = /^--(?:allowed-hosts|allowed-origins|cors(?:-origins?)?)$/
const VARIABLE = /(?:^|_)ALLOWED_(?:HOSTS|ORIGINS)$/

/** Many servers speak on their standard input until they are told to listen; then the option is without effect. */
function severityOf(launch: Launch): Severity {
  const speaksOnStdio = launch.known !== undefined && !listensByItself(launch) && launch.known.id !== 'supergateway'
  return speaksOnStdio && !showsListening(launch) ? 'low' : 'high'
}

function listensByItself({ known }: Launch): boolean {
  return known !== undefined && SENSITIVE.openToAnyHost.includes(known.id)
}

function isOpenByDefault(launch: Launch): boolean {
  if (!listensByItself(launch) || launch.url) return false
  return !launch.args.some(({ text, flag }) => text === '--stdio' || flag === HOSTS || text === HOSTS)
}

function nameLoopback(checks: readonly OpenCheck[], launch: Launch): readonly Fix[] {
  const port = listeningPort(launch) ?? (listensByItself(launch) ? DEFAULT_PORT : undefined)
  if (port === undefined || checks.some(({ value }) => value === undefined)) return []
  const patches = checks.flatMap(({ value, isOrigin }): readonly Patch[] =>
    value ? [{ op: 'text', span: value.span, text: `${isOrigin ? 'http://' : ''}localhost:${port}` }] : [],
  )
  return [{ title: `Let only localhost:${port} in`, safety: 'review', patches }]
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"toolbox":{"command":"toolbox","args":["--address","127.0.0.1","--allowed-hosts","localhost:5000"]}}}',
    },
    // On its standard input nobody else can ask it, and a browser server is told which pages to open.
    {
      host: 'cursor',
      text: '{"mcpServers":{"toolbox":{"command":"toolbox","args":["--prebuilt","postgres","--stdio"]},"a":{"command":"/opt/a","args":["--allowed-hosts","api.acme.example","--glob","*"]}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"browser":{"command":"npx","args":["-y","@playwright/mcp@0.0.50","--isolated","--allowed-origins","*"]}}}',
      also: ['unrestricted-egress'],
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"toolbox":{"command":"toolbox","args":["--address","127.0.0.1","--allowed-hosts","«*»"]}}}',
      message:
        'Server "toolbox" answers whatever host or page asks, since "--allowed-hosts" lets all in: any web page can reach it through DNS rebinding. Name the hosts that may ask.',
      severity: 'high',
      confidence: 'high',
      fixed:
        '{"mcpServers":{"toolbox":{"command":"toolbox","args":["--address","127.0.0.1","--allowed-hosts","localhost:5000"]}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"/opt/a","args":["--port","8080"],"env":{"ACME_ALLOWED_ORIGINS":"«*»","ACME_ALLOWED_HOSTS":"*"}}}}',
      message:
        'Server "a" answers whatever host or page asks, since "ACME_ALLOWED_ORIGINS" lets all in: any web page can reach it through DNS rebinding. Name the hosts that may ask.',
      severity: 'high',
      fixed:
        '{"servers":{"a":{"command":"/opt/a","args":["--port","8080"],"env":{"ACME_ALLOWED_ORIGINS":"http://localhost:8080","ACME_ALLOWED_HOSTS":"localhost:8080"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"«toolbox»":{"command":"toolbox","args":["--tools-file","tools.yaml"]}}}',
      message:
        'Server "toolbox" listens on a port and answers whatever host is asked for, so that any web page can reach it through DNS rebinding. Add "--allowed-hosts" with the hosts that may ask, or "--stdio".',
      severity: 'high',
      confidence: 'medium',
      fixed:
        '{"mcpServers":{"toolbox":{"command":"toolbox","args":["--tools-file","tools.yaml","--allowed-hosts=localhost:5000"]}}}',
    },
    // Nothing tells this server to listen.
    {
      host: 'cursor',
      text: '{"mcpServers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"READ_OPERATIONS_ONLY":"true","AWS_API_MCP_ALLOWED_HOSTS":"«*»"}}}}',
      message:
        'Server "aws" answers whatever host or page asks, since "AWS_API_MCP_ALLOWED_HOSTS" lets all in: any web page can reach it through DNS rebinding. Name the hosts that may ask.',
      severity: 'low',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","supergateway@3.4.3","--port","8000","«--cors»","--stdio","/opt/a"]}}}',
      message:
        'Server "a" answers whatever host or page asks, since "--cors" lets all in: any web page can reach it through DNS rebinding. Name the hosts that may ask.',
      severity: 'high',
      confidence: 'medium',
    },
  ],
} satisfies Examples
