import { matchCredential } from '../../knowledge/credentials.ts'
import type { CredentialUse } from '../../model/launch.ts'
import { credentialWords } from '../credentialWords.ts'
import { passByName } from '../passByName.ts'
import { replaceByReferences } from '../replaceByReferences.ts'
import { defineRule, type Examples, type Report, type Severity } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'hardcoded-secret',
    group: 'secrets',
    title: 'Literal credential in a config file',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where: '`env`, `headers`, `inputs[].default`, JSON inside a string, and any other string of the file',
    when: 'the value has the shape of an issuer and its entropy (confidence high), or the key is named like a secret and the value is no placeholder, no reference and nothing public (a fingerprint, a digest, a public key), at least 12 characters and 3 bits per character (confidence medium). An issuer prefix beats the placeholder words, which count only as whole words. High instead of critical where the kind does little harm (temporary and test credentials). All secrets in `env` and `headers` of one server entry are one finding. Where no host reads a credential only the shape of an issuer counts, or the name of a field of a server. Connection strings belong to `dsn-with-password`.',
    why: 'Every tool that reads files, every log and every push can leak it, and a static secret does not expire by itself.',
    fix: {
      safety: 'review',
      does: 'puts the reference of this host in place of the value (VS Code: also an input with `password: true`), or names the variable where the host takes its name (Codex: `env_vars`, `bearer_token_env_var`, `env_http_headers`; Goose: `env_keys`); writes the secret nowhere; reminds to revoke it. None where the host does neither',
    },
    standards: [
      'NHI2',
      'MCP01',
      'ASI03',
      'LLM02',
      'CWE-798',
      'CWE-522',
      'CSF PR.AA-01',
      'CSF PR.DS-01',
      'SAFE-T1503',
      'AML.T0083',
    ],
    guards: ['names', 'placeholders', 'references', 'test-files'],
    absorbs: [
      'long-lived-credential',
      'personal-identity-used',
      'expired-credential',
      'jwt-excessive-lifetime',
      'jwt-broad-claims',
    ],
    since: '0.1.0',
  },

  *server(entry, config) {
    const literals = entry.launch.credentials.filter(
      ({ where, evidence, kind }) => evidence === 'literal' && (where === 'env' || where === 'header') && kind?.id !== 'dsn',
    )
    yield* elsewhere(entry.launch.credentials, `of server "${entry.name}" `)
    // The surest speaks for all.
    const first = literals.find(({ confidence }) => confidence === 'high') ?? literals[0]
    if (!first) return
    const others = literals.filter((use) => use !== first)
    const uses = [first, ...others]
    const replacement = replaceByReferences(uses, entry, config) ?? passByName(uses, entry, config)
    const more = others.length > 0 ? ` (and ${others.length} more)` : ''
    const advice = replacement
      ? `Revoke it and ${replacement.advice}.`
      : `Revoke it, and let the server read a new one from elsewhere: ${config.host.name} expands no variables here.`
    yield {
      at: first.at,
      value: first.at.span,
      severity: severityOf(uses),
      confidence: first.confidence,
      message: `"${first.name}" of server "${entry.name}" holds ${credentialWords(first)} in plain text${more}, where every program that reads this file can take it. ${advice}`,
      related: others.map((use) => ({ span: use.at.span, message: `"${use.name}" holds ${credentialWords(use)} too.` })),
      fixes: replacement ? [replacement.fix] : [],
    }
  },

  *file({ credentials, host }) {
    yield* elsewhere(credentials, '')
    for (const use of credentials) {
      if (use.where !== 'input' || use.evidence !== 'literal' || use.kind?.id === 'dsn') continue
      yield {
        at: use.at,
        value: use.at.span,
        severity: severityOf([use]),
        confidence: use.confidence,
        message: `The input "${use.name}" has ${credentialWords(use)} as its default, where every program that reads this file can take it. Revoke it and remove the default: ${host.name} then asks for the value and keeps it safe.`,
        fixes: [
          {
            title: `Remove the default of input "${use.name}"`,
            safety: 'review',
            patches: [{ op: 'remove', path: use.at.path }],
          },
        ],
      }
    }
  },
})

/** What stands where no host expands anything, and perhaps none reads: one finding for each place. */
function* elsewhere(credentials: readonly CredentialUse[], of: string): Iterable<Report> {
  for (const use of credentials) {
    if (use.where !== 'elsewhere' || use.kind?.id === 'dsn') continue
    yield {
      at: use.at,
      value: use.at.span,
      severity: severityOf([use]),
      confidence: use.confidence,
      message: `${use.name ? `"${shortened(use.name)}" ${of}` : 'This file '}holds ${credentialWords(use)} in plain text, where every program that reads this file can take it. Revoke it, and keep a new one out of this file.`,
    }
  }
}

