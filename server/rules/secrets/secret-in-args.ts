import { holdsReference } from '../../knowledge/references.ts'
import type { CredentialUse } from '../../model/launch.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { argumentAt } from '../argumentPatches.ts'
import { credentialWords } from '../credentialWords.ts'
import { namesOf } from '../entryFields.ts'
import { moveToEnvironment, passesVariable, referenceWords, variableInstead } from '../moveToEnvironment.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'secret-in-args',
    group: 'secrets',
    title: 'Credential passed on the command line',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: '`args[*]` (`--token X`, `--api-key=X`, `-e K=V`, `--header Authorization:Bearer X`)',
    when: 'the value after a secret-named flag, or inside `-e K=V` or `--header`, is a literal; a reference the host expands into the argument list is reported at medium. All secrets of one argument list are one finding.',
    why: 'Command lines are visible to other processes, in crash reports and in host logs.',
    fix: {
      safety: 'review',
      does: 'moves it to the env name the server table knows, as a reference of this host; `-e NAME=value` of a container becomes `-e NAME`',
    },
    standards: ['CWE-214', 'CWE-522', 'NHI2', 'MCP01'],
    guards: ['names', 'placeholders', 'references', 'token-file'],
    absorbs: ['hardcoded-secret'],
    since: '0.1.0',
  },

  *server(entry, config) {
    const uses = entry.launch.credentials.filter(
      (use) => use.where === 'argument' && !OTHER_RULES.has(use.kind?.id ?? '') && isVisible(use, entry, config),
    )
    const literals = uses.filter(({ evidence }) => evidence === 'literal')
    // The surest speaks for all.
    const literal = literals.find(({ confidence }) => confidence === 'high') ?? literals[0]
    const first = literal ?? uses[0]
    if (!first) return
    const fix = moveToEnvironment(first, entry, config)
    const what = literal ? credentialWords(first) : `the secret behind ${quotedReference(first)}`
    yield {
      at: first.at,
      value: first.at.span,
      severity: literal ? 'high' : 'medium',
      confidence: first.confidence,
      message: `Server "${entry.name}" gets ${what} on its command line, which other programs can read. ${adviceFor(first, entry, config)}`,
      related: uses
        .filter((use) => use !== first)
        .map((use) => ({ span: use.at.span, message: `"${use.name}" carries a secret on the command line too.` })),
      fixes: fix && uses.length === 1 ? [fix] : [],
    }
  },
})

/** Kinds that `dsn-with-password` and `private-key-material` report wherever they stand. */
const OTHER_RULES: ReadonlySet<string> = new Set(['dsn', 'private-key'])

function quotedReference(use: CredentialUse): string {
  const words = referenceWords(use)
  return words ? `"${words}"` : 'a reference'
}

function adviceFor(use: CredentialUse, entry: ServerEntry, { host }: McpConfig): string {
  const isLiteral = use.evidence === 'literal'
  const argument = argumentAt(use.at.path, entry)
  if (argument?.kind === 'package')
    return 'Revoke it, and take it out of the address: git and the registries have stores of their own for credentials.'
  const variable = variableInstead(use, entry)
  const [env = 'env'] = namesOf(host, 'env')
  const place = variable ? `in "${variable}" under "${env}"` : 'in an environment variable'
  const expands = host.interpolation.expandedIn.includes('env')
  if (argument && passesVariable(argument) && variable && expands) {
    const words = `"${argument.flag ?? '-e'}", "${variable}" there`
    return isLiteral
      ? `Revoke it, write only ${words}, and set a reference to a new one under "${env}".`
      : `Write only ${words}, and set the reference under "${env}".`
  }
  if (!isLiteral) return `Do not expand it there: pass it ${place} instead.`
  return expands
    ? `Revoke it, and pass a new one as a reference ${place}.`
    : 'Revoke it, and let the server read a new one from elsewhere than its command line and this file.'
}

