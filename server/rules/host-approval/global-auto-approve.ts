import { approvalsOf } from '../../model/approvals/approvalsOf.ts'
import { setDangerously } from '../../model/approvals/dangerousSettings.ts'
import { textAt } from '../../model/approvals/lists.ts'
import type { McpConfig } from '../../model/mcpConfig.ts'
import type { Place } from '../../model/place.ts'
import { contentSpan, memberAt } from '../../syntax/find.ts'
import type { Json } from '../../syntax/patch.ts'
import type { Path } from '../../syntax/tree.ts'
import { defineRule, type Examples, type Report } from '../rule.ts'

export default defineRule({
  meta: {
    id: 'global-auto-approve',
    group: 'host-approval',
    title: 'Host approves every tool call',
    tier: 1,
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    where:
      '`chat.tools.global.autoApprove` and `chat.permissions.default` of VS Code, `permissions.defaultMode` of Claude Code, `approval_policy` with `sandbox_mode` of Codex, `permission` of opencode, `agent.tool_permissions.default` of Zed, `GOOSE_MODE`, `yoloModeToggled` of Cline, `autoApprovalEnabled` with `alwaysAllowExecute` of Roo, `general.defaultApprovalMode` of Gemini, `amp.dangerouslyAllowAll`',
    when: 'the setting holds the value that lets every call run unasked. Codex that never asks is critical without a sandbox, medium with one that may write, low with one that may not. High where opencode allows everything and asks for some. Medium for "yolo" in a file of Gemini, which takes that mode only on its command line. Hiding the warning of such a mode is pedantic.',
    why: 'No person sees any action any more.',
    fix: { safety: 'safe', does: 'sets the safe value' },
    standards: ['ASI09', 'ASI02', 'LLM06', 'SAFE-T1403', 'SBP local-mcp-server-compromise', 'CSF PR.AA-05'],
    guards: [],
    absorbs: [],
    since: '0.1.0',
  },

  *file(config) {
    yield* byTable(config)
    if (config.host.id === 'codex') yield* codex(config)
    if (config.host.id === 'roo') yield* roo(config)
    yield* everythingAllowed(config)
  },
})

function* byTable(config: McpConfig): Iterable<Report> {
  for (const { setting, path, key, span } of setDangerously(config)) {
    if (setting.reach !== 'everything' && setting.reach !== 'warning') continue
    const fixes = [set(path, key, setting.safe)]
    if (setting.reach === 'warning') {
      const message = `"${key}" hides the warning of the mode in which the host asks about nothing. Remove it, so that the mode is chosen knowingly.`
      yield { at: { span, path }, severity: 'medium', confidence: 'medium', persona: 'pedantic', message, fixes }
      continue
    }
    yield {
      at: { span, path },
      ...(setting.id === 'gemini-general-defaultapprovalmode' && { severity: 'medium', confidence: 'medium' }),
      message: `${quote(config, path, key)} lets every call of every tool run without asking anybody. Set it to ${JSON.stringify(setting.safe)}.`,
      fixes,
    }
  }
}

/** `"defaultMode": "bypassPermissions"` by its value, `"….autoApprove": true` by its key. */
function quote(config: McpConfig, path: Path, key: string): string {
  const value = memberAt(config.tree, path)?.value
  return value?.kind === 'string' ? `"${value.value}" of "${key}"` : `"${key}"`
}

function set(
  path: Path,
  key: string,
  value: Json,
): { title: string; safety: 'safe'; patches: [{ op: 'set'; path: Path; value: Json }] } {
  return { title: `Set "${key}" to ${JSON.stringify(value)}`, safety: 'safe', patches: [{ op: 'set', path, value }] }
}

const SANDBOXES = {
  'danger-full-access': { severity: 'critical', words: 'and no sandbox holds back what then runs' },
  'read-only': { severity: 'low', words: 'though its own commands can write nothing' },
  'workspace-write': { severity: 'medium', words: 'and the sandbox holds back its own commands, not the tools of servers' },
} as const

/** Codex asks or shuts in; harm needs that it does neither. */
function* codex(config: McpConfig): Iterable<Report> {
  const policy = textAt(config, ['approval_policy'])
  if (policy?.text !== 'never') return
  const mode = textAt(config, ['sandbox_mode'])?.text
  const { severity, words } =
    mode === 'danger-full-access' || mode === 'read-only' ? SANDBOXES[mode] : SANDBOXES['workspace-write']
  yield {
    at: policy,
    severity,
    message: `"never" of "approval_policy" lets every call run without asking anybody, ${words}. Set it to "on-request".`,
    fixes: [set(policy.path, 'approval_policy', 'on-request')],
  }
}

/** The switch that turns approvals on, together with the one for commands; also in an exported file of settings. */
function* roo(config: McpConfig): Iterable<Report> {
  for (const root of [[], ['globalSettings']]) {
    const path = [...root, 'autoApprovalEnabled']
    const at = trueAt(config, path)
    if (!at || !trueAt(config, [...root, 'alwaysAllowExecute'])) continue
    yield {
      at,
      message:
        '"autoApprovalEnabled" together with "alwaysAllowExecute" lets commands run without asking anybody. Set it to false.',
      fixes: [set(path, 'autoApprovalEnabled', false)],
    }
  }
}

