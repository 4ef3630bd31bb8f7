import type { CredentialRef } from '../protocol/frame.ts'
import {
  type CredentialEntry,
  type CredentialSummary,
  type Dict,
  type DictionaryEntries,
  type DictionaryName,
  NONE,
} from '../protocol/viewMessages.ts'
import { accessOfName, UNCLASSIFIED } from './access.ts'
import { credentialLabel } from './credentialLabel.ts'
import { Dictionary } from './dictionary.ts'
import type { Session, SessionFacts } from './session.ts'

/** Entries of a 16-bit column: one number is for what no longer fits, one for none. */
const LIMIT = 65_534
export const UNKNOWN_ZONE = 255

/** The dictionaries of a trace, filled from what sessions and operations say. */
export class Dictionaries {
  readonly server: Dictionary<DictionaryEntries['server']>
  readonly tool: Dictionary<DictionaryEntries['tool']>
  readonly identity: Dictionary<DictionaryEntries['identity']>
  readonly credential: Dictionary<CredentialEntry>
  readonly scope: Dictionary<DictionaryEntries['scope']>
  readonly session: Dictionary<DictionaryEntries['session']>
  readonly effect: Dictionary<string>

  /** `changed` is told of every entry that is new or replaced. */
  constructor(changed: (name: DictionaryName, index: number) => void) {
    const tell = (name: DictionaryName) => (index: number) => changed(name, index)
    this.server = new Dictionary(LIMIT, { name: '…' }, tell('server'))
    this.tool = new Dictionary(LIMIT, { server: 0, name: '…', access: UNCLASSIFIED }, tell('tool'))
    this.identity = new Dictionary(LIMIT, { name: '…', zone: UNKNOWN_ZONE }, tell('identity'))
    this.credential = new Dictionary(LIMIT, { name: '…' }, tell('credential'))
    this.scope = new Dictionary(LIMIT, { name: '…', access: UNCLASSIFIED }, tell('scope'))
    this.session = new Dictionary(LIMIT, { title: '…', startedMs: 0 }, tell('session'))
    this.effect = new Dictionary(0xffff_fffe, '…', tell('effect'))
  }

  useTool(server: string, name: string, method: string, access: number): number {
    return this.tool.use(`${access} ${method.length} ${server.length} ${method}${server}${name}`, () => ({
      server: this.server.use(server, () => ({ name: server })),
      name,
      access,
      ...(method === 'tools/call' ? {} : { method }),
    }))
  }

  useIdentity({ workload }: SessionFacts): number {
    if (workload.id === undefined) return NONE
    const { id, by, verified } = workload
    return this.identity.use(JSON.stringify([id, by, verified]), () => ({ name: id, zone: UNKNOWN_ZONE, by, verified }))
  }

  useCredentials({ credentials, credentialsKey }: SessionFacts): number {
    if (credentials.length === 0) return NONE
    return this.credential.use(credentialsKey, () => {
      const [first, ...others] = credentials.map((credential) => this.#summary(credential))
      return first === undefined ? { name: '' } : { ...first, ...(others.length > 0 ? { others } : {}) }
    })
  }

  useSession(session: Session): number {
    return this.session.use(session.facts.key, () => sessionEntry(session))
  }

  /** Every entry, for a snapshot. */
  all(): Dict {
    return NAMES.flatMap((name) => {
      const dictionary = this[name]
      return Array.from({ length: dictionary.size }, (_, index) => [name, index, dictionary.get(index)] as const)
    })
  }

  entries(changed: ReadonlyMap<DictionaryName, ReadonlySet<number>>): Dict {
    return NAMES.flatMap((name) => {
      const dictionary = this[name]
      return [...(changed.get(name) ?? [])].map((index) => [name, index, dictionary.get(index)] as const)
    })
  }

  #summary(credential: CredentialRef): CredentialSummary {
    const { declared = [], observed = [] } = credential.scopes
    const known = credential.scopes.declared !== undefined || credential.scopes.observed !== undefined
    return {
      name: credential.name,
      ...(credential.kind === undefined ? {} : { kind: credential.kind, ...credentialLabel(credential.kind) }),
      hint: credential.fingerprint,
      ...(known
        ? {
            scopes: [...new Set([...declared, ...observed])].map((name) => ({
              scope: this.scope.use(name, () => ({ name, access: accessOfName(name) })),
              declared: declared.includes(name),
              observed: observed.includes(name),
            })),
            verified: credential.verified,
          }
        : {}),
    }
  }
}

/** What others point at comes first. */
const NAMES = ['server', 'scope', 'tool', 'identity', 'credential', 'session', 'effect'] as const

export function sessionEntry({ facts, client, alive }: Session): DictionaryEntries['session'] {
  return {
    title: facts.server,
    startedMs: facts.startedMs,
    ...(client === undefined ? {} : { client }),
    ...(alive === undefined ? {} : { alive }),
  }
}
