import type { HostId } from '../host.ts'
import { HOSTS } from './index.ts'

/** Hosts that exist, read by this version or not: tells "not supported yet" from a misspelt name. */
export const KNOWN_HOST_IDS: readonly HostId[] = [...HOSTS.map(({ id }) => id), 'fastmcp', 'jan', 'mcpo'].sort()
