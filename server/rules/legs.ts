import type { KnownServer } from '../knowledge/servers.ts'
import { coversName } from '../model/approvals/approval.ts'
import { entryApprovals } from '../model/approvals/entryApprovals.ts'
import { offeredTools } from '../model/approvals/offeredTools.ts'
import type { McpConfig, ServerEntry } from '../model/mcpConfig.ts'
import { perEntry } from '../model/perEntry.ts'
import { remember } from '../syntax/remember.ts'
import type { SyntaxTree } from '../syntax/tree.ts'
import { agentServers } from './catalogues.ts'
import { databaseTargets, isThisMachine } from './connectionString.ts'
import { isContainer, networksOf } from './containerOptions.ts'
import { isDemonstration } from './demonstration.ts'
import { inWords } from './inWords.ts'

/** What a server of an agent contributes to a dangerous combination. An unknown server contributes nothing. */
export interface Legs extends Traits {
  readonly entry: ServerEntry
}

interface Traits {
  /** Text that strangers wrote reaches the model through it. */
  readonly untrusted: boolean
  /** Private data it reads, in words for a message. */
  readonly reads: string | undefined
  /** It can carry data of the caller's choice to somebody outside. */
  readonly sends: boolean
  /** To anybody, not only into the service it belongs to, such as a tracker of issues. */
  readonly sendsAnywhere: boolean
  /** It runs code or commands; `contained`: where they can do little harm. */
  readonly executes: 'free' | 'contained' | undefined
  /** It moves money. */
  readonly pays: boolean
}

const LEGS = Symbol('legs')

/** The legs of every enabled server of a file, which is what one agent has; in the order of the file. */
export function legsOf(config: McpConfig): readonly Legs[] {
  // Four rules ask for them.
  return remember(config, LEGS, () => {
    const legs: Legs[] = []
    for (const entry of agentServers(config)) {
      const traits = traitsOf(entry, config)
      if (traits) legs.push({ entry, ...traits })
    }
    return legs
  })
}

/** Undefined for one that contributes nothing, as most do. */
const traitsOf = perEntry((entry, config) => {
  const traits = read(entry, config)
  if (!traits) return undefined
  const { untrusted, reads, sends, sendsAnywhere, executes, pays } = traits
  return untrusted || reads !== undefined || sends || sendsAnywhere || executes || pays ? traits : undefined
})

function read(entry: ServerEntry, config: McpConfig): Traits | undefined {
  const { known, readOnly, tools } = offeredTools(entry, config)
  if (!known?.verified || isAsideOnly(entry)) return undefined
  const limited = limitsTools(entry)
  const offers = (...actions: readonly (string | undefined)[]) =>
    !readOnly && (tools?.some(({ action }) => actions.includes(action)) ?? false)
  // A fetch of any address carries data out in the address itself.
  const reachesAll = known.egress.includes('*')
  return {
    untrusted: known.ingestsUntrustedContent,
    reads:
      tools === undefined || tools.some(({ action }) => action === 'read' || action === 'execute')
        ? privateData(known, entry, config.tree)
        : undefined,
    sends: reachesAll || (!readOnly && known.canCommunicateExternally && (!limited || offers('send', 'ticket', 'code', 'write'))),
    sendsAnywhere: reachesAll || offers('send') || (!readOnly && known.canCommunicateExternally && tools === undefined),
    executes: readOnly ? undefined : executionOf(entry, known, tools?.map(({ name }) => name) ?? [], config),
    pays: movesMoney(entry, known, { limited, offers, readOnly }),
  }
}

/** Classes confidential and restricted of the data kinds; the rare tool that returns secrets does not make a server private. */
const PRIVATE: Readonly<Record<string, string>> = {
  email: 'mail',
  messages: 'messages',
  crm: 'customers',
  'db-rows': 'a database',
  payments: 'payments',
  'identity-directory': 'a directory of people',
  'infra-config': 'infrastructure',
}

/** The session of a browser is private only where it is that of a person, a database only where it is not one to try things. */
function privateData({ dataClasses }: KnownServer, entry: ServerEntry, tree: SyntaxTree): string | undefined {
  if (dataClasses.includes('browser-session') && entry.launch.broadeners.some(({ kind }) => kind === 'profile'))
    return 'the browser of a person'
  const kinds = dataClasses.filter((kind) => kind !== 'db-rows' || !isTrial(entry, tree))
  return kinds.map((kind) => (Object.hasOwn(PRIVATE, kind) ? PRIVATE[kind] : undefined)).find((words) => words !== undefined)
}

/** The database of a demonstration, or one of this machine. */
function isTrial({ launch }: ServerEntry, tree: SyntaxTree): boolean {
  if (isDemonstration(launch)) return true
  const hosts = databaseTargets(launch, tree).map(({ host }) => host?.text)
  return hosts.length > 0 && hosts.every((host) => host !== undefined && isThisMachine(host))
}

