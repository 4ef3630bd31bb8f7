import { accessOfName, accessOfTool, READ, UNCLASSIFIED } from './access.ts'
import { BoundedMap } from './boundedMap.ts'
import { kindOf, type Message, type Operation, OTHER, type RecordRef, STATUS } from './call.ts'
import { errorOf, evidenceOf, targetOf } from './effect.ts'
import { endOfTask, OpenEnds } from './openEnds.ts'
import { isObject, shortText } from './recordShape.ts'

/** Where operations become rows. `open` is called once, `change` whenever something visible is different. */
export interface OperationSink {
  open(operation: Operation, kind: number, access: number): void
  change(operation: Operation): void
  attach(operation: Operation, ref: RecordRef): void
  /** The client's own words about itself: a label, never an identity. */
  nameClient(label: string): void
}

interface Pending {
  readonly operation: Operation
  readonly method: string
  /** `own`: its answer ends the operation; `poll`: it only asks how a task is doing. */
  readonly role: 'own' | 'poll'
}

type Side = Message['dir']
const OTHER_SIDE: Readonly<Record<Side, Side>> = { c2s: 's2c', s2c: 'c2s' }
const MOST_OPEN = 50_000
const MOST_SETTLED = 1_000
const MOST_TOOLS = 10_000
const READING = new Set(['resources/read', 'prompts/get', 'completion/complete'])

/**
 * Puts the messages of one session together into operations. A request is known by its sender, the JSON type of its id, and
 * its id: both sides may use id 1 at once, and `1` is not `"1"`.
 */
