import { memberOf } from '../../syntax/find.ts'
import type { SyntaxNode } from '../../syntax/tree.ts'
import type { McpConfig } from '../mcpConfig.ts'
import type { Approval, ShellPattern } from './approval.ts'
import { entriesAt, settingsRoots } from './lists.ts'

const TERMINAL = 'chat.tools.terminal.autoApprove'
const URLS = 'chat.tools.urls.autoApprove'
const ELIGIBLE = 'chat.tools.eligibleForAutoApproval'

/**
 * Maps of patterns in VS Code's settings. `false` asks; it never denies.
 * microsoft/vscode-docs docs/copilot/reference/copilot-settings.md, read 2026-11.
 */
export function vscodeApprovals(config: McpConfig): readonly Approval[] {
  return settingsRoots(config).flatMap((root) => [
    ...entriesAt(config, [...root, TERMINAL]).flatMap(({ key, path, member: { value } }): readonly Approval[] => {
      const yes = isTrue(value) || (value?.kind === 'object' && isTrue(memberOf(value, 'approve')?.value))
      const no = isFalse(value) || (value?.kind === 'object' && isFalse(memberOf(value, 'approve')?.value))
      if (!yes && !no) return []
      const covers = { kind: 'shell', command: terminalPattern(key.text) } as const
      return [
        {
          effect: yes ? 'allow' : 'ask',
          at: key,
          value: value && { span: value.span, path },
          entry: path,
          list: TERMINAL,
          covers,
        },
      ]
    }),
    ...entriesAt(config, [...root, URLS]).flatMap(({ key, path, member: { value } }): readonly Approval[] => {
      const request = isTrue(value) || (value?.kind === 'object' && isTrue(memberOf(value, 'approveRequest')?.value))
      const response = isTrue(value) || (value?.kind === 'object' && isTrue(memberOf(value, 'approveResponse')?.value))
      if (!request && !response && !isFalse(value)) return []
      const covers = { kind: 'web', address: key.text, response } as const
      return [
        {
          effect: request || response ? 'allow' : 'ask',
          at: key,
          value: value && { span: value.span, path },
          entry: path,
          list: URLS,
          covers,
        },
      ]
    }),
    ...entriesAt(config, [...root, ELIGIBLE]).flatMap(({ key, path, member: { value } }): readonly Approval[] =>
      isFalse(value)
        ? [
            {
              effect: 'ask',
              at: key,
              value: value && { span: value.span, path },
              entry: path,
              list: ELIGIBLE,
              covers: { kind: 'other' },
            },
          ]
        : [],
    ),
  ])
}

/** A key is the beginning of a command, or `/expression/flags`. */
function terminalPattern(key: string): ShellPattern {
  const regex = /^\/(.*)\/[a-z]*$/s.exec(key)
  if (regex) return { form: 'regex', text: regex[1] ?? '' }
  const clean = key.trim()
  return clean === '*' || clean === '' ? { form: 'everything', text: '*' } : { form: 'prefix', text: clean }
}

function isTrue(node: SyntaxNode | undefined): boolean {
  return node?.kind === 'boolean' && node.value === true
}

function isFalse(node: SyntaxNode | undefined): boolean {
  return node?.kind === 'boolean' && node.value === false
}
