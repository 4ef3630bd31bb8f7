import type { McpConfig } from '../../model/mcpConfig.ts'
import { nodeAt } from '../../syntax/find.ts'
import type { Patch } from '../../syntax/patch.ts'
import type { Span, SyntaxProblem } from '../../syntax/tree.ts'
import { hostName } from '../hostName.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'
import { serverMapPaths } from '../serverMapPaths.ts'

export default defineRule({
  meta: {
    id: 'config-parse-error',
    group: 'structure',
    title: 'Config file cannot be parsed',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where: 'the whole file',
    when: 'the parser of this host rejects the text: a syntax error, or a comment or trailing comma where the host reads strict JSON (comments and trailing commas: VS Code, Zed, opencode; comments only: Gemini; neither: Claude Code, Cursor mcp.json, Copilot CLI, Kiro, Roo, Cline, Claude Desktop), or a key that stands twice in TOML or YAML. One finding per broken region; what still parses is still linted. All comments of a file are one finding, and so are all trailing commas.',
    why: 'The host ignores a file it cannot parse, and a wider copy of it in another scope may apply instead.',
    fix: { safety: 'safe', does: 'removes a trailing comma or a comment; none for other errors' },
    standards: ['CSF PR.PS-01', 'CWE-1284'],
    guards: ['dialects'],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const { problems } = config.tree
    const takesRepetition = config.tree.format === 'json' || config.tree.format === 'jsonc'
    const names =
      !takesRepetition && problems.some(({ kind }) => kind === 'duplicate-key') ? serverKeys(config) : new Set<number>()
    for (const problem of problems) {
      const { kind } = problem
      if (kind === 'invalid' || kind === 'too-deep') yield syntaxError(problem, config)
      // The host may well read it.
      if (kind === 'too-large') yield { at: { span: problem.span, path: [] }, message: problem.message, severity: 'info' }
      // Of the names of servers duplicate-server-key speaks.
      if (kind === 'duplicate-key' && !takesRepetition && !names.has(problem.span.start)) yield syntaxError(problem, config)
    }
    const { syntax } = config.host
    if (!syntax.comments) yield* notStrict(problems, 'comment', config)
    if (!syntax.trailingCommas) yield* notStrict(problems, 'trailing-comma', config)
  },
})

/** Where the keys of all maps of servers begin, each map once. */
function serverKeys(config: McpConfig): ReadonlySet<number> {
  return new Set(
    serverMapPaths(config).flatMap((path) => {
      const map = nodeAt(config.tree, path)
      return map?.kind === 'object' ? map.members.map(({ keySpan }) => keySpan.start) : []
    }),
  )
}

function syntaxError({ message, span }: SyntaxProblem, { host }: McpConfig): Report {
  return { at: { span, path: [] }, message: `${hostName({ host })} cannot read this file and ignores it. ${message}` }
}

const WORDS = {
  comment: { one: 'a comment', many: 'comments', title: 'Remove the comment', titles: 'Remove the comments' },
  'trailing-comma': {
    one: 'a comma after the last element',
    many: 'commas after last elements',
    title: 'Remove the comma',
    titles: 'Remove the commas',
  },
}

/** One finding for all of a kind: they have one cause, and one fix takes them all out. */
function* notStrict(
  problems: readonly SyntaxProblem[],
  kind: 'comment' | 'trailing-comma',
  { host, tree }: McpConfig,
): Iterable<Report> {
  const found = problems.filter((problem) => problem.kind === kind)
  const [first, ...others] = found
  if (!first) return
  const words = WORDS[kind]
  const what = others.length > 0 ? `${found.length} ${words.many}` : words.one
  yield {
    at: { span: first.span, path: [] },
    // Gemini takes comments and no such comma.
    message: `${hostName({ host })} ${host.syntax.comments ? 'takes no such comma' : 'reads strict JSON'}, and this file has ${what}: the host ignores the file. Remove ${others.length > 0 ? 'them' : 'it'}.`,
    related: others.map(({ span }) => ({ span, message: `Also ${words.one}.` })),
    fixes: [
      {
        title: others.length > 0 ? words.titles : words.title,
        safety: 'safe',
        patches: found.map(
          ({ span }): Patch => ({ op: 'text', span: kind === 'comment' ? wholeLine(span, tree.text) : span, text: '' }),
        ),
      },
    ],
  }
}

/** A comment that has its line to itself goes with the line; after other text, with the space before it. */
function wholeLine({ start, end }: Span, text: string): Span {
  const before = /[^\S\r\n]*$/.exec(text.slice(Math.max(0, start - 1000), start))?.[0].length ?? 0
  const lineStart = start - before
  const alone = lineStart === 0 || /[\r\n]/.test(text[lineStart - 1] ?? '')
  if (!alone) return { start: endsLine(end, text) ? lineStart : start, end }
  const rest = /^[^\S\r\n]*(?:\r?\n|\r)/.exec(text.slice(end, end + 1000))?.[0].length
  return rest === undefined ? { start, end } : { start: lineStart, end: end + rest }
}

function endsLine(end: number, text: string): boolean {
  return end === text.length || /[\r\n]/.test(text[end] ?? '')
}

export const examples = {
  good: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers":{"docs":{"command":"npx","args":["-y","acme-docs@1.0.0"]}}}',
    },
    {
      host: 'vscode',
      file: '.vscode/mcp.json',
      text: '{\n  // what we use\n  "servers": { "docs": { "command": "npx", "args": ["-y", "acme-docs@1.0.0",], }, },\n}\n',
    },
    { host: 'cursor', text: '{}' },
  ],
  bad: [
    {
      host: 'claude-code',
      file: '.mcp.json',
      text: '{"mcpServers": {"docs": {"command": "npx", "args": ["-y", "acme-docs@1.0.0"]«,»}}}',
      message:
        'Claude Code reads strict JSON, and this file has a comma after the last element: the host ignores the file. Remove it.',
      fixed: '{"mcpServers": {"docs": {"command": "npx", "args": ["-y", "acme-docs@1.0.0"]}}}',
    },
    {
      host: 'cursor',
      text: '{\n  «// what we use»\n  "mcpServers": { "docs": { "command": "npx", "args": ["-y", "acme-docs@1.0.0"] } } // end\n}\n',
      message: 'Cursor reads strict JSON, and this file has 2 comments: the host ignores the file. Remove them.',
      fixed: '{\n  "mcpServers": { "docs": { "command": "npx", "args": ["-y", "acme-docs@1.0.0"] } }\n}\n',
    },
    {
      host: 'claude-desktop',
      text: '{"mcpServers": {"docs": {"command": «/* here */» "/opt/docs"}}«,»}',
      message: 'Claude Desktop reads strict JSON, and this file has a comment: the host ignores the file. Remove it.',
      fixed: '{"mcpServers": {"docs": {"command":  "/opt/docs"}},}',
    },
    // Comments only.
    {
      host: 'gemini',
      file: '.gemini/settings.json',
      text: '{"mcpServers": {"docs": {"command": "/opt/docs" /* ours */}«,»}}',
      message:
        'Gemini CLI takes no such comma, and this file has a comma after the last element: the host ignores the file. Remove it.',
      fixed: '{"mcpServers": {"docs": {"command": "/opt/docs" /* ours */}}}',
    },
    // What still parses is still linted.
    {
      host: 'claude-code',
      text: '{"mcpServers": {"docs": {"command": "/opt/docs"«}»',
      message: 'Claude Code cannot read this file and ignores it. The file ends too early: 2 brackets are still open here.',
    },
  ],
} satisfies Examples
