import { withoutCredentials } from '../../knowledge/withoutCredentials.ts'
import type { Host } from '../../model/host.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { perEntry, placedPerEntry } from '../../model/perEntry.ts'
import { partOf, type Text } from '../../model/place.ts'
import { fieldOf } from '../entryFields.ts'
import { allTexts, expandedTexts } from '../referenceTexts.ts'
import { defineRule, type Examples, type Fix, type Report } from '../rule.ts'
import { foreignReferences, type Reference } from '../variableSyntax.ts'

export default defineRule({
  meta: {
    id: 'unsupported-variable-syntax',
    group: 'structure',
    title: 'Variable syntax this host does not expand',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'string values of a server entry, in the fields where the host expands variables',
    when: 'a value contains a reference that only other hosts expand: `${VAR}` in VS Code or Cursor, `${env:VAR}` or `${input:x}` in Claude Code, `${process.env.X}` anywhere. All of an entry are one finding. A host that expands nothing (Claude Desktop) is reported once per file, at low. Where a host serves only names that begin in one way (`COPILOT_MCP_`), a reference to another name comes to nothing and is reported, too. Silent for what a shell that the entry starts expands itself.',
    why: 'The literal text is sent as the credential, and the usual repair is to paste the real secret.',
    fix: { safety: 'safe', does: 'rewrites the reference in the dialect of this host' },
    standards: ['NHI4', 'CWE-1188'],
    guards: ['references', 'readers'],
    absorbs: [],
    since: '0.1.0',
  },

  *server(entry, config) {
    if (config.host.interpolation.pattern === undefined) return
    const found = literalReferences(entry, config, expandedTexts(entry, config))
    const [first, ...others] = found
    if (!first) return
    yield {
      at: first.at,
      message: messageFor(first, entry, config.host),
      related: others.map(({ at, text }) => ({
        span: at.span,
        message: isEmptied(text, config.host) ? `"${text}" comes to nothing too.` : `"${text}" stays as it stands too.`,
      })),
      fixes: rewriting(found, config.host),
    }
  },

  *file(config) {
    if (config.host.interpolation.pattern === undefined) yield* onceForFile(config)
  },
})

interface Found extends Reference {
  readonly at: Text
}

function messageFor(first: Found, entry: ServerEntry, host: Host): string {
  const { prefixed } = host.interpolation
  const right = rewritten(first, host)
  if (prefixed && isEmptied(first.text, host))
    return `"${first.text}" of server "${entry.name}" comes to nothing: ${host.name} serves only names that begin with "${prefixed.prefix}". Name the variable or secret "${prefixed.prefix}${withoutCredentials(first.variable ?? '')}" where it is kept, and write "${right}".`
  const does = right ? `Write "${right}".` : 'It has no such reference: set the value in another way.'
  return `${host.name} does not expand "${first.text}" of server "${entry.name}" and passes it on as it stands. ${does}`
}

/** It has a form this host knows and a name it does not serve. */
function isEmptied(text: string, { interpolation: { prefixed } }: Host): boolean {
  return prefixed !== undefined && new RegExp(prefixed.form).test(text)
}

function literalReferences(entry: ServerEntry, config: McpConfig, texts: readonly Text[]): readonly Found[] {
  let scripts: ReadonlySet<string> | undefined
  return texts.flatMap((text) => {
    const references = foreignReferences(text.text, config.host)
    if (references.length === 0) return []
    scripts ??= shellScripts(entry)
    if (scripts.has(JSON.stringify(text.path))) return []
    return references
      .filter((reference) => !isOwnVariable(reference, text, entry, config.host))
      .map((reference) => ({
        ...reference,
        at: partOf(config.tree, text, reference.start, reference.start + reference.text.length),
      }))
  })
}

/** Variables a machine or a runner sets for every process: whether arguments may refer to them nobody documents. */
const OF_THE_MACHINE = /^(?:HOME|PATH|PWD|USER|SHELL|TMPDIR|GITHUB_\w+|RUNNER_\w+)$/

/** In a command line: what the entry itself sets, where the host puts that in. */
function isOwnVariable({ text, variable }: Reference, { path }: Text, entry: ServerEntry, host: Host): boolean {
  if (!host.interpolation.ownVariables || variable === undefined || !/^\$\{?\w+\}?$/.test(text)) return false
  const inCommandLine = (['command', 'args'] as const).some(
    (role) => fieldOf(entry, host, role)?.path.at(-1) === path[entry.path.length],
  )
  return inCommandLine && (OF_THE_MACHINE.test(variable) || entry.launch.env.some(({ name }) => name === variable))
}

const SHELL = /(?:^|[\\/])(?:(?:ba|z|da|k|fi|a)?sh|pwsh|powershell)(?:\.exe)?$/i
const EVALUATOR = /(?:^|[\\/])(?:node|bun|deno|ruby|perl|python\d*)(?:\.exe)?$/i

