import { advisoriesThatApply, byWeight, idWords, repair, repairedVersion, severityOf } from '../knownAdvisories.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'known-vulnerable-version',
    group: 'supply-chain',
    title: 'Version inside a published advisory range',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'the package or image that is started, in its ecosystem, with an exact version',
    when: 'the version lies in the range of a published advisory about that package, and what the advisory asks for (that the server answers over HTTP, that a variable is set) is visible in the entry. The severity is that of the gravest advisory. A version that is not exact is none of this rule: nobody can tell what it will be. What only another list says is pedantic, with medium confidence.',
    why: 'The weakness and how to use it are published.',
    fix: { safety: 'safe', does: 'writes the first version without a known weakness' },
    standards: ['MCP04', 'ASI04', 'CWE-1395', 'CSF ID.RA-01'],
    guards: ['ecosystem', 'unpinned-not-vulnerable', 'fixed-version'],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, { tree }) {
    const { name, launch } = entry
    const { source } = launch
    const found = advisoriesThatApply(launch)
      .filter(({ class: kind }) => kind !== 'malicious')
      .toSorted(byWeight)
    const [gravest, ...others] = found
    if (!source || !gravest) return
    const fixed = repairedVersion(launch)
    yield {
      at: source,
      severity: severityOf(gravest),
      confidence: gravest.verified ? 'high' : 'medium',
      persona: gravest.verified ? 'regular' : 'pedantic',
      message: `Server "${name}" runs "${source.name}" ${source.version?.text}, which has a published weakness (${idWords(gravest)}: ${gravest.summary}). ${fixed ? `Use ${fixed} or later.` : 'No version without it is known: use another server.'}`,
      related: others.map((other) => ({ span: source.span, message: `${idWords(other)}: ${other.summary}.` })),
      fixes: repair(entry, tree),
    }
  },
})

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"remote":{"command":"npx","args":["-y","mcp-remote@0.1.38","https://mcp.acme.example/mcp"]}}}',
    },
    // fixed-version: the first repaired one, in every ecosystem; and a version before the weakness came in
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","mcp-remote@0.1.16","https://mcp.acme.example/mcp"]},"b":{"command":"uvx","args":["stata-mcp==1.17.3"]},"c":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@0.6.3","/srv/acme"]},"d":{"command":"npx","args":["-y","@azure/mcp@2.0.0-beta.17","server","start","--read-only"]},"e":{"command":"uvx","args":["awslabs.aws-api-mcp-server==0.2.12"],"env":{"READ_OPERATIONS_ONLY":"true","AWS_API_MCP_PROFILE_NAME":"triage-ro"}}}}',
      also: ['ambient-credential-inheritance'],
    },
    // unpinned-not-vulnerable
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","mcp-remote","https://mcp.acme.example/mcp"]},"b":{"command":"npx","args":["-y","mcp-remote@latest","https://mcp.acme.example/mcp"]},"c":{"command":"npx","args":["-y","mcp-remote@^0.1.0","https://mcp.acme.example/mcp"]}}}',
      also: ['unpinned-package'],
    },
    // ecosystem: the weakness is one of PyPI's package
    { host: 'cursor', text: '{"mcpServers":{"a":{"command":"npx","args":["-y","excel-mcp-server@0.1.0"]}}}' },
    // It needs HTTP, and this one speaks over its standard input.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"npx","args":["-y","line-desktop-mcp@1.1.1"]},"b":{"command":"uvx","args":["excel-mcp-server==0.1.7","stdio"]}}}',
    },
    // A digest alone says nothing about the version, and what follows a version is its base.
    {
      host: 'cursor',
      text: '{"mcpServers":{"a":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_READ_ONLY=1","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${env:GITHUB_TOKEN}"}},"b":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_READ_ONLY=1","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server:v1.1.0-alpine@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${env:GITHUB_TOKEN}"}}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"remote":{"command":"npx","args":["-y","«mcp-remote@0.1.15»","https://mcp.acme.example/mcp"]}}}',
      message:
        'Server "remote" runs "mcp-remote" 0.1.15, which has a published weakness (GHSA-6xpm-ggf7-wc3p, CVE-2025-6514: OS command injection via authorization_endpoint of an untrusted server). Use 0.1.16 or later.',
      severity: 'critical',
      confidence: 'high',
      fixed: '{"mcpServers":{"remote":{"command":"npx","args":["-y","mcp-remote@0.1.16","https://mcp.acme.example/mcp"]}}}',
    },
    // Several at once: the version behind all of them.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"jira":{"command":"uvx","args":["--from","«mcp-atlassian[all]==0.16.9»","mcp-atlassian"]}}}',
      message:
        'Server "jira" runs "mcp-atlassian" 0.16.9, which has a published weakness (GHSA-xjgw-4wvw-rgm4, CVE-2026-27825: confluence_download_attachment arbitrary write -> RCE). Use 0.22.0 or later.',
      severity: 'critical',
      fixed: '{"mcpServers":{"jira":{"command":"uvx","args":["--from","mcp-atlassian[all]==0.22.0","mcp-atlassian"]}}}',
    },
    // PyPI writes names in several ways, and 0.6.2 of another line has its own repair.
    {
      host: 'cursor',
      text: '{"mcpServers":{"excel":{"command":"cmd","args":["/c","uvx","«Excel_MCP.Server==0.1.8rc1»","streamable-http"]}}}',
      message:
        'Server "excel" runs "Excel_MCP.Server" 0.1.8rc1, which has a published weakness (GHSA-j98m-w3xp-9f56, CVE-2026-40576: unauthenticated read/write in HTTP mode). Use 0.1.8 or later.',
      severity: 'critical',
    },
    // It answers over HTTP, as the weakness needs.
    {
      host: 'cursor',
      text: '{"mcpServers":{"line":{"command":"npx","args":["-y","«line-desktop-mcp@1.1.1»","--http-mode"]}}}',
      message:
        'Server "line" runs "line-desktop-mcp" 1.1.1, which has a published weakness (GHSA-4hf8-5mjm-rfgq, CVE-2026-49357: HTTP mode without auth). Use 1.1.2 or later.',
      severity: 'high',
    },
    // The tag of an image is the version of its project.
    {
      host: 'vscode',
      text: '{"servers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","-e","GITHUB_READ_ONLY=1","«ghcr.io/github/github-mcp-server:v0.21.0»"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${input:token}"}}},"inputs":[{"id":"token","type":"promptString","description":"GitHub token","password":true}]}',
      message:
        'Server "github" runs "ghcr.io/github/github-mcp-server" v0.21.0, which has a published weakness (GHSA-w4q6-qw23-4rg7, CVE-2026-47427: nil deref in completion/complete). Use v1.1.2 or later.',
      severity: 'high',
      fixed:
        '{"servers":{"github":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","-e","GITHUB_READ_ONLY=1","ghcr.io/github/github-mcp-server:v1.1.2"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${input:token}"}}},"inputs":[{"id":"token","type":"promptString","description":"GitHub token","password":true}]}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"lab":{"command":"npx","args":["-y","«@yoda.digital/gitlab-mcp-server@0.5.0»"],"env":{"USE_SSE":"true"}}}}',
      message:
        'Server "lab" runs "@yoda.digital/gitlab-mcp-server" 0.5.0, which has a published weakness (GHSA-8jr5-6gvj-rfpf, CVE-2026-44895: SSE without auth + wildcard CORS). Use 0.6.0 or later.',
      severity: 'high',
    },
    // In every form in which a host keeps a command.
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: '[mcp_servers.remote]\ncommand = "npx"\nargs = ["-y", "«mcp-remote@0.1.15»", "https://mcp.acme.example/mcp"] # the way in\n',
      message:
        'Server "remote" runs "mcp-remote" 0.1.15, which has a published weakness (GHSA-6xpm-ggf7-wc3p, CVE-2025-6514: OS command injection via authorization_endpoint of an untrusted server). Use 0.1.16 or later.',
      severity: 'critical',
      fixed:
        '[mcp_servers.remote]\ncommand = "npx"\nargs = ["-y", "mcp-remote@0.1.16", "https://mcp.acme.example/mcp"] # the way in\n',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"mcp":{"remote":{"type":"local","command":["npx","-y","«mcp-remote@0.1.15»","https://mcp.acme.example/mcp"]}}}',
      message:
        'Server "remote" runs "mcp-remote" 0.1.15, which has a published weakness (GHSA-6xpm-ggf7-wc3p, CVE-2025-6514: OS command injection via authorization_endpoint of an untrusted server). Use 0.1.16 or later.',
      fixed: '{"mcp":{"remote":{"type":"local","command":["npx","-y","mcp-remote@0.1.16","https://mcp.acme.example/mcp"]}}}',
    },
    {
      host: 'goose',
      file: '~/.config/goose/config.yaml',
      text: 'extensions:\n  remote:\n    type: stdio\n    cmd: npx\n    args:\n      - -y\n      - «mcp-remote@0.1.15»\n      - https://mcp.acme.example/mcp\n',
      message:
        'Server "remote" runs "mcp-remote" 0.1.15, which has a published weakness (GHSA-6xpm-ggf7-wc3p, CVE-2025-6514: OS command injection via authorization_endpoint of an untrusted server). Use 0.1.16 or later.',
      fixed:
        'extensions:\n  remote:\n    type: stdio\n    cmd: npx\n    args:\n      - -y\n      - mcp-remote@0.1.16\n      - https://mcp.acme.example/mcp\n',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"notes":{"command":"uvx","args":["«notes-mcp==0.3.0»"]}}}',
      message:
        'Server "notes" runs "notes-mcp" 0.3.0, which has a published weakness (GHSA-vc5j-42hh-j3mr, CVE-2026-7212: path traversal). No version without it is known: use another server.',
      severity: 'medium',
    },
    // Only another list says so.
    {
      host: 'cursor',
      text: '{"mcpServers":{"pinot":{"command":"uvx","args":["«mcp-pinot==3.0.1»"]}}}',
      message:
        'Server "pinot" runs "mcp-pinot" 3.0.1, which has a published weakness (CVE-2026-49257: unauthenticated 0.0.0.0:8080 by default). Use 3.0.2 or later.',
      severity: 'critical',
      confidence: 'medium',
      persona: 'pedantic',
    },
  ],
} satisfies Examples
