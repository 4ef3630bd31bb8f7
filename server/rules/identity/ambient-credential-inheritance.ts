import { type DefaultChain, defaultChainOf } from '../../knowledge/defaultChains.ts'
import type { Launch, Setting } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { type Place, textOf } from '../../model/place.ts'
import { contentSpan, memberOf } from '../../syntax/find.ts'
import type { Patch } from '../../syntax/patch.ts'
import { fieldOf, namesOf, settingPath } from '../entryFields.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'ambient-credential-inheritance',
    group: 'identity',
    title: 'Server inherits ambient credentials',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where:
      'entries without a credential of servers that look for one themselves; lists that pass on the environment; `SSH_AUTH_SOCK`',
    when: 'the server is known to use whatever the person is signed in to, and the entry names neither profile, role nor credential; or all variables of the host are passed on (`*`, `inheritEnv`); or the agent of SSH is. Silent in a container, which sees nothing of that, and where variables come from a file.',
    why: 'The privilege of the server is whatever the developer happens to be signed in to.',
    fix: { safety: 'review', does: 'sets the variable that names an identity, with a value to replace' },
    standards: ['NHI5', 'NHI10', 'ASI03', 'CWE-250'],
    guards: ['no-env-is-fine'],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    const { name, nameAt, launch } = entry
    const everything = passesAll(entry, config)
    if (everything) {
      yield {
        at: everything,
        message: `Server "${name}" gets every variable of its host, with all credentials among them. Name the variables it needs.`,
      }
      return
    }
    const agent = launch.env.find((setting) => setting.name === 'SSH_AUTH_SOCK' && setting.shape !== 'empty')
    if (agent) {
      yield {
        at: agent.nameAt,
        message: `Server "${name}" gets the agent of SSH, with which it can sign in wherever the person can. Give it a key of its own.`,
      }
      return
    }
    const chain = launch.known && defaultChainOf(launch.known)
    if (!chain || isPinned(chain, entry)) return
    const fix = pin(chain, entry, config)
    yield {
      at: nameAt,
      message: `Server "${name}" uses whatever the person is signed in to at ${chain.signedInTo}. ${chain.advice}`,
      fixes: fix ? [fix] : [],
    }
  },
})

/** `env_vars = ["*"]`, and `inheritEnv` where a host has it. */
function passesAll({ node, path }: ServerEntry, { host, tree }: McpConfig): Place | undefined {
  for (const field of host.names.passedEnv) {
    const list = memberOf(node, field)?.value
    if (list?.kind !== 'array') continue
    const index = list.items.findIndex((item) => item.kind === 'string' && item.value === '*')
    const all = textOf(tree, list.items[index], [...path, field, index])
    if (all) return all
  }
  const member = memberOf(node, 'inheritEnv')
  if (member?.value?.kind !== 'boolean' || !member.value.value) return undefined
  return { span: contentSpan(tree, member.keySpan), path: [...path, 'inheritEnv'] }
}

function isPinned({ pins, flags, personal }: DefaultChain, { node, launch }: ServerEntry): boolean {
  if (isContained(launch) || launch.credentials.length > 0) return true
  if (memberOf(node, 'envFile') !== undefined || launch.wrappers.some(({ kind }) => kind === 'dotenv')) return true
  const isPersonal = (name: string, value: string) =>
    personal.get(name)?.some((one) => one.toLowerCase() === value.trim().toLowerCase()) ?? false
  const isPin = ({ name, shape, value }: Setting) =>
    shape !== 'empty' && pins.includes(name) && !isPersonal(name, value?.text ?? '')
  if (launch.env.some(isPin)) return true
  return launch.args.some(({ flag, text }) => flags.includes(flag ?? text) || /^--env-?file(?:=|$)/.test(text))
}

function isContained({ runner, url }: Launch): boolean {
  return url !== undefined || runner?.name === 'docker' || runner?.name === 'podman'
}

function pin({ pin: variable, set }: DefaultChain, entry: ServerEntry, { host }: McpConfig): Fix | undefined {
  const title = `Set "${variable}", and put in an identity of its own`
  const [field] = namesOf(host, 'env')
  if (field === undefined) return undefined
  if (!fieldOf(entry, host, 'env'))
    return { title, safety: 'review', patches: [{ op: 'set', path: [...entry.path, field], value: Object.fromEntries(set) }] }
  const patches = set.flatMap(([name, value]): readonly Patch[] => {
    const path = settingPath(entry, host, 'env', name)
    return path ? [{ op: 'set', path, value }] : []
  })
  return patches.length < set.length ? undefined : { title, safety: 'review', patches }
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"AWS_API_MCP_PROFILE_NAME":"agent-triage-ro","READ_OPERATIONS_ONLY":"true"}}}}',
    },
    // no-env-is-fine: of most servers nobody knows that they look for credentials themselves; a container sees none.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","@acme/aws-mcp@1.0.0"]},"b":{"command":"uvx","args":["mcp-server-time==2025.9.25"]},"c":{"command":"npx","args":["-y","kubernetes-mcp-server@0.0.60","--read-only","--kubeconfig","/srv/agents/triage-ro.kubeconfig"]}}}',
    },
    // What the variable says is how to sign in, and this way is no person's.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"azure":{"command":"npx","args":["-y","@azure/mcp@1.0.2","server","start"],"env":{"AZURE_TOKEN_CREDENTIALS":"ManagedIdentityCredential"}}}}',
      also: ['missing-read-only-mode'],
    },
  ],
  bad: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"«aws»":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"]}}}',
      message:
        'Server "aws" uses whatever the person is signed in to at AWS. Set "AWS_API_MCP_PROFILE_NAME" to a profile of its own, with the rights it needs.',
      severity: 'medium',
      confidence: 'medium',
      fixed:
        '{"mcpServers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"AWS_API_MCP_PROFILE_NAME":"<profile of this server>"}}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"«azure»":{"command":"npx","args":["-y","@azure/mcp@1.0.2","server","start"],"env":{"AZURE_TOKEN_CREDENTIALS":"AzureCliCredential"}}}}',
      message:
        'Server "azure" uses whatever the person is signed in to at Azure. Set "AZURE_TOKEN_CREDENTIALS" to "EnvironmentCredential", and "AZURE_TENANT_ID", "AZURE_CLIENT_ID" and "AZURE_CLIENT_CERTIFICATE_PATH" to those of an identity of its own with the rights it needs.',
      fixed:
        '{"mcpServers":{"azure":{"command":"npx","args":["-y","@azure/mcp@1.0.2","server","start"],"env":{"AZURE_TOKEN_CREDENTIALS":"EnvironmentCredential","AZURE_TENANT_ID":"<tenant>","AZURE_CLIENT_ID":"<client id of this server>","AZURE_CLIENT_CERTIFICATE_PATH":"<path of its certificate>"}}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"«SSH_AUTH_SOCK»":"${SSH_AUTH_SOCK}"}}}}',
      message: 'Server "a" gets the agent of SSH, with which it can sign in wherever the person can. Give it a key of its own.',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","«inheritEnv»":true}}}',
      message: 'Server "a" gets every variable of its host, with all credentials among them. Name the variables it needs.',
    },
  ],
} satisfies Examples
