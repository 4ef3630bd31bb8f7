import { isSecretName } from '../../knowledge/credentials.ts'
import type { InputDefinition } from '../../model/mcpConfig.ts'
import { memberOf, nodeAt } from '../../syntax/find.ts'
import type { ObjectNode, SyntaxTree } from '../../syntax/tree.ts'
import { defineRule, type Examples } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'input-not-masked',
    group: 'secrets',
    title: 'VS Code input for a secret without `password: true`',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '`inputs[*]`',
    when: 'an input of type `promptString` whose id or description names a secret has no `password: true`. A default that is a secret itself belongs to `hardcoded-secret`.',
    why: 'The secret is shown while it is typed and kept unencrypted.',
    fix: { safety: 'safe', does: 'sets `"password": true`' },
    standards: ['CWE-549', 'NHI2'],
    guards: ['names'],
    absorbs: [],
    since: '0.1.0',
  },

  *file({ inputs, tree, host }) {
    for (const input of inputs) {
      const definition = nodeAt(tree, input.path.slice(0, -1))
      if (input.password || definition?.kind !== 'object' || textOf(definition, 'type') !== 'promptString') continue
      if (!isSecretName(input.id) && !describesSecret(textOf(definition, 'description') ?? '')) continue
      yield {
        at: placeOf(input, definition, tree),
        message: `The input "${input.id}" asks for a secret but does not mask it, so ${host.name} shows what is typed and keeps it in plain text. Set "password" to true.`,
        fixes: [
          {
            title: `Mask the input "${input.id}"`,
            safety: 'safe',
            patches: [{ op: 'set', path: [...input.path.slice(0, -1), 'password'], value: true }],
          },
        ],
      }
    }
  },
})

function textOf(definition: ObjectNode, key: string): string | undefined {
  const node = memberOf(definition, key)?.value
  return node?.kind === 'string' ? node.value : undefined
}

/** The wrong value where there is one, else the id of the input. */
function placeOf(
  { span, path }: InputDefinition,
  definition: ObjectNode,
  tree: SyntaxTree,
): { span: typeof span; path: typeof path } {
  const password = memberOf(definition, 'password')?.value
  if (!password || tree.text.slice(password.span.start, password.span.end).trim() === '') return { span, path }
  return { span: password.span, path: [...path.slice(0, -1), 'password'] }
}

/** "Your GitHub token (read only)" is about a token, "Path of the token file" about a path. */
function describesSecret(description: string): boolean {
  const [subject = ''] = description.slice(0, 300).split(/\s*[(,.:;]|\s(?:for|of|from|with|to|that|which|used|in|at)\s/i)
  return isSecretName(subject.trim().replace(/\s+/g, '_'))
}

export const examples = {
  good: [
    {
      host: 'vscode',
      text: '{"inputs":[{"type":"promptString","id":"gh_token","description":"GitHub token","password":true}],"servers":{"gh":{"type":"http","url":"https://api.githubcopilot.com/mcp/readonly","headers":{"Authorization":"Bearer ${input:gh_token}"}}}}',
    },
    // names, and what is chosen or computed rather than typed
    {
      host: 'vscode',
      text: '{"inputs":[{"type":"promptString","id":"max-tokens","description":"Number of tokens"},{"type":"promptString","id":"token-file","description":"Path of the token"},{"type":"promptString","id":"key-vault","description":"Name of the vault"},{"type":"pickString","id":"which-token","description":"Which token","options":["a","b"]},{"type":"command","id":"b-token","command":"acme.token"},{"type":"promptString","id":"region"}],"servers":{}}',
    },
    { host: 'cursor', text: '{"inputs":[{"type":"promptString","id":"gh_token"}],"mcpServers":{}}' },
  ],
  bad: [
    {
      host: 'vscode',
      text: '{"inputs":[{"type":"promptString","id":"«gh_token»","description":"GitHub token"}],"servers":{"gh":{"type":"http","url":"https://api.githubcopilot.com/mcp/readonly","headers":{"Authorization":"Bearer ${input:gh_token}"}}}}',
      message:
        'The input "gh_token" asks for a secret but does not mask it, so VS Code shows what is typed and keeps it in plain text. Set "password" to true.',
      severity: 'medium',
      fixed:
        '{"inputs":[{"type":"promptString","id":"gh_token","description":"GitHub token","password":true}],"servers":{"gh":{"type":"http","url":"https://api.githubcopilot.com/mcp/readonly","headers":{"Authorization":"Bearer ${input:gh_token}"}}}}',
    },
    // By its description, and where it says so itself.
    {
      host: 'vscode',
      text: '{\n  "inputs": [\n    {\n      "type": "promptString",\n      "id": "acme",\n      "description": "Acme API key (from the console)",\n      "password": «false»\n    }\n  ],\n  "servers": {}\n}\n',
      message:
        'The input "acme" asks for a secret but does not mask it, so VS Code shows what is typed and keeps it in plain text. Set "password" to true.',
      fixed:
        '{\n  "inputs": [\n    {\n      "type": "promptString",\n      "id": "acme",\n      "description": "Acme API key (from the console)",\n      "password": true\n    }\n  ],\n  "servers": {}\n}\n',
    },
  ],
} satisfies Examples
