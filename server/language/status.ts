import { belongs } from '../model/belongs.ts'
import type { DocumentStatus } from '../protocol/languageRequests.ts'
import type { Analysis } from './analysis.ts'
import type { Session } from './session.ts'

/** Answers `scopelight/status`: who reads the file, as whose it is checked first, and how much is told of it. */
export function toStatus(
  { document, config }: Analysis,
  { locate, configuration }: Pick<Session, 'locate' | 'configuration'>,
): DocumentStatus {
  const located = locate(document.uri)
  const readers = located?.hosts.filter((host) => belongs(host, config.tree)) ?? []
  const clients = new Set([config.host, ...readers].map(({ program, name }) => program ?? name))
  const { persona } = configuration.lintSettings(located?.workspace)
  return { clients: [...clients], servers: config.servers.length, persona }
}
