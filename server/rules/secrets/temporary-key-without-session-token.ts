import type { Setting } from '../../model/launch.ts'
import type { ServerEntry } from '../../model/mcpConfig.ts'
import { memberOf } from '../../syntax/find.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'temporary-key-without-session-token',
    group: 'secrets',
    title: 'ASIA key without AWS_SESSION_TOKEN (or AKIA with one)',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: '`env`',
    when: '`AWS_ACCESS_KEY_ID` is a literal `ASIA…` without `AWS_SESSION_TOKEN` beside it, or a literal `AKIA…` with one. Silent where variables also come from a file, which may hold the token.',
    why: 'The parts do not fit together, so requests fail or the SDK falls back to whatever the person is signed in to.',
    fix: undefined,
    standards: ['NHI4', 'CWE-1188'],
    guards: [],
    // A temporary key that misses its token opens nothing; one with a token it cannot have is still a secret.
    absorbs: ['hardcoded-secret'],
    note: 'With all three parts present there is no finding of this rule; a literal secret key is still one of `hardcoded-secret`.',
    since: '0.1.0',
  },

  *server(entry) {
    const { env, credentials } = entry.launch
    const kinds = ['aws-access-key-temporary', 'aws-access-key-longterm']
    const key = credentials.find(
      ({ name, kind, evidence }) => name === 'AWS_ACCESS_KEY_ID' && evidence === 'literal' && kinds.includes(kind?.id ?? ''),
    )
    if (!key) return
    const token = env.find(({ name }) => name === 'AWS_SESSION_TOKEN')
    const isTemporary = key.kind?.id === 'aws-access-key-temporary'
    if (isTemporary && !isSet(token) && !readsFile(entry)) {
      yield {
        at: key.at,
        value: key.at.span,
        message: `Server "${entry.name}" gets a temporary AWS key, ASIA…, without its "AWS_SESSION_TOKEN", so the key does not work. Let the server use a named profile with a role of its own, or set all three variables by reference.`,
      }
    }
    if (!isTemporary && token && isSet(token)) {
      yield {
        at: token.nameAt,
        // Not the key: that stays a secret in plain text.
        value: token.nameAt.span,
        message: `Server "${entry.name}" gets a long-term AWS key, AKIA…, together with "AWS_SESSION_TOKEN", which belongs to a temporary key only, so AWS refuses both. Set the three parts of one temporary key by reference, or remove the token.`,
      }
    }
  },
})

function isSet(token: Setting | undefined): boolean {
  return token !== undefined && token.shape !== 'empty'
}

/** What the file says is not known here. */
function readsFile({ node, launch }: ServerEntry): boolean {
  if (memberOf(node, 'envFile') !== undefined || launch.wrappers.some(({ kind }) => kind === 'dotenv')) return true
  return launch.args.some(({ text }) => /^--env-?file(?:=|$)/.test(text))
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"AWS_ACCESS_KEY_ID":"${AWS_ACCESS_KEY_ID}","AWS_SECRET_ACCESS_KEY":"${AWS_SECRET_ACCESS_KEY}","AWS_SESSION_TOKEN":"${AWS_SESSION_TOKEN}","READ_OPERATIONS_ONLY":"true"}}}}',
    },
    // All parts are there, whatever they are; a container passes the token on; a file may hold it.
    {
      host: 'claude-code',
      also: ['hardcoded-secret', 'shared-credential-across-servers'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"AWS_ACCESS_KEY_ID":"ASIAEXAMPLENOTREAL45","AWS_SESSION_TOKEN":"${AWS_SESSION_TOKEN}"}},"b":{"command":"docker","args":["run","-i","--rm","-e","AWS_ACCESS_KEY_ID","-e","AWS_SESSION_TOKEN","acme/b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"AWS_ACCESS_KEY_ID":"ASIAEXAMPLENOTREAL45"}},"c":{"command":"node","args":["--env-file=.env","c.js"],"env":{"AWS_ACCESS_KEY_ID":"ASIAEXAMPLENOTREAL45"}}}}',
    },
    // A long-term key has none.
    {
      host: 'claude-code',
      also: ['hardcoded-secret'],
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"AWS_ACCESS_KEY_ID":"AKIAEXAMPLENOTREAL23","AWS_SECRET_ACCESS_KEY":"${AWS_SECRET_ACCESS_KEY}","AWS_SESSION_TOKEN":""}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"AWS_ACCESS_KEY_ID":"«ASIAEXAMPLENOTREAL45»","AWS_SECRET_ACCESS_KEY":"${AWS_SECRET_ACCESS_KEY}","READ_OPERATIONS_ONLY":"true"}}}}',
      message:
        'Server "aws" gets a temporary AWS key, ASIA…, without its "AWS_SESSION_TOKEN", so the key does not work. Let the server use a named profile with a role of its own, or set all three variables by reference.',
      severity: 'high',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"aws":{"command":"docker","args":["run","-i","--rm","-e","AWS_ACCESS_KEY_ID=«ASIAEXAMPLENOTREAL45»","-e","AWS_SESSION_TOKEN=","acme/aws@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "aws" gets a temporary AWS key, ASIA…, without its "AWS_SESSION_TOKEN", so the key does not work. Let the server use a named profile with a role of its own, or set all three variables by reference.',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"AWS_ACCESS_KEY_ID":"AKIAEXAMPLENOTREAL23","AWS_SECRET_ACCESS_KEY":"${AWS_SECRET_ACCESS_KEY}","«AWS_SESSION_TOKEN»":"${AWS_SESSION_TOKEN}"}}}}',
      message:
        'Server "a" gets a long-term AWS key, AKIA…, together with "AWS_SESSION_TOKEN", which belongs to a temporary key only, so AWS refuses both. Set the three parts of one temporary key by reference, or remove the token.',
      severity: 'high',
    },
  ],
} satisfies Examples
