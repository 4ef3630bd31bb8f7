import type { Approval, ShellPattern } from '../../model/approvals/approval.ts'
import { approvalsOf, orderOf } from '../../model/approvals/approvalsOf.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import { quotedList } from '../actionWords.ts'
import { defineRule, type Examples, type Fix } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'terminal-auto-approve-broad',
    group: 'host-approval',
    title: 'Shell auto-approval defeats MCP restrictions',
    tier: 1,
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    where:
      '`permissions.allow` of Claude Code, `chat.tools.terminal.autoApprove` of VS Code, `terminalAllowlist` and `Shell(…)` of Cursor, `permission.bash` of opencode, `tools.allowed` of Gemini, `permissions.allowed_tools` of Crush',
    when: 'a pattern lets any command run without asking (high), or any use of an interpreter, a package runner or a program that speaks to the network (medium with medium confidence). A pattern that fixes what is run is silent.',
    why: 'The agent can reach the same service from the shell, past every filter of tools.',
    fix: { safety: 'review', does: 'removes the entry' },
    standards: ['ASI05', 'CWE-78', 'LLM06'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    const byList = new Map<string, Broad[]>()
    const approvals = approvalsOf(config)
    for (const broad of broadOnes(approvals, config)) {
      const { list } = broad.approval
      const ofList = byList.get(list)
      if (ofList) ofList.push(broad)
      else byList.set(list, [broad])
    }
    for (const [list, broads] of byList) {
      const [first, ...others] = broads.toSorted((a, b) => Number(b.everything) - Number(a.everything))
      if (!first) continue
      const { approval, everything } = first
      const programs = quotedList([...new Set(broads.map(({ program }) => program))])
      yield {
        at: placeOf(approval),
        severity: everything ? 'high' : 'medium',
        confidence: everything ? 'high' : 'medium',
        message: everything
          ? `"${approval.at.text}" in "${list}" lets any command run without asking, ${exceptions(approvals)}. Allow the commands the project needs.`
          : `"${list}" lets ${programs} run with anything without asking, past every limit on tools. Allow the commands the project needs.`,
        related: others.map((one) => ({ span: placeOf(one.approval).span, message: `"${one.approval.at.text}" is as broad.` })),
        fixes: [fixFor(broads)],
      }
    }
  },
})

/** Denied patterns look at the first words of a line, and a script or another program does the same thing by other words. */
function exceptions(approvals: readonly Approval[]): string {
  const held = approvals.filter(
    ({ effect, ignored, covers }) =>
      effect !== 'allow' && !ignored && covers.kind === 'shell' && !coversEverything(covers.command),
  )
  if (held.length === 0) return 'past every limit on tools'
  return `but those that match ${quotedList(held.map(({ at }) => at.text))}, which a script or another program gets around`
}

interface Broad {
  readonly approval: Approval
  readonly everything: boolean
  readonly program: string
}

function broadOnes(approvals: readonly Approval[], config: McpConfig): readonly Broad[] {
  const allowed = approvals.filter(({ effect, ignored, covers }) => effect === 'allow' && !ignored && covers.kind === 'shell')
  return allowed.flatMap((approval): readonly Broad[] => {
    const { covers } = approval
    if (covers.kind !== 'shell') return []
    const everything = coversEverything(covers.command)
    const program = everything ? 'any command' : broadProgram(covers.command)
    if (program === undefined || (everything && isTakenBack(approval, approvals, config))) return []
    return [{ approval, everything, program }]
  })
}

/** Where the last line wins, a later line about everything decides. */
function isTakenBack(approval: Approval, approvals: readonly Approval[], config: McpConfig): boolean {
  if (orderOf(config) !== 'last-wins') return false
  return approvals.some(
    ({ list, at, covers }) =>
      list === approval.list &&
      at.span.start > approval.at.span.start &&
      (covers.kind === 'everything' || (covers.kind === 'shell' && coversEverything(covers.command))),
  )
}

/** Expressions that match whatever is typed. */
const MATCHES_ALL: ReadonlySet<string> = new Set([
  '',
  '^',
  '$',
  '^$',
  '.',
  '.*',
  '.+',
  '^.*',
  '^.+',
  '.*$',
  '^.*$',
  '^.+$',
  '^.',
  '[\\s\\S]*',
  '^[\\s\\S]*$',
  '[^]*',
])

function coversEverything({ form, text }: ShellPattern): boolean {
  return form === 'everything' || (form === 'regex' && MATCHES_ALL.has(text))
}

const PROGRAMS: ReadonlySet<string> = new Set([
  // Interpreters and shells: what they run is up to their arguments.
  ...['sh', 'bash', 'zsh', 'fish', 'dash', 'ksh', 'pwsh', 'powershell', 'cmd', 'eval', 'xargs'],
  ...['python', 'python3', 'node', 'deno', 'bun', 'ruby', 'perl', 'php', 'lua', 'osascript', 'tsx', 'ts-node'],
  // Package runners: they fetch what they run.
  ...[
    'npx',
    'bunx',
    'uvx',
    'pnpx',
    'npm exec',
    'pnpm dlx',
    'pnpm exec',
    'yarn dlx',
    'bun x',
    'uv run',
    'uv tool run',
    'pipx run',
    'pipx',
  ],
  // Programs that speak to any address.
  ...['curl', 'wget', 'nc', 'ncat', 'netcat', 'socat', 'ssh', 'scp', 'sftp', 'ftp', 'telnet', 'httpie', 'http'],
])

