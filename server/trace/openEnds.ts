import { BoundedMap } from './boundedMap.ts'
import type { Message, Operation } from './call.ts'
import { isObject } from './recordShape.ts'

const MOST = 10_000
const TERMINAL = new Set<unknown>(['completed', 'failed', 'cancelled'])

interface Asked {
  readonly operation: Operation
  /** Opaque, may hold a secret: compared, never shown. Undefined when the answer carried none, or only a redacted one. */
  readonly state: string | undefined
  readonly keys: readonly string[]
}

/**
 * Operations that one answer does not end: several rounds (the server asks for input and the client calls again under a new
 * id) and tasks (the client polls). MCP revision 2026-07-28, multi round-trip requests and the tasks extension.
 */
export class OpenEnds {
  readonly #asked = new Set<Asked>()
  readonly #tasks = new BoundedMap<string, Operation>(MOST)

  /** The operation a request goes on with. Of two candidates without a state neither is taken: a wrong row is worse than two. */
  continued(request: Message, method: string, target: string): Operation | undefined {
    const params = isObject(request.params) ? request.params : {}
    if (method.startsWith('tasks/')) return typeof params.taskId === 'string' ? this.#tasks.get(params.taskId) : undefined
    const state = plainState(params.requestState)
    const hasResponses = isObject(params.inputResponses)
    if (state === undefined && !hasResponses) return undefined
    const candidates = [...this.#asked].filter(({ operation, state: asked, keys }) => {
      if (operation.method !== method) return false
      if (state !== undefined || asked !== undefined) return state === asked
      return (
        operation.target === target &&
        keys.every((key) => isObject(params.inputResponses) && Object.hasOwn(params.inputResponses, key))
      )
    })
    const [only] = candidates
    if (only === undefined || candidates.length > 1) return undefined
    this.#asked.delete(only)
    return only.operation
  }

  /** Whether this answer leaves its operation open, and how. */
  leavesOpen(operation: Operation, result: unknown): 'input' | 'task' | undefined {
    if (!isObject(result)) return undefined
    if (result.resultType === 'input_required') {
      const keys = isObject(result.inputRequests) ? Object.keys(result.inputRequests).slice(0, 100) : []
      this.#remember({ operation, state: plainState(result.requestState), keys })
      return 'input'
    }
    const task = isObject(result.task) ? result.task : result.resultType === 'task' ? result : undefined
    if (task === undefined || typeof task.taskId !== 'string') return undefined
    this.#tasks.set(task.taskId, operation)
    return TERMINAL.has(task.status) ? undefined : 'task'
  }

  #remember(asked: Asked): void {
    this.#asked.add(asked)
    const [oldest] = this.#asked
    if (this.#asked.size > MOST && oldest) this.#asked.delete(oldest)
  }

  /** The operation of a task that a notification speaks of, and whether the task has ended. */
  taskOf(params: unknown): { readonly operation: Operation; readonly ended: unknown } | undefined {
    if (!isObject(params) || typeof params.taskId !== 'string') return undefined
    const operation = this.#tasks.get(params.taskId)
    return operation && { operation, ended: TERMINAL.has(params.status) ? params.status : undefined }
  }
}

/** Status of a task in the answer to a poll, when it has ended. The answer to `tasks/result` is the result itself. */
export function endOfTask(method: string, result: unknown): unknown {
  if (!isObject(result)) return undefined
  if (method === 'tasks/result') return 'completed'
  const task = isObject(result.task) ? result.task : result
  return TERMINAL.has(task.status) ? task.status : undefined
}

/** The proxy redacts every state to the same words, which would join strangers. */
function plainState(state: unknown): string | undefined {
  return typeof state === 'string' && !state.startsWith('[redacted') ? state : undefined
}