/** Arguments that hold a program: what a shell or a template finds in them it expands itself. */
function shellScripts({ launch, command }: ServerEntry): ReadonlySet<string> {
  const { args } = launch
  const unwrapped = launch.wrappers.some(({ kind }) => kind === 'shell') ? [launch.program?.path] : []
  const program = command?.text ?? ''
  const lines = args.filter(({ text }, at) => {
    const flag = args[at - 1]?.text ?? ''
    const before = args[at - 2]?.text ?? ''
    if (/^-[a-z]*c$/i.test(flag) && SHELL.test(before)) return true
    if (EVALUATOR.test(program) && /^(?:-e|--eval|-p|--print|-c|eval)$/.test(flag)) return true
    return /^(?:ba|z)?sh\s+-[a-z]*c\s/.test(text)
  })
  const scripts = SHELL.test(program) ? args : lines
  return new Set([...unwrapped, ...scripts.map(({ path }) => path)].flatMap((path) => (path ? [JSON.stringify(path)] : [])))
}

/** The same variable as this host writes it; undefined where it has no such thing. */
function rewritten({ text, variable, isFolder }: Reference, host: Host): string | undefined {
  const { interpolation, workspaceFolder } = host
  if (isFolder) return workspaceFolder
  if (variable === undefined) return undefined
  return isEmptied(text, host)
    ? text.replace(variable, `${interpolation.prefixed?.prefix}${variable}`)
    : interpolation.env?.(variable)
}

/**
 * All of the entry or none: half a repair would leave the finding. A default that gets lost is for a person to judge, as is a
 * name that a person has to give to the secret as well.
 */
function rewriting(found: readonly Found[], host: Host): readonly Fix[] {
  const patches = found.flatMap((one) => {
    const text = rewritten(one, host)
    return text === undefined ? [] : [{ op: 'text', span: one.at.span, text } as const]
  })
  if (patches.length < found.length) return []
  const isSafe = found.every(({ text, keepsAll }) => keepsAll && !isEmptied(text, host))
  const title = `Write ${found.length > 1 ? 'the references' : 'the reference'} as ${host.name} expands ${found.length > 1 ? 'them' : 'it'}`
  return [{ title, safety: isSafe ? 'safe' : 'review', patches }]
}

const hasLiteral = perEntry((entry, config) => literalsOf(entry, config).length > 0)

/** Where the references stand that a host without any expansion passes on. */
const literalsOf = placedPerEntry((entry, config): readonly Text[] =>
  literalReferences(entry, config, allTexts(entry, config)).map(({ text, at: { span, path } }) => ({ text, span, path })),
)

function* onceForFile(config: McpConfig): Iterable<Report> {
  const found = config.servers.flatMap((entry) => (hasLiteral(entry, config) ? literalsOf(entry, config) : []))
  const [first, ...others] = found
  if (!first) return
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  yield {
    at: first,
    severity: 'low',
    message: `${config.host.name} expands no variables: "${first.text}"${more} in this file stays as it stands. Set the value where the server runs, or start it through a script that reads the environment.`,
    related: others.map(({ span, text }) => ({ span, message: `"${text}" stays as it stands too.` })),
  }
}

