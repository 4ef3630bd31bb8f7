import type { Host } from '../model/host.ts'
import { namesOf } from './entryFields.ts'

/**
 * Every value of the transport's field that this host takes: those its data list by transport, and those its documentation
 * names beside them (`ws` in Claude Code). Empty where the host has no such field.
 */
export function typesOf(host: Host): readonly string[] {
  const names = namesOf(host, 'type')
  const field = host.fields.find(({ name }) => names.includes(name))
  const documented = [...(field?.type ?? '').matchAll(/"([^"]{1,40})"/g)].map(([, word]) => word ?? '')
  return [...new Set([...host.types.stdio, ...host.types.http, ...host.types.sse, ...documented])]
}

/** The kind of server that a value of the transport's field asks for; undefined when this host does not know it. */
export function kindOfType(host: Host, type: string): 'local' | 'remote' | undefined {
  if (host.types.stdio.includes(type)) return 'local'
  return typesOf(host).includes(type) ? 'remote' : undefined
}
