import { findServer, type KnownServer } from '../../knowledge/servers.ts'
import type { Argument, LaunchUrl } from '../launch.ts'
import { readUrl } from './url.ts'

/** Programs that speak to a remote server on behalf of the host. */
const BRIDGES = new Set(['mcp-remote', 'supergateway', 'mcp-proxy'])
/** Flags behind which such a program takes the address; the others take it as a word of its own. */
const ADDRESS_FLAGS = new Set(['--sse', '--streamableHttp', '--url'])

export interface Bridged {
  readonly url: LaunchUrl
  /** What is known about the server at the other end. */
  readonly known: KnownServer | undefined
}

/** Where a bridge leads; undefined for other programs, and for a bridge that offers a local server to others. */
export function readBridge(program: KnownServer | undefined, args: readonly Argument[]): Bridged | undefined {
  if (!program || !BRIDGES.has(program.id)) return undefined
  const address = args.find(({ flag, value }) => isAddress(value.text) && (flag === undefined || ADDRESS_FLAGS.has(flag)))
  const url = address && readUrl(address.value)
  return url && { url, known: findServer({ url: url.text }) }
}

function isAddress(text: string): boolean {
  return /^(?:https?|wss?):\/\//i.test(text)
}