export const examples = {
  good: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"gh":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${env:GITHUB_TOKEN}"}}}}',
      also: ['missing-read-only-mode'],
    },
    { host: 'claude-code', text: '{"mcpServers":{"docs":{"command":"${DOCS:-/opt/docs}","args":["--at=${HOME}/docs"]}}}' },
    // A shell expands what stands in its command line.
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"command":"sh","args":["-c","exec /opt/docs --key \\"${DOCS_KEY}\\""]}}}',
    },
    { host: 'vscode', text: '{"servers":{"docs":{"command":"node","args":["-e","run(`${process.argv[2]} ${HOME}`)"]}}}' },
    // No host expands anything there.
    { host: 'vscode', text: '{"servers":{"docs":{"command":"/opt/docs","version":"${DOCS}"}}}' },
    // Arguments may refer to what the entry sets, and a default is worth something whatever its name.
    {
      host: 'copilot-cloud-agent',
      text: '---\nname: docs\ndescription: reads\ntools: [docs/search]\nmcp-servers:\n  docs:\n    type: local\n    command: /opt/docs\n    args: ["--at=${DOCS_HOST}", "$HOME", "${COPILOT_MCP_TEAM}"]\n    tools: [search]\n    env:\n      DOCS_HOST: docs.acme.example\n      LEVEL: ${LEVEL:-info}\n      KEY: ${{ secrets.COPILOT_MCP_KEY }}\n---\nRead.\n',
    },
    // A placeholder of a template, and a dollar in a password.
    { host: 'cursor', text: '{"mcpServers":{"docs":{"command":"/opt/docs","env":{"A":"{{name}}","B":"x$y","C":"a ${} b"}}}}' },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{"servers":{"gh":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"«${GITHUB_TOKEN}»"}}}}',
      message:
        'VS Code does not expand "${GITHUB_TOKEN}" of server "gh" and passes it on as it stands. Write "${env:GITHUB_TOKEN}".',
      severity: 'high',
      fixed:
        '{"servers":{"gh":{"command":"docker","args":["run","-i","--rm","-e","GITHUB_PERSONAL_ACCESS_TOKEN","ghcr.io/github/github-mcp-server@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],"env":{"GITHUB_PERSONAL_ACCESS_TOKEN":"${env:GITHUB_TOKEN}"}}}}',
    },
    {
      host: 'cursor',
      text: '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/mcp","headers":{"X-Team":"a «${TEAM}»","X-User":"${process.env.NAME}"}}}}',
      message: 'Cursor does not expand "${TEAM}" of server "docs" and passes it on as it stands. Write "${env:TEAM}".',
      fixed:
        '{"mcpServers":{"docs":{"url":"https://mcp.acme.example/mcp","headers":{"X-Team":"a ${env:TEAM}","X-User":"${env:NAME}"}}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","env":{"LEVEL":"«${env:LEVEL}»"}}}}',
      message: 'Claude Code does not expand "${env:LEVEL}" of server "docs" and passes it on as it stands. Write "${LEVEL}".',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs","env":{"LEVEL":"${LEVEL}"}}}}',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","env":{"LEVEL":"«${input:log-level}»"}}}}',
      message:
        'Claude Code does not expand "${input:log-level}" of server "docs" and passes it on as it stands. Write "${LOG_LEVEL}".',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs","env":{"LEVEL":"${LOG_LEVEL}"}}}}',
    },
    // The default would be lost, so a person has to look.
    {
      host: 'vscode',
      text: '{"servers":{"docs":{"command":"/opt/docs","args":["--port=«${PORT:-8080}»"]}}}',
      message: 'VS Code does not expand "${PORT:-8080}" of server "docs" and passes it on as it stands. Write "${env:PORT}".',
      fixed: '{"servers":{"docs":{"command":"/opt/docs","args":["--port=${env:PORT}"]}}}',
    },
    // Nothing of this host stands for it.
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["«${config:docs.path}»"]}}}',
      message:
        'Claude Code does not expand "${config:docs.path}" of server "docs" and passes it on as it stands. It has no such reference: set the value in another way.',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["«${workspaceFolder}»/docs"]}}}',
      message:
        'Claude Code does not expand "${workspaceFolder}" of server "docs" and passes it on as it stands. Write "${CLAUDE_PROJECT_DIR:-.}".',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["${CLAUDE_PROJECT_DIR:-.}/docs"]}}}',
    },
    // A form of this host with a name it does not serve: a person has to rename the secret, too.
    {
      host: 'copilot-cloud-agent',
      text: '---\nname: docs\ndescription: reads\ntools: [docs/search]\nmcp-servers:\n  docs:\n    type: local\n    command: /opt/docs\n    args: []\n    tools: [search]\n    env:\n      DOCS_KEY: ApiKey «${{ secrets.DOCS_KEY }}»\n      DOCS_TEAM: $TEAM\n---\nRead.\n',
      message:
        '"${{ secrets.DOCS_KEY }}" of server "docs" comes to nothing: GitHub Copilot (custom agents) serves only names that begin with "COPILOT_MCP_". Name the variable or secret "COPILOT_MCP_DOCS_KEY" where it is kept, and write "${{ secrets.COPILOT_MCP_DOCS_KEY }}".',
      severity: 'high',
      fixed:
        '---\nname: docs\ndescription: reads\ntools: [docs/search]\nmcp-servers:\n  docs:\n    type: local\n    command: /opt/docs\n    args: []\n    tools: [search]\n    env:\n      DOCS_KEY: ApiKey ${{ secrets.COPILOT_MCP_DOCS_KEY }}\n      DOCS_TEAM: $COPILOT_MCP_TEAM\n---\nRead.\n',
    },
    {
      host: 'copilot-cloud-agent',
      text: '---\nname: docs\ndescription: reads\ntools: [docs/search]\nmcp-servers:\n  docs:\n    type: http\n    url: https://mcp.acme.example/mcp\n    tools: [search]\n    headers:\n      X-Api-Key: «${input:docs-key}»\n---\nRead.\n',
      message:
        'GitHub Copilot (custom agents) does not expand "${input:docs-key}" of server "docs" and passes it on as it stands. Write "${{ secrets.COPILOT_MCP_DOCS_KEY }}".',
      severity: 'high',
    },
    // Only a workflow of GitHub Actions knows it.
    {
      host: 'copilot-cloud-agent',
      text: '---\nname: docs\ndescription: reads\ntools: [docs/search]\nmcp-servers:\n  docs:\n    type: local\n    command: /opt/docs\n    args: ["--root", "«${{ github.workspace }}»/docs"]\n    tools: [search]\n---\nRead.\n',
      message:
        'GitHub Copilot (custom agents) does not expand "${{ github.workspace }}" of server "docs" and passes it on as it stands. It has no such reference: set the value in another way.',
      severity: 'high',
    },
    // Once per file where nothing is expanded at all.
    {
      host: 'claude-desktop',
      text: '{"mcpServers":{"a":{"command":"/opt/a","env":{"X":"«${X}»"}},"b":{"command":"/opt/b","env":{"Y":"${env:Y}"}}}}',
      message:
        'Claude Desktop expands no variables: "${X}" and 1 more in this file stays as it stands. Set the value where the server runs, or start it through a script that reads the environment.',
      severity: 'low',
    },
  ],
} satisfies Examples