/** Any key of the file may stand in a message, and a message is one line. */
function shortened(name: string): string {
  if (matchCredential(name)) return '…'
  const line = name.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

/** Little harm (temporary, test mode): high. What is known by its name alone keeps the severity of the rule. */
function severityOf(uses: readonly CredentialUse[]): Severity {
  return uses.every(({ kind }) => kind?.impact === 'low') ? 'high' : 'critical'
}

export const examples = {
  good: [
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      also: ['missing-read-only-mode'],
      text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${env:GITHUB_TOKEN}"}}}}',
    },
    // names
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"MAX_TOKENS":"4096409640964096","AUTHOR":"alice-of-wonderland","KEYBOARD_LAYOUT":"us-international-1","TOKEN_TTL_SECONDS":"900","API_URL":"https://api.acme.example/v1/x","SIGNING_KEY_ID":"k1f9d8e7c6b5a4"}}}}',
    },
    // placeholders
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"<YOUR_TOKEN>","B_API_KEY":"YOUR_API_KEY_HERE","C_TOKEN":"ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","D_TOKEN":"","E_KEY":"AKIAIOSFODNN7EXAMPLE"}}}}',
    },
    // references, also in the syntax of another host
    {
      host: 'vscode',
      text: '{"servers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"${input:a-token}","B_TOKEN":"${env:B_TOKEN}","C_TOKEN":"${C_TOKEN_OF_THE_TEAM}"}},"b":{"type":"http","url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Bearer ${input:b-token}"}}}}',
      also: ['undeclared-input', 'unsupported-variable-syntax'],
    },
    // token-file, and what is no secret whatever its name
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"GOOGLE_CREDENTIALS":"/home/alice/.acme/key-of-acme.json","DATABASE_URI":"mongodb://localhost:27017/acme_1234","CONNECTION_STRING":"Server=DB1;Database=Acme;Trusted_Connection=True","API_KEY":"${process.env.API_KEY_OF_ACME}"}}}}',
      also: ['unsupported-variable-syntax'],
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"TOKEN_FILE":"/run/secrets/the-token-of-acme"}}}}',
    },
    // A fingerprint, a digest and the public half of a pair open nothing, whatever they stand under.
    {
      host: 'kiro',
      text: '{"mcpServers":{"a":{"command":"/opt/a","args":["--deploy-token","sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"SHA256:EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3EXAMPLE4ABC","DEPLOY_PRIVATE_KEY":"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLE0NOTREAL1 alice@acme.example","STRIPE_API_KEY":"pk_live_EXAMPLE0NOTREAL1EXAMPLE2"}}}}',
    },
    // Too short and too plain to be told from a word.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"API_KEY":"local","DB_PASSWORD":"aaaaaaaaaaaaaaaa"}}}}',
    },
  ],
  bad: [
    // Hosts that expand nothing take the name of a variable.
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.gh]\ncommand = "/opt/gh-mcp" # ours\n\n[mcp_servers.gh.env]\nGITHUB_TOKEN = "«ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"\n',
      message:
        '"GITHUB_TOKEN" of server "gh" holds a GitHub personal access token (classic), ghp_…, in plain text, where every program that reads this file can take it. Revoke it and name the variable "GITHUB_TOKEN" in "env_vars" instead.',
      fixed: '[mcp_servers.gh]\ncommand = "/opt/gh-mcp" # ours\nenv_vars = ["GITHUB_TOKEN"]\n',
    },
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.gh]\nurl = "https://api.githubcopilot.com/mcp/readonly"\nhttp_headers = { Authorization = "Bearer «ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»", X-Team = "a" }\n',
      message:
        '"Authorization" of server "gh" holds a GitHub personal access token (classic), ghp_…, in plain text, where every program that reads this file can take it. Revoke it and name the variable "GITHUB_PERSONAL_ACCESS_TOKEN" in "bearer_token_env_var" instead.',
      fixed:
        '[mcp_servers.gh]\nurl = "https://api.githubcopilot.com/mcp/readonly"\nhttp_headers = { X-Team = "a" }\nbearer_token_env_var = "GITHUB_PERSONAL_ACCESS_TOKEN"\n',
    },
    {
      host: 'goose',
      file: '~/.config/goose/config.yaml',
      text: 'extensions:\n  gh:\n    type: stdio\n    cmd: /opt/gh-mcp\n    env_keys: [REGION]\n    envs:\n      GITHUB_TOKEN: «ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»\n      LOG: info\n',
      message:
        '"GITHUB_TOKEN" of server "gh" holds a GitHub personal access token (classic), ghp_…, in plain text, where every program that reads this file can take it. Revoke it and name the variable "GITHUB_TOKEN" in "env_keys" instead.',
      fixed:
        'extensions:\n  gh:\n    type: stdio\n    cmd: /opt/gh-mcp\n    env_keys: [REGION, GITHUB_TOKEN]\n    envs:\n      LOG: info\n',
    },
    {
      host: 'cursor',
      file: '.cursor/mcp.json',
      text: '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"«ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"}}}}',
      message:
        '"GITHUB_PERSONAL_ACCESS_TOKEN" of server "github" holds a GitHub personal access token (classic), ghp_…, in plain text, where every program that reads this file can take it. Revoke it and write ${env:GITHUB_PERSONAL_ACCESS_TOKEN} instead.',
      severity: 'critical',
      confidence: 'high',
      fixed:
        '{"mcpServers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${env:GITHUB_PERSONAL_ACCESS_TOKEN}"}}}}',
    },
    // VS Code asks the person and keeps the answer; the masked input comes with the reference.
    {
      host: 'vscode',
      text: '{\n  "servers": {\n    "github": {\n      "url": "https://api.githubcopilot.com/mcp/",\n      "headers": { "Authorization": "Bearer «ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»" }\n    }\n  }\n}\n',
      message:
        '"Authorization" of server "github" holds a GitHub personal access token (classic), ghp_…, in plain text, where every program that reads this file can take it. Revoke it and write ${input:github-personal-access-token} instead.',
      fixed:
        '{\n  "servers": {\n    "github": {\n      "url": "https://api.githubcopilot.com/mcp/",\n      "headers": { "Authorization": "Bearer ${input:github-personal-access-token}" }\n    }\n  },\n  "inputs": [\n    {\n      "type": "promptString",\n      "id": "github-personal-access-token",\n      "description": "Authorization of github",\n      "password": true\n    }\n  ]\n}\n',
    },
    // The inputs that are there stay, and their ids are not taken twice.
    {
      host: 'vscode',
      text: '{"inputs":[{"type":"promptString","id":"a-token","description":"other","password":true}],"servers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"«xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2»"}}}}',
      message:
        '"A_TOKEN" of server "a" holds a Slack bot token, xoxb-…, in plain text, where every program that reads this file can take it. Revoke it and write ${input:a-token-2} instead.',
      fixed:
        '{"inputs":[{"type":"promptString","id":"a-token","description":"other","password":true},{"type":"promptString","id":"a-token-2","description":"A_TOKEN of a","password":true}],"servers":{"a":{"command":"/opt/a","env":{"A_TOKEN":"${input:a-token-2}"}}}}',
    },
    // One finding for the pair, and one fix.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"aws":{"command":"/opt/aws","env":{"AWS_ACCESS_KEY_ID":"«AKIAEXAMPLENOTREAL23»","AWS_SECRET_ACCESS_KEY":"EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3EXAMPLE4"}}}}',
      message:
        '"AWS_ACCESS_KEY_ID" of server "aws" holds an AWS long-term access key id, AKIA…, in plain text (and 1 more), where every program that reads this file can take it. Revoke it and write ${AWS_ACCESS_KEY_ID} instead.',
      fixed:
        '{"mcpServers":{"aws":{"command":"/opt/aws","env":{"AWS_ACCESS_KEY_ID":"${AWS_ACCESS_KEY_ID}","AWS_SECRET_ACCESS_KEY":"${AWS_SECRET_ACCESS_KEY}"}}}}',
    },
    // Named like a secret, of no issuer.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"metrics":{"type":"http","url":"https://mcp.acme.example/mcp","headers":{"X-Api-Key":"«EXAMPLE0NOTREAL1EXAMPLE2»"}}}}',
      message:
        '"X-Api-Key" of server "metrics" holds what looks like a secret in plain text, where every program that reads this file can take it. Revoke it and write ${METRICS_API_KEY} instead.',
      confidence: 'medium',
      fixed:
        '{"mcpServers":{"metrics":{"type":"http","url":"https://mcp.acme.example/mcp","headers":{"X-Api-Key":"${METRICS_API_KEY}"}}}}',
    },
    // The beginning of this issuer is short, and its name beside it makes it sure, also where few letters repeat.
    {
      host: 'cursor',
      text: '{"mcpServers":{"brave":{"command":"/opt/brave","env":{"BRAVE_API_KEY":"«BSAEXAMPLENOTREALEXAMPLENOTREAL»"}}}}',
      message:
        '"BRAVE_API_KEY" of server "brave" holds a Brave Search API key, BSA…, in plain text, where every program that reads this file can take it. Revoke it and write ${env:BRAVE_API_KEY} instead.',
      severity: 'high',
      confidence: 'high',
    },
    // Claude Desktop expands nothing: no fix, the message says what to do.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"notes":{"command":"/opt/notes","env":{"OPENAPI_MCP_HEADERS":"{\\"Authorization\\": \\"Bearer «ntn_12345678901EXAMPLE0notreal1EXAMPLE2notreal3FAK»\\"}"}}}}',
      message:
        '"OPENAPI_MCP_HEADERS" of server "notes" holds a Notion internal integration token, ntn_…, in plain text, where every program that reads this file can take it. Revoke it, and let the server read a new one from elsewhere: Claude Desktop expands no variables here.',
    },
    // All of the key goes, not only the line that gives it away.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"DEPLOY":"«-----BEGIN PRIVATE KEY-----»\\nEXAMPLE0NOTREAL1\\n-----END PRIVATE KEY-----"}}}}',
      message:
        '"DEPLOY" of server "a" holds a private key, -----BEGIN…, in plain text, where every program that reads this file can take it. Revoke it and write ${env:DEPLOY} instead.',
      fixed: '{"mcpServers":{"a":{"command":"/opt/a","env":{"DEPLOY":"${env:DEPLOY}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"API_URL":"«https://report:EXAMPLE0NOTREAL1@»acme.example/v1"}}}}',
      message:
        '"API_URL" of server "a" holds a URL with a password in plain text, where every program that reads this file can take it. Revoke it and write ${env:API_URL} instead.',
      fixed: '{"mcpServers":{"a":{"command":"/opt/a","env":{"API_URL":"${env:API_URL}"}}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"a":{"type":"http","url":"https://mcp.acme.example/mcp","headers":{"Authorization":"«Basic cmVwb3J0OkVYQU1QTEUwTk9UUkVBTDE=»"}}}}',
      message:
        '"Authorization" of server "a" holds a user name and password (HTTP Basic) in plain text, where every program that reads this file can take it. Revoke it and write ${A_TOKEN} instead.',
      fixed:
        '{"mcpServers":{"a":{"type":"http","url":"https://mcp.acme.example/mcp","headers":{"Authorization":"Basic ${A_TOKEN}"}}}}',
    },
    // Two secrets in one value go together, and two headers are two variables.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"CONF":"{\\"github\\":\\"«ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»\\",\\"slack\\":\\"xoxb-1234567890-1234567890123-EXAMPLE0NOTREAL1EXAMPLE2\\"}"}}}}',
      message:
        '"CONF" of server "a" holds a GitHub personal access token (classic), ghp_…, in plain text (and 1 more), where every program that reads this file can take it. Revoke it and write ${env:CONF} instead.',
      fixed: '{"mcpServers":{"a":{"command":"/opt/a","env":{"CONF":"${env:CONF}"}}}}',
    },
    // Where no host looks it stands in the file all the same.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"url":"https://mcp.acme.example/mcp","auth":{"CLIENT_ID":"acme","CLIENT_SECRET":"«EXAMPLE0NOTREAL1EXAMPLE2»"}}}}',
      message:
        '"CLIENT_SECRET" of server "a" holds what looks like a secret in plain text, where every program that reads this file can take it. Revoke it, and keep a new one out of this file.',
      confidence: 'medium',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{},"notes":["for releases: «ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"]}',
      message:
        '"notes" holds a GitHub personal access token (classic), ghp_…, in plain text, where every program that reads this file can take it. Revoke it, and keep a new one out of this file.',
      severity: 'critical',
    },
    // A test file is no excuse for a secret of an issuer, and a temporary key does less harm.
    {
      host: 'claude-code',
      file: 'test/fixtures/.mcp.json',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"GH_TOKEN":"«ghs_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"}}}}',
      message:
        '"GH_TOKEN" of server "a" holds a GitHub app installation token, ghs_…, in plain text, where every program that reads this file can take it. Revoke it and write ${GH_TOKEN} instead.',
      severity: 'high',
    },
    {
      host: 'vscode',
      text: '{"inputs":[{"type":"promptString","id":"t","description":"token","password":true,"default":"«ghp_EXAMPLE0NOTREAL1EXAMPLE2NOTREAL3FAKE»"}],"servers":{}}',
      message:
        'The input "t" has a GitHub personal access token (classic), ghp_…, as its default, where every program that reads this file can take it. Revoke it and remove the default: VS Code then asks for the value and keeps it safe.',
      fixed: '{"inputs":[{"type":"promptString","id":"t","description":"token","password":true}],"servers":{}}',
    },
  ],
} satisfies Examples
