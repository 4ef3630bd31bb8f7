import type { Host } from '../../model/host.ts'
import type { McpConfig, ServerEntry } from '../../model/mcpConfig.ts'
import { partOf, type Text } from '../../model/place.ts'
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
    when: 'a value contains a reference that only other hosts expand: `${VAR}` in VS Code or Cursor, `${env:VAR}` or `${input:x}` in Claude Code, `${process.env.X}` anywhere. All of an entry are one finding. A host that expands nothing (Claude Desktop) is reported once per file, at low. Silent for what a shell that the entry starts expands itself.',
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
    const right = rewritten(first, config.host)
    const does = right ? `Write "${right}".` : `${config.host.name} has no such reference: set the value in another way.`
    yield {
      at: first.at,
      message: `${config.host.name} does not expand "${first.text}" of server "${entry.name}" and passes it on as it stands. ${does}`,
      related: others.map(({ at, text }) => ({ span: at.span, message: `"${text}" stays as it stands too.` })),
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

function literalReferences(entry: ServerEntry, config: McpConfig, texts: readonly Text[]): readonly Found[] {
  const scripts = shellScripts(entry)
  return texts.flatMap((text) =>
    scripts.has(JSON.stringify(text.path))
      ? []
      : foreignReferences(text.text, config.host).map((reference) => ({
          ...reference,
          at: partOf(config.tree, text, reference.start, reference.start + reference.text.length),
        })),
  )
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
function rewritten({ variable, isFolder }: Reference, { interpolation, workspaceFolder }: Host): string | undefined {
  if (isFolder) return workspaceFolder
  return variable === undefined ? undefined : interpolation.env?.(variable)
}

/** All of the entry or none: half a repair would leave the finding. A default that gets lost is for a person to judge. */
function rewriting(found: readonly Found[], host: Host): readonly Fix[] {
  const patches = found.flatMap((one) => {
    const text = rewritten(one, host)
    return text === undefined ? [] : [{ op: 'text', span: one.at.span, text } as const]
  })
  if (patches.length < found.length) return []
  const isSafe = found.every(({ keepsAll }) => keepsAll)
  const title = `Write ${found.length > 1 ? 'the references' : 'the reference'} as ${host.name} expands ${found.length > 1 ? 'them' : 'it'}`
  return [{ title, safety: isSafe ? 'safe' : 'review', patches }]
}

function* onceForFile(config: McpConfig): Iterable<Report> {
  const found = config.servers.flatMap((entry) => literalReferences(entry, config, allTexts(entry, config)))
  const [first, ...others] = found
  if (!first) return
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  yield {
    at: first.at,
    severity: 'low',
    message: `${config.host.name} expands no variables: "${first.text}"${more} in this file stays as it stands. Set the value where the server runs, or start it through a script that reads the environment.`,
    related: others.map(({ at, text }) => ({ span: at.span, message: `"${text}" stays as it stands too.` })),
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
        'Claude Code does not expand "${config:docs.path}" of server "docs" and passes it on as it stands. Claude Code has no such reference: set the value in another way.',
    },
    {
      host: 'claude-code',
      text: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["«${workspaceFolder}»/docs"]}}}',
      message:
        'Claude Code does not expand "${workspaceFolder}" of server "docs" and passes it on as it stands. Write "${CLAUDE_PROJECT_DIR:-.}".',
      fixed: '{"mcpServers":{"docs":{"command":"/opt/docs","args":["${CLAUDE_PROJECT_DIR:-.}/docs"]}}}',
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
