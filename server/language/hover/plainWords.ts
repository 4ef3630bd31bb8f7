import type { ToolGroup } from './toolGroups.ts'

/** Words for somebody who sees them for the first time, by the words of the knowledge. */

const DATA: Readonly<Record<string, string>> = {
  'db-rows': 'rows of databases',
  'infra-config': 'settings of infrastructure',
  'web-content': 'web pages',
  'source-code': 'source code',
  'browser-session': 'sessions of a browser',
  'identity-directory': 'the directory of users',
  crm: 'records of customers',
  email: 'e-mail',
  design: 'designs',
  calendar: 'calendars',
  memory: 'what agents remember',
}

export function dataWords(kinds: readonly string[]): string {
  return kinds.map((kind) => (Object.hasOwn(DATA, kind) ? DATA[kind] : kind)).join(', ')
}

/** What tools of a group do, as the beginning of a line. */
export const GROUP_WORDS: Readonly<Record<ToolGroup['action'], string>> = {
  money: 'Moves money',
  execute: 'Executes',
  admin: 'Changes who may do what',
  delete: 'Deletes',
  unknown: 'Does what nobody can tell',
  code: 'Changes code',
  send: 'Sends messages',
  write: 'Changes data',
  ticket: 'Changes tickets',
  read: 'Reads',
}

/** The same in one word, for a count. */
export const GROUP_WORD: Readonly<Record<ToolGroup['action'], string>> = {
  money: 'money',
  execute: 'execute',
  admin: 'admin',
  delete: 'delete',
  unknown: 'unknown',
  code: 'code',
  send: 'send',
  write: 'write',
  ticket: 'tickets',
  read: 'read',
}

/** Behind a fact that no source confirms. */
export const NOT_CONFIRMED = ' (not confirmed)'

const HOLDS: Readonly<Record<string, string>> = {
  provider: 'the provider enforces it',
  'oauth-scopes': 'the provider enforces it, since the token gets fewer permissions',
  container: 'the container runtime enforces it',
  'server-sql-role': 'the database enforces it, by the role it uses',
  'server-sql-parser': 'only the server enforces it, by reading the SQL',
  'server-sql-text': 'only the server looks at the text of the SQL, which can be got around',
  'server-tool-filter': "only the server's own filter: the credential can do more",
  'server-allowlist': "only the server's own list",
  'server-path-check': 'only the server checks the paths',
  'server-elicitation': 'the server asks you, if your client can ask',
  'best-effort': 'best effort, no security boundary',
  server: 'only the server keeps to it',
}

/**
 * How strongly a restriction holds. What the knowledge adds behind the first word, such as the version it began to hold
 * with, is kept.
 */
export function holdsWords(enforcement: string | undefined): string | undefined {
  if (enforcement === undefined) return undefined
  const [, first = '', rest = ''] = /^([\w-]+)(?:;\s*)?(.*)$/s.exec(enforcement) ?? []
  const words = Object.hasOwn(HOLDS, first) ? HOLDS[first] : undefined
  if (words === undefined) return enforcement
  const addition = rest.startsWith(' ') ? '' : rest
  return addition === '' ? words : `${words}; ${addition}`
}
