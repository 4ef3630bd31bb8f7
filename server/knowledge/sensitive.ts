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
  /** Files and folders of a home that hold credentials. */
  secretDirs: items('secretDirs'),
  /** Names within those that hold none: what everybody may know. */
  publicNames: regexes('publicNames'),
  /** Files that say what an agent may do, from the folder of the workspace or from a home. */
  hostConfigPaths: items('hostConfigPaths'),
  /** Addresses at which a cloud hands out the credentials of the machine. */
  metadataHosts: items('metadataHosts'),
  /** Variables with their value, and options, that turn the check of certificates off; `*` stands for the beginning of a name. */
  tlsOff: items('tlsOff'),
  /** Variables and options that name another registry of packages. */
  registryOverride: items('registryOverride'),
  /** Domains under which anybody can publish what runs on their own machine. */
  tunnels: items('tunnels'),
  /** Roles of databases that may do everything. */
  dbAdminUsers: items('dbAdminUsers'),
  /** Names of profiles, contexts, roles and accounts that administer a system. */
  privilegedNames: regexes('privilegedNames'),
  /** Addresses of people at providers of private mail. */
  personalMail: regexes('personalMail'),
  /** Names of accounts that belong to a workload. */
  serviceAccountNames: regexes('serviceAccountNames'),
  /** Servers (ids of the server table) whose business is to pass on whatever credentials they are given. */
  credentialCarriers: items('credentialCarriers'),
  /** Words by which names of production are told. */
  prodMarkers: regexes('prodMarkers'),
  /** Variables that open a store of secrets. */
  secretStoreTokens: items('secretStoreTokens'),
  /** Servers (ids of the server table) that fetch any address, also private ones. */
  unguardedFetchers: items('unguardedFetchers'),
  /** Servers that offer a read-only mode which a statement can leave. */
  leakyReadOnly: items('leakyReadOnly'),
  /** Servers that answer requests for any host name and from any page until they are told which. */
  openToAnyHost: items('openToAnyHost'),
  /** Options by which a server passes the token of its caller on. */
  tokenForwarding: items('tokenForwarding'),
  /** Where browsers keep the profile of a person. */
  browserProfiles: regexes('browserProfiles'),
  /** Hosts (by id) that tell a server which folders are open; the list replaces what the server was started with. */
  rootsHosts: items('rootsHosts'),
} as const

function items(id: string): readonly string[] {
  return sensitive.flatMap((record) => (record.id === id && 'items' in record ? (record.items ?? []) : []))
}

function regexes(id: string): readonly RegExp[] {
  return sensitive.flatMap((record) =>
    record.id === id && 'regexes' in record ? (record.regexes ?? []).map(({ regex, flags }) => new RegExp(regex, flags)) : [],
  )
}
