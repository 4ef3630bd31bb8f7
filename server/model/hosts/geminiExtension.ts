import { foreignKeys } from '../fieldNames.ts'
import type { Host } from '../host.ts'
import { gemini } from './gemini.ts'

export const geminiExtension: Host = {
  id: 'gemini-extension',
  name: 'Gemini CLI extension',
  docs: ['https://github.com/google-gemini/gemini-cli/blob/main/docs/extensions/reference.md'],
  sources: [
    'google-gemini/gemini-cli@5411f113 docs/extensions/reference.md',
    'google-gemini/gemini-cli@001a804c packages/cli/src/config/extension-manager.ts',
  ],
  checked: '2026-11',
  unverified: ['Whether its files take comments: strict JSON is what always works.'],
  files: [
    { glob: '**/gemini-extension.json', scope: 'workspace', holds: 'servers' },
    { glob: '~/.gemini/extensions/*/gemini-extension.json', scope: 'plugin', holds: 'servers' },
  ],
  syntax: { format: 'json', comments: false, trailingCommas: false },
  serversPath: ['mcpServers'],
  furtherServersPaths: [],
  container: 'map',
  // `Object.entries(config.mcpServers)`, and no schema is asked before that.
  numbersLists: true,
  foreignServersKeys: foreignKeys('mcpServers'),
  bareMap: false,
  names: gemini.names,
  // The host does not let an extension trust itself.
  fields: gemini.fields.filter(({ name }) => name !== 'trust'),
  types: gemini.types,
  urlWithoutType: 'http',
  unknownKeys: 'ignored',
  reservedNames: [],
  nameProblem: gemini.nameProblem,
  interpolation: {
    pattern: '\\$\\{(?:extensionPath|workspacePath|/|pathSeparator)\\}|\\$[A-Za-z_]\\w*|\\$\\{[A-Za-z_]\\w*(?::-[^}]{0,200})?\\}',
    expandedIn: ['command', 'args', 'env', 'url', 'headers', 'cwd'],
    env: (name) => `\${${name}}`,
    input: undefined,
  },
  workspaceFolder: `\${workspacePath}`,
}
