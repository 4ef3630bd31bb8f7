import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Launch } from '../../model/launch.ts'
import type { Text } from '../../model/place.ts'
import { decodeBasic } from '../basicAuth.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'basic-auth-human',
    group: 'secrets',
    title: 'HTTP Basic or username+password of a person',
    tier: 1,
    severity: 'medium',
    confidence: 'medium',
    persona: 'regular',
    where: '`Authorization: Basic`, and variables such as `WIKI_USERNAME` beside `WIKI_PASSWORD` or `WIKI_TOKEN`',
    when: 'the user is the e-mail address of a person; low for Atlassian, whose API tokens need one. Addresses of services (`svc-`, `bot-`, `automation@`) and those of a manual are none.',
    why: 'Actions are attributed to the person, and a second factor is bypassed.',
    fix: undefined,
    standards: ['NHI10', 'CWE-522', 'CSF PR.AA-03'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const uses = [...inHeaders(launch), ...inVariables(launch)]
    const first = uses.find(({ isAtlassian }) => !isAtlassian) ?? uses[0]
    if (!first) return
    yield {
      at: first.at,
      severity: first.isAtlassian ? 'low' : 'medium',
      message: `Server "${name}" signs in as a person, by "${first.name}", so all it does is done in that person's name and without a second factor. ${first.isAtlassian ? 'Make the token with an account of its own' : 'Give it an account or a token of its own'}.`,
      related: uses
        .filter((one) => one !== first)
        .map(({ at, name: variable }) => ({ span: at.span, message: `"${variable}" names a person too.` })),
    }
  },
})

interface PersonalSignIn {
  readonly at: Text
  readonly name: string
  readonly isAtlassian: boolean
}

function inHeaders({ headers, url, bridged }: Launch): readonly PersonalSignIn[] {
  return headers.flatMap(({ name, value }): readonly PersonalSignIn[] => {
    const user = value && /^(?:proxy-)?authorization$/i.test(name) ? decodeBasic(value.text)?.user : undefined
    if (!value || user === undefined || !isPerson(user)) return []
    return [{ at: value, name, isAtlassian: /(?:^|\.)atlassian\.(?:com|net)$/.test((url ?? bridged?.url)?.hostname ?? '') }]
  })
}

const SECRETS = ['PASSWORD', 'PASS', 'PASSWD', 'TOKEN', 'KEY', 'API_TOKEN', 'API_KEY']

function inVariables({ env, known }: Launch): readonly PersonalSignIn[] {
  const set = new Set(env.filter(({ shape }) => shape !== 'empty').map(({ name }) => name.toUpperCase()))
  return env.flatMap(({ name, value, shape }): readonly PersonalSignIn[] => {
    const prefix = /^(.*?)(?:USER|USER_?NAME|LOGIN)$/i.exec(name)?.[1]
    // An address of an example domain is a placeholder by its words; whether it is a person's says its own test.
    if (prefix === undefined || !value || shape === 'reference' || !isPerson(value.text)) return []
    if (!SECRETS.some((secret) => set.has(prefix.toUpperCase() + secret))) return []
    const isAtlassian = /^(?:JIRA|CONFLUENCE|ATLASSIAN|BITBUCKET)/i.test(prefix) || (known?.id.includes('atlassian') ?? false)
    return [{ at: value, name, isAtlassian }]
  })
}

const MAX_CHARS = 254

/** An address that is neither of a service nor left open by a manual (RFC 2606 for `example.com`). */
function isPerson(user: string): boolean {
  if (user.length > MAX_CHARS || !/^[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/.test(user)) return false
  const [local = '', domain = ''] = user.toLowerCase().split('@')
  if (
    /^(?:your|my)|^(?:e?mail|user(?:name)?|me|you|name|someone|somebody|first\.?last|test|dev|demo|admin|info|support|api|mcp|jira|confluence|wiki)$/.test(
      local,
    )
  )
    return false
  if (/^(?:example\.(?:com|org|net)|(?:your|my).*|company\.com|domain\.(?:com|tld)|email\.com|mail\.com)$/.test(domain))
    return false
  return (
    !SENSITIVE.serviceAccountNames.some((test) => test.test(user)) &&
    !/(?:^|[-_.+])(?:svc|bot|service|agent|automation|mcp|ci)(?:[-_.+]|$)/.test(local)
  )
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"wiki":{"command":"npx","args":["-y","@acme/wiki-mcp@1.0.0"],"env":{"WIKI_USERNAME":"svc-wiki-agent@acme.example","WIKI_PASSWORD":"${WIKI_AGENT_PASSWORD}"}}}}',
    },
    // What a manual leaves open, a name that is no address, and one without a secret beside it.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_USERNAME":"your.email@company.com","A_PASSWORD":"<password>","B_USERNAME":"user@example.com","B_TOKEN":"${B_TOKEN}","C_USERNAME":"reporter","C_TOKEN":"${C_TOKEN}","D_USERNAME":"ann.lee@acme.example","E_USERNAME":"release-bot@acme.example","E_PASSWORD":"${E_PASSWORD}"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"wiki":{"command":"npx","args":["-y","@acme/wiki-mcp@1.0.0"],"env":{"WIKI_USERNAME":"«ann.lee@acme.example»","WIKI_PASSWORD":"${WIKI_PASSWORD}"}}}}',
      message:
        'Server "wiki" signs in as a person, by "WIKI_USERNAME", so all it does is done in that person\'s name and without a second factor. Give it an account or a token of its own.',
      severity: 'medium',
    },
    // ann.lee@acme.example
    {
      host: 'cursor',
      text: '{"mcpServers":{"wiki":{"url":"https://wiki.acme.example/mcp","headers":{"Authorization":"«Basic YW5uLmxlZUBhY21lLmV4YW1wbGU6RVhBTVBMRTBOT1RSRUFMMQ==»"}}}}',
      message:
        'Server "wiki" signs in as a person, by "Authorization", so all it does is done in that person\'s name and without a second factor. Give it an account or a token of its own.',
      severity: 'medium',
    },
    // An API token of Atlassian is always somebody's.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["mcp-atlassian==0.21.0"],"env":{"JIRA_USERNAME":"«ann.lee@acme.example»","JIRA_API_TOKEN":"${JIRA_API_TOKEN}"}}}}',
      message:
        'Server "jira" signs in as a person, by "JIRA_USERNAME", so all it does is done in that person\'s name and without a second factor. Make the token with an account of its own.',
      severity: 'low',
    },
  ],
} satisfies Examples
