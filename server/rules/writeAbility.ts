import { SENSITIVE } from '../knowledge/sensitive.ts'
import type { KnownServer } from '../knowledge/servers.ts'
import type { Launch } from '../model/launch.ts'

/** Whether what starts is known to be able to change data as it is started; an unknown server is not. */
export function canWrite(launch: Launch): boolean {
  const { known, broadeners, restrictions } = serverOf(launch)
  if (!known) return false
  if (broadeners.some(({ kind }) => kind === 'writes') || hasLeakyMode(known)) return true
  if (restrictions.some(({ kind }) => kind === 'readOnly') || readsByDefault(known)) return false
  return hasReadOnlyMode(known) || known.tools.some(({ action }) => action !== 'read')
}

/** A read-only mode that a statement can leave. */
export function hasLeakyMode({ id }: KnownServer): boolean {
  return SENSITIVE.leakyReadOnly.includes(id)
}

/** A switch that makes it read, which has to be set. */
export function hasReadOnlyMode({ restrictions }: KnownServer): boolean {
  return restrictions.some(({ kind, value }) => kind === 'readOnly' && value !== '(absent)')
}

function readsByDefault({ restrictions }: KnownServer): boolean {
  return restrictions.some(({ kind, value }) => kind === 'readOnly' && value === '(absent)')
}

/** Behind a bridge counts the server at the other end. */
function serverOf(launch: Launch): Pick<Launch, 'known' | 'broadeners' | 'restrictions'> {
  return launch.bridged ? { ...launch, known: launch.bridged.known } : launch
}