export class Correlator {
  readonly #sink: OperationSink
  readonly #pending: Readonly<Record<Side, BoundedMap<string | number, Pending>>> = {
    c2s: new BoundedMap(MOST_OPEN),
    s2c: new BoundedMap(MOST_OPEN),
  }
  readonly #settled: Readonly<Record<Side, BoundedMap<string | number, Operation>>> = {
    c2s: new BoundedMap(MOST_SETTLED),
    s2c: new BoundedMap(MOST_SETTLED),
  }
  /** By the side that asked for progress. */
  readonly #progress: Readonly<Record<Side, BoundedMap<string | number, Operation>>> = {
    c2s: new BoundedMap(MOST_SETTLED),
    s2c: new BoundedMap(MOST_SETTLED),
  }
  readonly #ends = new OpenEnds()
  readonly #access = new BoundedMap<string, number>(MOST_TOOLS)

  constructor(sink: OperationSink) {
    this.#sink = sink
  }

  take(message: Message): void {
    if (message.method !== undefined && message.id !== undefined) this.#request(message, message.method, message.id)
    else if (message.method !== undefined) this.#notification(message, message.method)
    else this.#answer(message)
  }

  /** The operation that is under way, when it is the only one: what the server prints belongs to it. */
  onlyOpen(): Operation | undefined {
    const [only, second] = this.#pending.c2s.values()
    return second === undefined ? only?.operation : undefined
  }

  /** The connection or the proxy ended: what has no answer gets none. A late answer still counts. */
  end(): void {
    for (const side of ['c2s', 's2c'] as const) {
      for (const { operation } of this.#pending[side].values()) {
        if (operation.status !== STATUS.running) continue
        operation.status = STATUS.interrupted
        this.#sink.change(operation)
      }
    }
  }

  #request(message: Message, method: string, id: string | number): void {
    const target = targetOf(method, message.params)
    if (method === 'initialize') this.#client(isObject(message.params) ? message.params.clientInfo : undefined)
    const reused = this.#pending[message.dir].get(id)
    if (reused && reused.role === 'own') {
      note(reused.operation, `The id ${JSON.stringify(id)} was sent again before this was answered.`)
    }
    const continued = this.#ends.continued(message, method, target)
    const operation = continued ?? this.#open(message, method, target)
    if (continued) {
      if (!method.startsWith('tasks/')) continued.rounds += 1
      this.#absorb(continued, message)
      this.#sink.change(continued)
    }
    this.#pending[message.dir].set(id, { operation, method, role: continued && method.startsWith('tasks/') ? 'poll' : 'own' })
    const meta = isObject(message.params) && isObject(message.params._meta) ? message.params._meta : undefined
    const token = meta?.progressToken
    if (typeof token === 'string' || typeof token === 'number') this.#progress[message.dir].set(token, operation)
    if (meta) this.#client(meta['io.modelcontextprotocol/clientInfo'])
  }

  #answer(message: Message): void {
    const asker = OTHER_SIDE[message.dir]
    const pending = message.id === undefined ? undefined : this.#pending[asker].get(message.id)
    if (pending === undefined || message.id === undefined) {
      this.#unmatched(message, asker)
      return
    }
    const { operation, method, role } = pending
    this.#pending[asker].delete(message.id)
    this.#settled[asker].set(message.id, operation)
    this.#absorb(operation, message)
    if (method === 'tools/list') this.#learnTools(message.result)
    if (role === 'poll') this.#polled(operation, method, message)
    else if (operation.status === STATUS.cancelled) {
      note(operation, 'It was answered after it was cancelled. The client ignores that answer.')
    } else if (!this.#ends.leavesOpen(operation, message.result)) this.#settle(operation, message)
    else if (operation.status === STATUS.interrupted) operation.status = STATUS.running
    this.#sink.change(operation)
  }

  #notification(message: Message, method: string): void {
    const params = isObject(message.params) ? message.params : {}
    if (method === 'notifications/progress') {
      const token = params.progressToken
      const asked =
        typeof token === 'string' || typeof token === 'number' ? this.#progress[OTHER_SIDE[message.dir]].get(token) : undefined
      if (asked) {
        this.#absorb(asked, message)
        if (asked.endedUs !== undefined) note(asked, 'Progress was reported after it had ended.')
        return
      }
    }
    if (method === 'notifications/cancelled') {
      const id = params.requestId
      const pending = typeof id === 'string' || typeof id === 'number' ? this.#pending[message.dir].get(id) : undefined
      if (pending) {
        this.#absorb(pending.operation, message)
        if (pending.role === 'own') this.#cancel(pending.operation, message)
        return
      }
    }
    const task = method.startsWith('notifications/tasks') ? this.#ends.taskOf(message.params) : undefined
    if (task) {
      this.#absorb(task.operation, message)
      if (task.ended !== undefined) this.#endTask(task.operation, task.ended, message)
      this.#sink.change(task.operation)
      return
    }
    const operation = this.#open(message, method, targetOf(method, message.params))
    operation.status = STATUS.ok
    this.#sink.change(operation)
  }

  #unmatched(message: Message, asker: Side): void {
    const before = message.id === undefined ? undefined : this.#settled[asker].get(message.id)
    if (before) {
      this.#absorb(before, message)
      note(before, 'It was answered a second time.')
      this.#sink.change(before)
      return
    }
    const operation = this.#open(message, 'answer without a request', '')
    operation.status = isObject(message.error) ? STATUS.protocolError : STATUS.ok
    operation.effect = isObject(message.error) ? errorOf(message) : ''
    this.#sink.change(operation)
  }

  #open(message: Message, method: string, target: string): Operation {
    const kind = kindOf(method)
    const params = isObject(message.params) ? message.params : {}
    const name = kind === 0 ? (shortText(params.name) ?? method) : method
    const operation: Operation = {
      row: -1,
      dir: message.dir,
      id: message.id,
      method,
      name,
      target,
      startedUs: message.t,
      endedUs: undefined,
      status: STATUS.running,
      effect: target,
      bytesIn: message.bytes,
      bytesOut: 0,
      rounds: 1,
      redacted: message.redacted,
      cut: message.cut,
      notes: [],
    }
    const access = kind === 0 ? (this.#access.get(name) ?? accessOfName(name)) : READING.has(method) ? READ : UNCLASSIFIED
    this.#sink.open(operation, kind, kind === OTHER ? UNCLASSIFIED : access)
    this.#sink.attach(operation, message.ref)
    return operation
  }

  #absorb(operation: Operation, message: Message): void {
    operation.redacted ||= message.redacted
    operation.cut ||= message.cut
    this.#sink.attach(operation, message.ref)
  }

  #settle(operation: Operation, message: Message): void {
    const failed = isObject(message.error)
    const toolFailed = isObject(message.result) && message.result.isError === true
    operation.status = failed ? STATUS.protocolError : toolFailed ? STATUS.toolError : STATUS.ok
    operation.endedUs = message.t
    operation.bytesOut += message.bytes
    operation.effect =
      failed || toolFailed ? errorOf(message) : effectSentence(operation.target, evidenceOf(operation.method, message.result))
  }

  #cancel(operation: Operation, message: Message): void {
    if (operation.status !== STATUS.running) return
    operation.status = STATUS.cancelled
    operation.endedUs = message.t
    this.#sink.change(operation)
  }

  #polled(operation: Operation, method: string, message: Message): void {
    operation.bytesOut += message.bytes
    const ended = endOfTask(method, message.result)
    if (ended !== undefined) this.#endTask(operation, ended, message)
    if (method === 'tasks/result') this.#settle(operation, message)
  }

  #endTask(operation: Operation, ended: unknown, message: Message): void {
    if (operation.status !== STATUS.running && operation.status !== STATUS.interrupted) return
    operation.status = ended === 'cancelled' ? STATUS.cancelled : ended === 'failed' ? STATUS.toolError : STATUS.ok
    operation.endedUs = message.t
  }

  #learnTools(result: unknown): void {
    if (!isObject(result) || !Array.isArray(result.tools)) return
    for (const tool of result.tools.slice(0, MOST_TOOLS)) {
      const name = isObject(tool) ? shortText(tool.name) : undefined
      if (name !== undefined && isObject(tool)) this.#access.set(name, accessOfTool(name, tool.annotations))
    }
  }

  #client(info: unknown): void {
    if (!isObject(info)) return
    const label = [shortText(info.title) ?? shortText(info.name), shortText(info.version, 32)].filter(
      (part) => part !== undefined,
    )
    if (label.length > 0) this.#sink.nameClient(label.join(' '))
  }
}

/** Evidence of the result, else the raw target; a count or an id stands beside what it counts. */
function effectSentence(target: string, evidence: string | undefined): string {
  if (evidence === undefined) return target
  return target === '' || evidence.includes('://') ? evidence : `${target} · ${evidence}`
}

function note(operation: Operation, sentence: string): void {
  if (!operation.notes.includes(sentence) && operation.notes.length < 8) operation.notes.push(sentence)
}
