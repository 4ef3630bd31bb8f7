import type { FrameType } from '../protocol/frame.ts'

const MAX_OPEN = 1000

/**
 * Knows which responses of the client answer a question that the server asked a person (`elicitation/create`): what a
 * person types into a form is nobody's business. `id` and `method` are JSON text, bytes in one
 * character each.
 */
export function createPersonalAnswers() {
  const open = new Set<string>()

  return (dir: 'c2s' | 's2c', type: FrameType, id: string | undefined, method: string | undefined): boolean => {
    if (id === undefined) return false
    if (dir === 's2c') {
      if (method === '"elicitation/create"') {
        // Of many open questions the oldest is forgotten.
        if (open.size >= MAX_OPEN) open.delete(open.values().next().value ?? '')
        open.add(keyOf(id))
      }
      return false
    }
    return type === 'response' && open.delete(keyOf(id))
  }
}

/** `1` and `"1"` differ; `"a"` and `"\u0061"`, `1` and `1.0` do not. */
function keyOf(id: string): string {
  return JSON.stringify(JSON.parse(Buffer.from(id, 'latin1').toString('utf8')))
}
