import { SENSITIVE } from '../../knowledge/sensitive.ts'
import type { Launch } from '../../model/launch.ts'
import type { Text } from '../../model/place.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'privileged-profile-name',
    group: 'identity',
    title: 'Profile/context/role name looks administrative',
    tier: 1,
    severity: 'high',
    confidence: 'medium',
    persona: 'regular',
    where:
      'variables such as `AWS_PROFILE`, `KUBECONTEXT`, `*_ROLE_ARN` and `SNOWFLAKE_ROLE`, and `--profile`, `--context`, `--role-arn`',
    when: 'the name of a profile, a context or a role has a word of an administrator in it (`admin`, `root`, `owner`, `cluster-admin`, …), as a whole word. Profiles of browsers are none.',
    why: 'The name says that the identity administers the system.',
    fix: undefined,
    standards: ['NHI5', 'CWE-250', 'MCP02'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *server({ name, launch }) {
    const [first, ...others] = named(launch).filter(({ at }) => isPrivileged(at.text))
    if (!first) return
    yield {
      at: first.at,
      message: `Server "${name}" works as "${first.at.text}" (${first.name}), which by its name administers the system. Give it a profile or role with only the rights it needs.`,
      related: others.map(({ at, name: other }) => ({
        span: at.span,
        message: `${other} names "${at.text}", an administrator too.`,
      })),
    }
  },
})

interface Named {
  readonly name: string
  readonly at: Text
}

const VARIABLE = /(?:^|_)(?:PROFILE(?:_NAME)?|(?:KUBE_?)?CONTEXT|ROLE(?:_ARN|_NAME)?|ORG_ALIAS|TARGET_ORG)$|^AZURE_USERNAME$/i
const FLAG = /^--(?:aws-|kube-)?(?:profile|context|role|role-arn|target-org|orgs?)$/i
const OTHER_PROFILES = /BROWSER|CHROME|FIREFOX|EDGE|USER_DATA/i

function named({ env, args }: Launch): readonly Named[] {
  const variables = env.flatMap(({ name, value, shape }): readonly Named[] =>
    value && shape === 'literal' && VARIABLE.test(name) && !OTHER_PROFILES.test(name) ? [{ name, at: value }] : [],
  )
  const flags = args.flatMap(({ of, flag, value }): readonly Named[] =>
    of === 'server' && flag !== undefined && FLAG.test(flag) ? [{ name: flag, at: value }] : [],
  )
  return [...variables, ...flags]
}

/** A name of AWS or Kubernetes; whatever is longer is a sentence. */
const MAX_CHARS = 200

function isPrivileged(value: string): boolean {
  if (value.length > MAX_CHARS || /\s/.test(value) || /(?:^|[-_/])(?:non|not?)[-_]/i.test(value)) return false
  // A context of Kubernetes joins user and cluster: `admin@prod`, `kubernetes-admin@kubernetes`.
  return value.split('@').some((part) => SENSITIVE.privilegedNames.some((test) => test.test(part)))
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"AWS_API_MCP_PROFILE_NAME":"acme-agent-readonly"}}}}',
      also: ['missing-read-only-mode'],
    },
    // Parts of words, what is no identity, and what a reader must replace.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--context","administration-reports","--title","admin"],"env":{"AWS_PROFILE":"non-admin","BROWSER_PROFILE":"admin","DB_PROFILE":"<admin profile>","ADMIN_EMAIL":"admin"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      text: '{"mcpServers":{"aws":{"command":"uvx","args":["awslabs.aws-api-mcp-server==1.3.50"],"env":{"AWS_API_MCP_PROFILE_NAME":"«acme-admin»"}}}}',
      message:
        'Server "aws" works as "acme-admin" (AWS_API_MCP_PROFILE_NAME), which by its name administers the system. Give it a profile or role with only the rights it needs.',
      severity: 'high',
      confidence: 'medium',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--context","«kubernetes-admin@kubernetes»"]},"b":{"command":"/opt/b","args":["--role-arn=«arn:aws:iam::123456789012:role/AdministratorAccess»"]},"c":{"command":"/opt/c","env":{"SNOWFLAKE_ROLE":"«ACCOUNTADMIN»"}}}}',
      message:
        'Server "a" works as "kubernetes-admin@kubernetes" (--context), which by its name administers the system. Give it a profile or role with only the rights it needs.',
    },
  ],
} satisfies Examples