/** Only where nothing but the program is fixed: `python scripts/check.py` says what runs. */
function broadProgram({ form, text }: ShellPattern): string | undefined {
  if (form === 'exact') return undefined
  const plain = form === 'regex' ? literalStart(text) : text
  const words = plain
    ?.trim()
    .replace(/^.*[/\\](?=[^/\\\s]+$)/, '')
    .toLowerCase()
  return words !== undefined && PROGRAMS.has(words) ? words : undefined
}

/** The program of `^curl\b`, `^curl`, `^curl .*$`; undefined for an expression that says more. */
function literalStart(source: string): string | undefined {
  return /^\^?([\w ]+?)(?:\\b|\\s|\s)?(?:\.[*+])?\$?$/.exec(source)?.[1]
}

function placeOf({ at, value, list }: Approval): Approval['at'] | NonNullable<Approval['value']> {
  // The pattern of opencode is harmless by itself; what it says about it is not.
  return value && list.startsWith('permission') ? value : at
}

/** A line of a map is set to ask, since without it a wider line or the default decides. */
function fixFor(broads: readonly Broad[]): Fix {
  const asks = broads.every(({ approval }) => approval.value && approval.list.startsWith('permission'))
  const names = quotedList([...new Set(broads.map(({ approval }) => approval.at.text))])
  return {
    title: asks ? `Ask about ${names}` : `Remove ${names}`,
    safety: 'review',
    patches: broads.map(({ approval }) =>
      asks ? { op: 'set', path: approval.entry, value: 'ask' } : { op: 'remove', path: approval.entry },
    ),
  }
}

export const examples = {
  good: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["Bash(npm run test:*)"]}}',
    },
    // What runs is fixed, or asked about.
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["Bash(npx oxlint *)","Bash(python scripts/check.py:*)","Bash(node --version)","Bash(git:*)"],"ask":["Bash(curl:*)"],"deny":["Bash"]}}',
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.terminal.autoApprove":{"npm test":true,"/^git (status|log)$/":true,"curl":false}}',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"permission":{"bash":{"*":"ask","git status":"allow","npm *":"allow"}}}',
    },
  ],
  bad: [
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«Bash(*)»"]}}',
      message:
        '"Bash(*)" in "permissions.allow" lets any command run without asking, past every limit on tools. Allow the commands the project needs.',
      severity: 'high',
      confidence: 'high',
      fixed: '{"permissions":{"allow":[]}}',
    },
    // One cause, one finding: the widest line speaks for the others.
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["Bash(npx:*)","«Bash»","Bash(git status)"]}}',
      message:
        '"Bash" in "permissions.allow" lets any command run without asking, past every limit on tools. Allow the commands the project needs.',
      severity: 'high',
      fixed: '{"permissions":{"allow":["Bash(git status)"]}}',
    },
    // What is denied by its first words is done by others.
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«Bash»"],"deny":["Bash(rm -rf:*)","Bash(sudo:*)","Read(.env)"]}}',
      message:
        '"Bash" in "permissions.allow" lets any command run without asking, but those that match "Bash(rm -rf:*)" and "Bash(sudo:*)", which a script or another program gets around. Allow the commands the project needs.',
      severity: 'high',
      confidence: 'high',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"allow":["«Bash(curl:*)»","Bash(python3 *)"]}}',
      message:
        '"permissions.allow" lets "curl" and "python3" run with anything without asking, past every limit on tools. Allow the commands the project needs.',
      severity: 'medium',
      confidence: 'medium',
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.terminal.autoApprove":{"«/.*/»":true}}',
      message:
        '"/.*/" in "chat.tools.terminal.autoApprove" lets any command run without asking, past every limit on tools. Allow the commands the project needs.',
      severity: 'high',
    },
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"chat.tools.terminal.autoApprove":{"«/^npx\\\\b/»":true}}',
      message:
        '"chat.tools.terminal.autoApprove" lets "npx" run with anything without asking, past every limit on tools. Allow the commands the project needs.',
      severity: 'medium',
    },
    {
      host: 'cursor',
      file: '.cursor/permissions.json',
      text: '{"terminalAllowlist":["git","«curl»"]}',
      message:
        '"terminalAllowlist" lets "curl" run with anything without asking, past every limit on tools. Allow the commands the project needs.',
      severity: 'medium',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"permission":{"bash":"«allow»"}}',
      message:
        '"bash" in "permission" lets any command run without asking, past every limit on tools. Allow the commands the project needs.',
      severity: 'high',
      fixed: '{"permission":{"bash":"ask"}}',
    },
  ],
} satisfies Examples