/** Toolsets that only look things up in the documentation of the vendor. */
const HARMLESS = /^(?:docs|context|search_docs|documentation|help)$/i

function isAsideOnly({ launch }: ServerEntry): boolean {
  const sets = launch.restrictions.filter(({ kind }) => kind === 'toolset').map(({ value }) => value)
  return sets.length > 0 && sets.every((value) => value.split(/[,\s]+/).every((word) => HARMLESS.test(word)))
}

function limitsTools({ launch }: ServerEntry): boolean {
  return launch.restrictions.some(({ kind }) => kind === 'tools')
}

/** Commands and code on a machine; not the SQL of a database, nor scripts within a page. */
const RUNS = /(?:^|[_-])(?:exec|command|shell|process|code|js|script)(?:$|[_-])|^(?:run|create)_container$/i

function executionOf(entry: ServerEntry, known: KnownServer, tools: readonly string[], config: McpConfig): Legs['executes'] {
  const { launch } = entry
  const isSealed =
    isContainer(launch) && launch.mounts.length === 0 && networksOf(launch).some(({ value }) => value.text === 'none')
  if (known.runsCommands) return isSealed ? 'contained' : 'free'
  if (known.dataClasses.includes('browser-session')) return undefined
  const runners = known.tools.filter(({ name, action }) => action === 'execute' && tools.includes(name)).map(({ name }) => name)
  // Statements count where nobody is asked about them: what they change is there to stay.
  const runs = known.dataClasses.includes('db-rows')
    ? runsUnasked(entry, runners, config) && !isTrial(entry, config.tree)
    : runners.some((name) => RUNS.test(name))
  return runs ? 'contained' : undefined
}

/** By the lines of the entry itself, which its host reads for this server alone. */
function runsUnasked(entry: ServerEntry, tools: readonly string[], config: McpConfig): boolean {
  const approvals = entryApprovals(entry, config).filter(({ ignored }) => !ignored)
  const covering = (tool: string) =>
    approvals.filter(({ covers }) => covers.kind === 'tools' && coversName(covers.tool, tool)).map(({ effect }) => effect)
  return tools.some((tool) => {
    const effects = covering(tool)
    return effects.includes('allow') && effects.every((effect) => effect === 'allow')
  })
}

interface Offer {
  readonly limited: boolean
  readonly readOnly: boolean
  readonly offers: (...actions: readonly string[]) => boolean
}

/** In a test mode no money moves. A provider of payments whose tools are not known is taken to move some. */
function movesMoney({ launch }: ServerEntry, known: KnownServer, { limited, readOnly, offers }: Offer): boolean {
  if (readOnly || launch.credentials.some(({ kind, evidence }) => kind?.id === 'stripe-secret-test' && evidence === 'literal'))
    return false
  return offers('money') || (!limited && known.tools.length === 0 && known.dataClasses.includes('payments'))
}

/** What must come together, and which servers bring it. */
export type Leg = (legs: Legs) => boolean

/** The entry that completes a combination in the order of the file, and the fewest servers that make it up with it. */
export interface Combination {
  readonly last: Legs
  readonly others: readonly Legs[]
}

/**
 * The first place in the file where all legs are there, from at least two servers. Of the sets that complete there the
 * smallest, and of several the one whose servers stand first. Linear in the servers: of those that bring the same legs only
 * the first is remembered.
 */
export function combine(all: readonly Legs[], legs: readonly Leg[]): Combination | undefined {
  // Most files lack one of them altogether.
  if (!legs.every((leg) => all.some(leg))) return undefined
  const whole = 2 ** legs.length - 1
  const first = new Map<number, Legs>()
  const bringing = (wanted: number) => [...first].find(([brought]) => (brought & wanted) === wanted)?.[1]
  for (const last of all) {
    const brings = legs.reduce((sum, leg, bit) => (leg(last) ? sum | (2 ** bit) : sum), 0)
    if (brings === 0) continue
    const missing = whole & ~brings
    if (missing === 0) {
      const [other] = first.values()
      if (other) return { last, others: [other] }
    } else {
      const single = bringing(missing)
      if (single) return { last, others: [single] }
      const each = legs.flatMap((_, bit) => (missing & (2 ** bit) ? [bringing(2 ** bit)] : []))
      if (each.every((one) => one !== undefined)) return { last, others: [...new Set(each)] }
    }
    if (!first.has(brings)) first.set(brings, last)
  }
  return undefined
}

/** `"a", "b" and "c"`, in the order of the file. */
export function namesOf(all: readonly Legs[]): string {
  const names = all
    .map(({ entry }) => entry)
    .toSorted((a, b) => a.nameAt.span.start - b.nameAt.span.start)
    .map(({ name }) => `"${name}"`)
  return inWords(names)
}