/** A literal, or a reference that this host replaces by the secret before it starts the server. */
function isVisible({ evidence, at }: CredentialUse, { enabled }: ServerEntry, { host }: McpConfig): boolean {
  if (evidence === 'literal') return true
  if (!enabled) return false
  const { pattern, expandedIn } = host.interpolation
  if (evidence !== 'reference' || pattern === undefined || !expandedIn.includes('args')) return false
  // The bare name of a secret, which one host takes in `env`, is only a word here.
  return holdsReference(at.text) && new RegExp(pattern).test(at.text)
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only","--project-ref=abc"],"env":{"SUPABASE_ACCESS_TOKEN":"${SUPABASE_ACCESS_TOKEN}"}}}}',
    },
    // What is not started expands nothing.
    {
      host: 'roo',
      text: '{"mcpServers":{"acme":{"command":"/opt/acme","args":["--api-key","${env:ACME_API_KEY}"],"disabled":true}}}',
      also: ['disabled-server-keeps-credential'],
    },
    // names and token-file
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--token-file","/run/secrets/the-token","--max-tokens","4096409640964096","--author=alice-of-wonderland","--key-id","k1f9d8e7c6b5a4","--credentials","/home/alice/.acme/key-of-acme.json"]}}}',
    },
    // placeholders
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--token","<YOUR_TOKEN>","--api-key=YOUR_API_KEY_HERE"]}}}',
    },
    // A reference this host does not expand: the server gets it as it stands, and may expand it itself.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--token","${TOKEN}"]}}}',
      also: ['unsupported-variable-syntax'],
    },
    // Only the name is passed on, the value stays in the environment.
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"docker","args":["run","-i","--rm","-e","A_TOKEN","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"A_TOKEN":"${input:a-token}"}}}}',
      also: ['undeclared-input'],
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only","--project-ref=abc","--access-token","«sbp_0bad1c0de2face3feed4beef5dead6f00d789abc»"]}}}',
      message:
        'Server "supabase" gets a Supabase personal access token, sbp_…, on its command line, which other programs can read. Revoke it, and pass a new one as a reference in "SUPABASE_ACCESS_TOKEN" under "env".',
      severity: 'high',
      fixed:
        '{"mcpServers":{"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only","--project-ref=abc"],"env":{"SUPABASE_ACCESS_TOKEN":"${SUPABASE_ACCESS_TOKEN}"}}}}',
    },
    // A host that spells the fields in its own way.
    {
      host: 'opencode',
      text: '{"mcp":{"supabase":{"type":"local","command":["npx","-y","@supabase/mcp-server-supabase@0.7.0","--read-only","--project-ref=abc","--access-token","«sbp_0bad1c0de2face3feed4beef5dead6f00d789abc»"]}}}',
      message:
        'Server "supabase" gets a Supabase personal access token, sbp_…, on its command line, which other programs can read. Revoke it, and pass a new one as a reference in "SUPABASE_ACCESS_TOKEN" under "environment".',
      fixed:
        '{"mcp":{"supabase":{"type":"local","command":["npx","-y","@supabase/mcp-server-supabase@0.7.0","--read-only","--project-ref=abc"],"environment":{"SUPABASE_ACCESS_TOKEN":"{env:SUPABASE_ACCESS_TOKEN}"}}}}',
    },
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"docker","args":["run","-i","--rm","-e","A_TOKEN=«ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "a" gets a GitHub personal access token (classic), ghp_…, on its command line, which other programs can read. Revoke it, write only "-e", "A_TOKEN" there, and set a reference to a new one under "env".',
      fixed:
        '{"servers":{"a":{"command":"docker","args":["run","-i","--rm","-e","A_TOKEN","acme/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"A_TOKEN":"${input:a-token}"}}},"inputs":[{"type":"promptString","id":"a-token","description":"A_TOKEN of a","password":true}]}',
    },
    // No issuer's shape, and no variable of this server is known: the message says what to do.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--api-key=«EXAMPLE0NOTREAL1EXAMPLE2»"]}}}',
      message:
        'Server "a" gets what looks like a secret on its command line, which other programs can read. Revoke it, and pass a new one as a reference in an environment variable.',
      confidence: 'medium',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.acme.example/mcp","--header","Authorization: Bearer «ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"]}}}',
      message:
        'Server "a" gets a GitHub personal access token (classic), ghp_…, on its command line, which other programs can read. Revoke it, and let the server read a new one from elsewhere than its command line and this file.',
    },
    // A reference the host expands ends up on the command line as well.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only","--project-ref=abc","--access-token=«${SUPABASE_ACCESS_TOKEN}»"]}}}',
      message:
        'Server "supabase" gets the secret behind "${SUPABASE_ACCESS_TOKEN}" on its command line, which other programs can read. Do not expand it there: pass it in "SUPABASE_ACCESS_TOKEN" under "env" instead.',
      severity: 'medium',
      fixed:
        '{"mcpServers":{"supabase":{"command":"npx","args":["-y","@supabase/mcp-server-supabase@0.7.0","--read-only","--project-ref=abc"],"env":{"SUPABASE_ACCESS_TOKEN":"${SUPABASE_ACCESS_TOKEN}"}}}}',
    },
    // It stays the reference it is.
    {
      host: 'vscode',
      text: '{"servers":{"tf":{"command":"docker","args":["run","-i","--rm","-e","TFE_TOKEN=«${input:hcp}»","hashicorp/terraform-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]}}}',
      message:
        'Server "tf" gets the secret behind "${input:hcp}" on its command line, which other programs can read. Write only "-e", "TFE_TOKEN" there, and set the reference under "env".',
      severity: 'medium',
      fixed:
        '{"servers":{"tf":{"command":"docker","args":["run","-i","--rm","-e","TFE_TOKEN","hashicorp/terraform-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"TFE_TOKEN":"${input:hcp}"}}}}',
    },
    {
      host: 'copilot-cloud-agent',
      text: '---\nname: infra\ndescription: plans\ntools: [tf/search_modules]\nmcp-servers:\n  tf:\n    type: local\n    command: docker\n    args: [run, -i, --rm, -e, "TFE_TOKEN=«${COPILOT_MCP_TFE_TOKEN}»", "hashicorp/terraform-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]\n    tools: [search_modules]\n---\nPlan.\n',
      message:
        'Server "tf" gets the secret behind "${COPILOT_MCP_TFE_TOKEN}" on its command line, which other programs can read. Write only "-e", "TFE_TOKEN" there, and set the reference under "env".',
      severity: 'medium',
    },
    // What a reference falls back to is a secret as well; the surest of several speaks for all.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--api-key=${API_KEY:-EXAMPLE0NOTREAL1EXAMPLE2}","--token","«ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"]}}}',
      message:
        'Server "a" gets a GitHub personal access token (classic), ghp_…, on its command line, which other programs can read. Revoke it, and pass a new one as a reference in an environment variable.',
      severity: 'high',
      confidence: 'high',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","git+https://«ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»@github.com/acme/mcp"]}}}',
      message:
        'Server "a" gets a GitHub personal access token (classic), ghp_…, on its command line, which other programs can read. Revoke it, and take it out of the address: git and the registries have stores of their own for credentials.',
    },
  ],
} satisfies Examples
