import type { OfferedTool } from '../model/approvals/offeredTools.ts'
import { inWords } from './inWords.ts'
import type { Severity } from './rule.ts'

/** How grave it is that a tool of this action runs without a person; undefined for a tool that only reads. */
export function approvalSeverity({ action }: Pick<OfferedTool, 'action'>): Severity | undefined {
  switch (action) {
    case 'money':
      return 'critical'
    case 'delete':
    case 'execute':
    case 'admin':
      return 'high'
    case 'write':
    case 'ticket':
    case 'code':
    case 'send':
      return 'medium'
    default:
      return undefined
  }
}

/** What a tool does, as the end of "which …". */
const ACTION_WORDS: Readonly<Record<NonNullable<OfferedTool['action']>, string>> = {
  read: 'reads',
  write: 'changes data',
  send: 'sends messages',
  ticket: 'changes tickets',
  code: 'changes code',
  execute: 'runs commands',
  delete: 'deletes data',
  admin: 'changes who may do what',
  money: 'moves money',
}

const RUNS_CODE =
  /(?:^|[^a-z])(?:shell|bash|command|cmd|exec|execute|eval|evaluate|script|terminal|process|code|python|node)s?(?:$|[^a-z])/

/** Statements of a database, and code that runs in a page or an interpreter. */
const CODE = /(?:^|[^a-z])(?:sql|query|cypher|eval|evaluate|script|code|js|javascript|python|node)s?(?:$|[^a-z])/

/** What this tool does: `create_run` of a service runs no command on its own account, `run_shell` does, `execute_sql` runs SQL. */
export function actionWords(action: NonNullable<OfferedTool['action']>, tool: string): string {
  const words = tool.replace(/([a-z0-9])(?=[A-Z])/g, '$1_').toLowerCase()
  if (action !== 'execute') return ACTION_WORDS[action]
  if (CODE.test(words)) return 'runs code or SQL'
  return RUNS_CODE.test(words) ? ACTION_WORDS.execute : 'sets something running'
}

/** `"a"`, `"a" and "b"`, `"a", "b" and 3 more`. */
export function quotedList(names: readonly string[], most = 3): string {
  return inWords(
    names.map((name) => `"${name}"`),
    most,
  )
}
