import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { HEADERS_FIELD, LOCAL_FIELDS, URL_FIELD } from './commonFields.ts'

/** Agents of a repository, which run in the cloud and in the command line. References need names that begin with COPILOT_MCP_. */
export const copilotCloudAgent: Host = {
  id: 'copilot-cloud-agent',
  name: 'GitHub Copilot (custom agents)',
  docs: [
    'https://docs.github.com/en/copilot/reference/custom-agents-configuration',
    'https://docs.github.com/en/copilot/how-tos/use-copilot-agents/cloud-agent/extend-cloud-agent-with-mcp',
  ],
  sources: [
    'github/docs@03e038c5 content/copilot/reference/custom-agents-configuration.md',
    'github/docs@2b473695 content/copilot/how-tos/use-copilot-agents/cloud-agent/extend-cloud-agent-with-mcp.md',
  ],
  checked: '2026-11',
  unverified: ['"auth".'],
  files: [
    { glob: '**/.github/agents/**/*.md', scope: 'workspace', holds: 'agent' },
    { glob: '**/*.agent.md', scope: 'workspace', holds: 'agent' },
  ],
  syntax: { format: 'frontmatter', comments: true, trailingCommas: true },
  serversPath: ['mcp-servers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('mcp-servers'),
  bareMap: false,
  names: COMMON_NAMES,
  fields: [
    ...LOCAL_FIELDS,
    ...URL_FIELD,
    ...HEADERS_FIELD,
    {
      name: 'type',
      type: '"local" | "stdio" | "http" | "sse"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Transport; every server needs it.',
    },
    {
      name: 'tools',
      type: 'string[]',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Tools that are offered and run without asking; ["*"] for all.',
    },
    { name: 'auth', type: 'object', transports: ['http', 'sse'], meaning: 'Seen in public files, not documented.' },
  ],
  types: { stdio: ['local', 'stdio'], http: ['http'], sse: ['sse'] },
  urlWithoutType: 'rejected',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  // A variable of a local server may also be given by the bare name of the secret. "All string and string[] fields besides
  // tools & type support substitution" (github/docs@2b473695), and `--host=$SENTRY_HOST` takes what the entry's env sets. What
  // has a default is worth that, whatever its name.
  interpolation: {
    pattern:
      '\\$?COPILOT_MCP_\\w+|\\$\\{COPILOT_MCP_\\w+\\}|\\$\\{[A-Za-z_]\\w*:-[^}]{0,200}\\}|\\$\\{\\{\\s{0,3}(?:secrets|vars)\\.COPILOT_MCP_\\w+\\s{0,3}\\}\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers'],
    prefixed: {
      prefix: 'COPILOT_MCP_',
      form: '^\\$(?:[A-Za-z_]\\w*|\\{[A-Za-z_]\\w*\\}|\\{\\{\\s{0,3}(?:secrets|vars)\\.\\w+\\s{0,3}\\}\\})$',
    },
    ownVariables: true,
    env: (name) => `\${{ secrets.COPILOT_MCP_${name.replace(/^COPILOT_MCP_/, '')} }}`,
    input: undefined,
  },
  workspaceFolder: undefined,
}
