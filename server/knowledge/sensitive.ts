import sensitive from './sensitive.json' with { type: 'json' }

/** Places that reach far beyond one project. Paths are compared by whole segments, never as a part of a word. */
export const SENSITIVE = {
  /** System roots and every spelling of "my home". */
  paths: items('paths'),
  /** The home of one user, any user. */
  homeRoot: regexes('homeRoot'),
  /** Folders of a home that hold everything rather than one project. */
  homeBroadChildren: items('homeBroadChildren'),
  /** Sockets whose owner controls the container runtime, and so the machine. */
  dockerSockets: items('dockerSockets'),
  /** The same of runtimes that run for one user, whoever it is. */
  dockerSocketPaths: regexes('dockerSocketPaths'),
  /** Folders that hold such a socket. */
  dockerSocketFolders: items('dockerSocketFolders'),
  /** Hosts whose addresses carry the secret in their path: who knows the address can use the server. */
  secretPathHosts: items('secretPathHosts'),
} as const

function items(id: string): readonly string[] {
  return sensitive.flatMap((record) => (record.id === id && 'items' in record ? (record.items ?? []) : []))
}

function regexes(id: string): readonly RegExp[] {
  return sensitive.flatMap((record) =>
    record.id === id && 'regexes' in record ? (record.regexes ?? []).map(({ regex, flags }) => new RegExp(regex, flags)) : [],
  )
}
