import { isLoopback } from '../model/launch/url.ts'

export interface ConnectionString {
  readonly user: string
  readonly password: string
  readonly host: string
}

/** `scheme://user:password@host…`; its shape is known, since `matchCredential` found it. */
export function readConnectionString(text: string): ConnectionString {
  const [, user = '', password = '', host = ''] = /:\/\/([^:]*):([^@]*)@(\[[^\]]*\]|[^:/?,]*)/.exec(text) ?? []
  return { user, password, host }
}

/** A database of this machine, which nobody else reaches. */
export function isLocal({ host }: ConnectionString): boolean {
  return isLoopback(host.replace(/^\[|\]$/g, '').toLowerCase())
}
