import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { partOf, type Text } from '../../model/place.ts'
import { inputIds } from '../inputIds.ts'
import { addInputs } from '../references.ts'
import { expandedTexts } from '../referenceTexts.ts'
import { defineRule, type Examples } from '../rule.ts'

/** What stands behind `:-` is a default to other hosts, and may be the secret itself: it is no part of a name. */
const INPUT = /\$\{input:((?:[^}:]|:(?![-=?+])){1,200})(?::[-=?+][^}]{0,2000})?\}/g

export default defineRule({
  meta: {
    id: 'undeclared-input',
    group: 'structure',
    title: 'Reference to an input that is not declared',
    tier: 1,
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    where: '*.env, *.headers, *.args, *.url',
    when: 'a value holds `${input:id}`, and the same file has no input of that id. Only in hosts that ask for inputs. All of an entry are one finding.',
    why: 'The credential is empty at start and the server falls back to whatever identity surrounds it.',
    fix: { safety: 'safe', does: 'inserts a promptString input with password: true' },
    standards: ['CSF PR.PS-01'],
    guards: ['references'],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    if (!config.host.interpolation.input) return
    const missing = undeclared(entry, config)
    const [first, ...others] = missing
    if (!first) return
    const ids = [...new Set(missing.map(({ id }) => id))]
    const patches = addInputs(
      ids.map((id) => ({ type: 'promptString', id, description: `${id} of ${entry.name}`, password: true })),
      config,
    )
    yield {
      at: first.at,
      message: `Server "${entry.name}" refers to the input "${first.id}", and this file declares no such input. Add it to "inputs", or correct the name.`,
      related: others.map(({ at, id }) => ({ span: at.span, message: `Input "${id}" is not declared.` })),
      fixes: patches
        ? [{ title: ids.length > 1 ? 'Declare the inputs' : `Declare input "${first.id}"`, safety: 'safe', patches }]
        : [],
    }
  },
})

interface Missing {
  readonly at: Text
  readonly id: string
}

function undeclared(entry: ServerEntry, config: McpConfig): readonly Missing[] {
  const declared = inputIds(config)
  return expandedTexts(entry, config).flatMap((text) =>
    [...text.text.matchAll(INPUT)].flatMap(({ 0: whole, 1: id = '', index }) =>
      declared.has(id) ? [] : [{ at: partOf(config.tree, text, index, index + whole.length), id }],
    ),
  )
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"inputs":[{"type":"promptString","id":"gh","description":"GitHub token","password":true}],"servers":{"gh":{"type":"http","url":"https://api.githubcopilot.com/mcp/readonly","headers":{"Authorization":"Bearer ${input:gh}"}}}}',
    },
    // Text that no host expands there.
    { host: 'vscode', text: '{"servers":{"docs":{"command":"/opt/docs","version":"${input:docs}"}}}' },
    // A host that asks for no inputs: unsupported-variable-syntax speaks.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","env":{"LEVEL":"${input:level}"}}}}',
      also: ['unsupported-variable-syntax'],
    },
  ],
  bad: [
    // To other hosts what stands behind ":-" is a default, and it may be the secret itself.
    {
      host: 'vscode',
      text: '{"inputs":[],"servers":{"a":{"type":"stdio","command":"/opt/a","env":{"LOG_LEVEL":"«${input:log:-verbose}»"}}}}',
      message:
        'Server "a" refers to the input "log", and this file declares no such input. Add it to "inputs", or correct the name.',
    },
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"gh":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"Authorization":"Bearer «${input:gh}»"}}}}',
      message:
        'Server "gh" refers to the input "gh", and this file declares no such input. Add it to "inputs", or correct the name.',
      severity: 'medium',
      fixed:
        '{"servers":{"gh":{"type":"http","url":"https://api.githubcopilot.com/mcp/","headers":{"Authorization":"Bearer ${input:gh}"}}},"inputs":[{"type":"promptString","id":"gh","description":"gh of gh","password":true}]}',
    },
    // Inputs stand beside the servers, wherever these are.
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      also: ['deprecated-config-location'],
      text: '{"mcp":{"servers":{"docs":{"command":"/opt/docs","args":["--user=«${input:user}»"]}}}}',
      message:
        'Server "docs" refers to the input "user", and this file declares no such input. Add it to "inputs", or correct the name.',
      fixed:
        '{"mcp":{"servers":{"docs":{"command":"/opt/docs","args":["--user=${input:user}"]}},"inputs":[{"type":"promptString","id":"user","description":"user of docs","password":true}]}}',
    },
    // Several of one entry are one finding, and one fix declares each once.
    {
      host: 'vscode',
      text: '{"inputs":[],"servers":{"docs":{"command":"/opt/docs","args":["--user=«${input:user}»"],"env":{"KEY":"${input:key}","AGAIN":"${input:key}"}}}}',
      message:
        'Server "docs" refers to the input "user", and this file declares no such input. Add it to "inputs", or correct the name.',
      fixed:
        '{"inputs":[{"type":"promptString","id":"user","description":"user of docs","password":true},{"type":"promptString","id":"key","description":"key of docs","password":true}],"servers":{"docs":{"command":"/opt/docs","args":["--user=${input:user}"],"env":{"KEY":"${input:key}","AGAIN":"${input:key}"}}}}',
    },
    // Nothing can be added to what is no list.
    {
      host: 'vscode',
      text: '{"inputs":{},"servers":{"docs":{"type":"http","url":"https://mcp.acme.example/«${input:team}»"}}}',
      message:
        'Server "docs" refers to the input "team", and this file declares no such input. Add it to "inputs", or correct the name.',
    },
  ],
} satisfies Examples
