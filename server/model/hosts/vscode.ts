import type { Path } from '../../syntax/tree.ts'
import { COMMON_NAMES, foreignKeys } from '../fieldNames.ts'
import type { Host, HostFile } from '../host.ts'
import { EDITORS, inUserFolders } from './userFiles.ts'

/** Files of JSON that hold more than servers. */
const inSettings = (serversPath: Path): NonNullable<HostFile['differs']> => ({ serversPath, foreignServersKeys: [] })

/** The file of Claude Code and Copilot CLI, of which VS Code takes less than of its own. */
const SHARED: NonNullable<HostFile['differs']> = {
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: true,
  interpolation: { pattern: undefined, expandedIn: [], env: undefined, input: undefined },
  workspaceFolder: undefined,
}

/** Of an agent's file it reads all but the servers, which are the cloud's. */
const AGENT: NonNullable<HostFile['differs']> = {
  syntax: { format: 'frontmatter', comments: true, trailingCommas: true },
  serversPath: ['mcp-servers'],
  foreignServersKeys: [],
}

export const vscode: Host = {
  id: 'vscode',
  name: 'VS Code',
  docs: [
    'https://code.visualstudio.com/docs/copilot/reference/mcp-configuration',
    'https://code.visualstudio.com/docs/copilot/customization/mcp-servers',
  ],
  sources: [
    'microsoft/vscode@0b37532c src/vs/workbench/contrib/mcp/common/mcpConfiguration.ts',
    'microsoft/vscode@01272b92 src/vs/platform/mcp/common/mcpPlatformTypes.ts',
    'microsoft/vscode-docs@0892da1a docs/copilot/reference/mcp-configuration.md',
  ],
  checked: '2026-11',
  files: [
    { glob: '**/.vscode/mcp.json', scope: 'workspace', holds: 'servers' },
    ...inUserFolders(`${EDITORS}/User/mcp.json`),
    ...inUserFolders(`${EDITORS}/User/profiles/*/mcp.json`),
    { glob: '~/.vscode-server/data/User/mcp.json', scope: 'user', holds: 'servers' },
    {
      glob: '**/{devcontainer,.devcontainer}.json',
      scope: 'workspace',
      holds: 'servers',
      rarely: true,
      differs: inSettings(['customizations', 'vscode', 'mcp', 'servers']),
    },
    {
      glob: '**/*.code-workspace',
      scope: 'workspace',
      holds: 'servers',
      rarely: true,
      differs: inSettings(['settings', 'mcp', 'servers']),
    },
    {
      glob: '**/.vscode/settings.json',
      scope: 'workspace',
      holds: 'servers',
      deprecated: '.vscode/mcp.json',
      differs: inSettings(['mcp', 'servers']),
    },
    ...inUserFolders(`${EDITORS}/User/settings.json`, {
      rarely: true,
      deprecated: 'mcp.json',
      differs: inSettings(['mcp', 'servers']),
    }),
    { glob: '**/.github/agents/**/*.md', scope: 'workspace', holds: 'agent', borrowed: true, differs: AGENT },
    { glob: '**/.mcp.json', scope: 'workspace', holds: 'servers', borrowed: true, differs: SHARED },
    {
      glob: '~/.copilot/mcp-config.json',
      scope: 'user',
      holds: 'servers',
      borrowed: true,
      differs: { ...SHARED, bareMap: false },
    },
  ],
  syntax: { format: 'jsonc', comments: true, trailingCommas: true },
  serversPath: ['servers'],
  furtherServersPaths: [],
  container: 'map',
  foreignServersKeys: foreignKeys('servers'),
  bareMap: false,
  names: { ...COMMON_NAMES, cwd: ['cwd'], envFile: ['envFile'] },
  fields: [
    {
      name: 'type',
      type: '"stdio" | "http" | "sse"',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Transport. Absent or unknown, it is rewritten without a word: "stdio" where there is a command, else "http".',
    },
    { name: 'command', type: 'string', transports: ['stdio'], meaning: 'The program to start.' },
    { name: 'args', type: 'string[]', transports: ['stdio'], meaning: 'Its arguments.' },
    { name: 'cwd', type: 'string', transports: ['stdio'], meaning: 'Working folder; the folder of the workspace by default.' },
    {
      name: 'env',
      type: 'map of string, number or null',
      transports: ['stdio'],
      meaning: 'Environment; null takes a variable away.',
    },
    { name: 'envFile', type: 'string', transports: ['stdio'], meaning: 'Path of a file with variables.' },
    {
      name: 'sandboxEnabled',
      type: 'boolean',
      transports: ['stdio'],
      meaning: 'Runs the server in a sandbox (macOS and Linux); confirmations of its tools are then approved without asking.',
    },
    {
      name: 'sandbox',
      type: 'object',
      transports: ['stdio'],
      meaning: 'Rules of the sandbox; in newer versions at the root of the file.',
    },
    {
      name: 'dev',
      type: 'object',
      transports: ['stdio', 'http', 'sse'],
      meaning: 'Development mode: what to watch, how to debug.',
    },
    { name: 'url', type: 'string', transports: ['http', 'sse'], meaning: 'Address of the server.' },
    { name: 'headers', type: 'map of string', transports: ['http', 'sse'], meaning: 'HTTP headers of each request.' },
    { name: 'oauth', type: 'object', transports: ['http', 'sse'], meaning: 'A client that is registered with the server.' },
    { name: 'version', type: 'string', transports: ['stdio', 'http', 'sse'], meaning: 'Written by the gallery.' },
    { name: 'gallery', type: 'boolean | string', transports: ['stdio', 'http', 'sse'], meaning: 'Written by the gallery.' },
  ],
  types: { stdio: ['stdio'], http: ['http'], sse: ['sse'] },
  urlWithoutType: 'http',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: undefined,
  interpolation: {
    pattern:
      '\\$\\{(?:input:[^}]{1,200}|env:[^}]{1,200}|config:[^}]{1,200}|command:[^}]{1,200}|workspaceFolder(?::[^}]{1,200})?|workspaceFolderBasename|userHome|pathSeparator|/|execPath)\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers', 'cwd', 'envFile'],
    env: (name) => `\${env:${name}}`,
    input: (id) => `\${input:${id}}`,
  },
  workspaceFolder: `\${workspaceFolder}`,
}
