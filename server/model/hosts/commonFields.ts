import type { HostField } from '../host.ts'

/** Fields that mean the same wherever they are read. */

export const LOCAL_FIELDS: readonly HostField[] = [
  { name: 'command', type: 'string', transports: ['stdio'], meaning: 'The program to start.' },
  { name: 'args', type: 'string[]', transports: ['stdio'], meaning: 'Its arguments.' },
  { name: 'env', type: 'map of string', transports: ['stdio'], meaning: 'Environment.' },
]

export const CWD_FIELD: readonly HostField[] = [
  { name: 'cwd', type: 'string', transports: ['stdio'], meaning: 'Working folder.' },
]

export const URL_FIELD: readonly HostField[] = [
  { name: 'url', type: 'string', transports: ['http', 'sse'], meaning: 'Address of the server.' },
]

export const HEADERS_FIELD: readonly HostField[] = [
  { name: 'headers', type: 'map of string', transports: ['http', 'sse'], meaning: 'HTTP headers of each request.' },
]

export const DISABLED_FIELD: readonly HostField[] = [
  { name: 'disabled', type: 'boolean', transports: ['stdio', 'http', 'sse'], meaning: 'Does not start the server.' },
]

export const ENABLED_FIELD: readonly HostField[] = [
  { name: 'enabled', type: 'boolean', transports: ['stdio', 'http', 'sse'], meaning: 'With false the server is not started.' },
]