function trueAt({ tree }: McpConfig, path: Path): Place | undefined {
  const member = memberAt(tree, path)
  const isTrue = member?.value?.kind === 'boolean' && member.value.value === true
  return member && isTrue ? { span: contentSpan(tree, member.keySpan), path } : undefined
}

/** `"permission": "allow"`, and `"*": "allow"` that no later line takes back. */
function* everythingAllowed(config: McpConfig): Iterable<Report> {
  const approvals = approvalsOf(config)
  for (const approval of approvals) {
    const { effect, covers, ignored, value, list, at } = approval
    if (effect !== 'allow' || ignored || covers.kind !== 'everything' || !value) continue
    const later = approvals.filter((one) => one.list === list && one.at.span.start > at.span.start)
    if (later.some((one) => one.covers.kind === 'everything')) continue
    const narrowed = approvals.some(
      (one) => one.effect !== 'allow' && one.list.startsWith(list) && one.at.span.start > at.span.start,
    )
    yield {
      at: value,
      severity: narrowed ? 'high' : 'critical',
      message: `"allow" of "${at.text === 'allow' ? list : `${list}.${at.text}`}" lets every call${narrowed ? ' that no later line names' : ''} run without asking anybody. Set it to "ask".`,
      fixes: [set(value.path, at.text === 'allow' ? list : at.text, 'ask')],
    }
  }
}

export const examples = {
  good: [
    { host: 'vscode', file: '.vscode/settings.json', text: '{"chat.tools.global.autoApprove":false}' },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"defaultMode":"acceptEdits"}}',
    },
    { host: 'codex', file: '.codex/config.toml', text: 'approval_policy = "on-request"\nsandbox_mode = "danger-full-access"\n' },
    { host: 'opencode', file: 'opencode.json', text: '{"permission":{"*":"ask","edit":"allow"}}' },
    { host: 'zed', file: '.zed/settings.json', text: '{"agent":{"tool_permissions":{"default":"confirm"}}}' },
    // A dotted name is not how this host nests.
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions.defaultMode":"bypassPermissions"}',
      also: ['misspelt-permission-key'],
    },
  ],
  bad: [
    {
      host: 'vscode',
      file: '.vscode/settings.json',
      text: '{"«chat.tools.global.autoApprove»":true}',
      message: '"chat.tools.global.autoApprove" lets every call of every tool run without asking anybody. Set it to false.',
      severity: 'critical',
      fixed: '{"chat.tools.global.autoApprove":false}',
    },
    {
      host: 'vscode',
      file: 'acme.code-workspace',
      text: '{"folders":[],"settings":{"«chat.tools.autoApprove»":true}}',
      message: '"chat.tools.autoApprove" lets every call of every tool run without asking anybody. Set it to false.',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"permissions":{"defaultMode":"«bypassPermissions»"}}',
      message:
        '"bypassPermissions" of "permissions.defaultMode" lets every call of every tool run without asking anybody. Set it to "default".',
      severity: 'critical',
      fixed: '{"permissions":{"defaultMode":"default"}}',
    },
    {
      host: 'claude-code-settings',
      file: '.claude/settings.json',
      text: '{"«skipDangerousModePermissionPrompt»":true}',
      message:
        '"skipDangerousModePermissionPrompt" hides the warning of the mode in which the host asks about nothing. Remove it, so that the mode is chosen knowingly.',
      persona: 'pedantic',
    },
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: 'approval_policy = "«never»"\nsandbox_mode = "danger-full-access"\n',
      message:
        '"never" of "approval_policy" lets every call run without asking anybody, and no sandbox holds back what then runs. Set it to "on-request".',
      severity: 'critical',
      fixed: 'approval_policy = "on-request"\nsandbox_mode = "danger-full-access"\n',
    },
    {
      host: 'codex',
      file: '.codex/config.toml',
      text: 'approval_policy = "«never»"\nsandbox_mode = "read-only"\n',
      message:
        '"never" of "approval_policy" lets every call run without asking anybody, though its own commands can write nothing. Set it to "on-request".',
      severity: 'low',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"permission":"«allow»"}',
      message: '"allow" of "permission" lets every call run without asking anybody. Set it to "ask".',
      severity: 'critical',
      fixed: '{"permission":"ask"}',
    },
    {
      host: 'opencode',
      file: 'opencode.json',
      text: '{"permission":{"*":"«allow»","edit":"ask"}}',
      message: '"allow" of "permission.*" lets every call that no later line names run without asking anybody. Set it to "ask".',
      severity: 'high',
    },
    {
      host: 'goose',
      file: '~/.config/goose/config.yaml',
      text: 'GOOSE_MODE: «auto»\nextensions: {}\n',
      message: '"auto" of "GOOSE_MODE" lets every call of every tool run without asking anybody. Set it to "approve".',
    },
    {
      host: 'zed',
      file: '.zed/settings.json',
      text: '{"agent":{"«always_allow_tool_actions»":true}}',
      message: '"agent.always_allow_tool_actions" lets every call of every tool run without asking anybody. Set it to false.',
    },
  ],
} satisfies Examples
