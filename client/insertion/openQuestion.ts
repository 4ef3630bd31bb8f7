export interface Questions<Key> {
  /**
   * Asks; at most one question is open. A newer one takes the place of the open one, which is thereby answered with no and
   * has taken itself down (`after`) before the newer one is put. Resolves to the answer.
   */
  ask(key: Key, put: () => Promise<void>, after: () => Promise<void>): Promise<boolean>
  /** Answers the question that stands there; with a key, only if it is that one. */
  answer(agreed: boolean, key?: Key): void
}

interface Open<Key> {
  readonly key: Key
  /** Before it is, an answer without a key can only mean the one that still stands there. */
  isPut: boolean
  readonly resolve: (agreed: boolean) => void
}

/** One question at a time, each with an answer of its own: none is answered by what closes another. */
export function createQuestions<Key>(): Questions<Key> {
  let open: Open<Key> | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function run(
    key: Key,
    answered: Promise<boolean>,
    put: () => Promise<void>,
    after: () => Promise<void>,
  ): Promise<boolean> {
    try {
      await put()
      if (open?.key === key) open.isPut = true
      return await answered
    } finally {
      if (open?.key === key) open = undefined
      await after()
    }
  }

  return {
    ask(key, put, after) {
      open?.resolve(false)
      const answered = new Promise<boolean>((resolve) => {
        open = { key, resolve, isPut: false }
      })
      // A question that failed is its asker's business; the next one is put all the same.
      const asked = last.then(() => run(key, answered, put, after))
      last = asked.catch(() => undefined)
      return asked
    },
    answer(agreed, key) {
      if (open && (key === undefined ? open.isPut : key === open.key)) open.resolve(agreed)
    },
  }
}
