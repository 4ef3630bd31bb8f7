import type { DocumentStatus } from '../server/protocol/languageRequests.ts'
import type { LanguageServerState } from './languageClient.ts'

/** What the language status item of a document shows. */
export interface StatusText {
  readonly text: string
  readonly detail: string
  readonly severity: 'information' | 'error'
  readonly busy: boolean
  readonly command: { readonly title: string; readonly command: string; readonly arguments?: readonly unknown[] }
}

const LOG = { title: 'Show Log', command: 'scopelight.showLog' } as const
const SETTINGS = { title: 'Settings', command: 'workbench.action.openSettings', arguments: ['scopelight'] } as const

const PERSONAS: Readonly<Record<DocumentStatus['persona'], string>> = {
  regular: 'Shows what most teams want to fix',
  pedantic: 'Also shows what is a matter of care',
  auditor: 'Also shows what an auditor wants to see listed',
}

/** Undefined where there is nothing to say: nobody reads the file, or the server has nothing to do with it yet. */
export function statusText(
  state: LanguageServerState,
  status: DocumentStatus | null | undefined,
  problems: number,
): StatusText | undefined {
  if (state === 'failed')
    return { text: 'Scopelight could not start', detail: 'Nothing is checked', severity: 'error', busy: false, command: LOG }
  if (state === 'starting')
    return { text: 'Scopelight is starting', detail: '', severity: 'information', busy: true, command: LOG }
  if (state === 'idle' || !status) return undefined
  const counts = [counted(status.servers, 'server'), counted(problems, 'problem')]
  return {
    text: [configurationOf(status), ...counts].join(' · '),
    detail: PERSONAS[status.persona],
    severity: 'information',
    busy: false,
    command: SETTINGS,
  }
}

function configurationOf({ clients: [owner = 'MCP', ...others] }: DocumentStatus): string {
  const [second] = others
  if (second === undefined) return `${owner} configuration`
  return `${owner} configuration, read by ${others.length === 1 ? second : `${others.length} other clients`} too`
}

function counted(count: number, thing: string): string {
  return `${count === 0 ? 'no' : count} ${thing}${count === 1 ? '' : 's'}`
}
