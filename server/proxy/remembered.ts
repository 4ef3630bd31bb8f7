const MAX_ANSWERS = 2000
/** Longer names are asked about by their end, where what they name stands, and are not kept. */
const MAX_NAME_CHARS = 256

/**
 * Keeps what was found out about a name, since the same names come with every message. A peer chooses the names: neither
 * their number nor their length costs more than a bounded amount of time and memory.
 */
export function remembered<Answer>(find: (name: string) => Answer): (name: string) => Answer {
  const known = new Map<string, Answer>()
  return (name) => {
    if (name.length > MAX_NAME_CHARS) return find(name.slice(-MAX_NAME_CHARS))
    let answer = known.get(name)
    if (answer === undefined) {
      answer = find(name)
      if (known.size >= MAX_ANSWERS) known.clear()
      known.set(name, answer)
    }
    return answer
  }
}
