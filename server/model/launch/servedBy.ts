import type { KnownServer } from '../../knowledge/servers.ts'
import type { Launch } from '../launch.ts'

/** The server whose tools the agent gets: of a bridge the one it leads to, which may be unknown. */
export function servedBy({ known, bridged }: Pick<Launch, 'known' | 'bridged'>): KnownServer | undefined {
  return bridged ? bridged.known : known
}
