import type { CredentialKind } from './credentials.ts'
import { SENSITIVE } from './sensitive.ts'
import type { KnownServer } from './servers.ts'

/** Words by which the servers, variables and host names of a provider are told, where its own name is not the only one. */
const WORDS: Readonly<Record<string, RegExp>> = {
  // Servers for git work with any host of repositories; people call their own host "git.…" or "ghe.…".
  GitHub: /git|(?:^|[.-])ghe(?:[.-]|$)/i,
  GitLab: /git/i,
  AWS: /aws|amazon|bedrock/i,
  Google: /google|gcp|gemini|firebase|vertex|youtube|gmail|gdrive/i,
  'Microsoft Entra': /azure|entra|microsoft|ms365|msgraph|office|sharepoint|outlook|teams|graph/i,
  'Azure DevOps': /azure|devops|ado|vsts|visualstudio/i,
  Atlassian: /atlassian|jira|confluence|bitbucket|compass/i,
  'HCP Terraform': /terraform|tfe|hashi/i,
  'HashiCorp Vault': /vault|hashi|secret/i,
  '1Password': /1password|onepassword|secret/i,
  'Fly.io': /fly/i,
  'Hugging Face': /hugging|hf/i,
  OpenAI: /openai|gpt/i,
  Anthropic: /anthropic|claude/i,
}

/** Providers whose software people run on hosts of their own: an unknown host may well be one of them. */
const SELF_HOSTED: ReadonlySet<string> = new Set([
  'GitLab',
  'Grafana',
  'Sentry',
  'Databricks',
  'Atlassian',
  'HCP Terraform',
  'Dynatrace',
])

/** Keys of models, which servers of every kind use to think with. */
const MODELS: ReadonlySet<string> = new Set(['OpenAI', 'Anthropic', 'Perplexity', 'Hugging Face'])
const MODEL_KINDS: ReadonlySet<string> = new Set(['gcp-api-key', 'aws-bedrock-longterm', 'aws-bedrock-short'])

export function isModelKey({ id, provider }: CredentialKind): boolean {
  return MODELS.has(provider) || MODEL_KINDS.has(id)
}

export function isSelfHosted({ provider }: CredentialKind): boolean {
  return SELF_HOSTED.has(provider)
}

/** Whether a host name is one at which this kind works, or one that is named like its provider. */
export function isHostOf({ expectedHosts, provider }: CredentialKind, hostname: string): boolean {
  return expectedHosts.some((host) => fits(host, hostname)) || wordsOf(provider).test(hostname)
}

/** Whether a published server is one that works with this kind of credential, or passes on any. */
export function takesCredential(server: KnownServer, { provider, expectedHosts }: CredentialKind, name: string): boolean {
  if (SENSITIVE.credentialCarriers.includes(server.id) || server.runsCommands || server.egress.includes('*')) return true
  if (server.credentials.env.includes(name)) return true
  const words = wordsOf(provider)
  const names = [server.id, server.name, ...server.credentials.env, ...server.egress]
  return names.some((one) => words.test(one)) || server.egress.some((host) => expectedHosts.some((own) => fits(own, host)))
}

function wordsOf(provider: string): RegExp {
  return WORDS[provider] ?? new RegExp(provider.replace(/[^A-Za-z0-9]/g, '.?'), 'i')
}

function fits(pattern: string, hostname: string): boolean {
  if (!pattern.startsWith('*.')) return hostname === pattern
  return hostname === pattern.slice(2) || hostname.endsWith(pattern.slice(1))
}
