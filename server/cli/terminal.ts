/** Where a command writes. Text is whole lines; what comes from files goes through `visible` first. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  readonly cwd: string
  /** Standard output is a terminal that shows colours, and nobody asked for none. */
  readonly colours: boolean
  /** Standard error is a terminal: what is written there may be written over. */
  readonly showsProgress: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** All of standard input. */
  readInput(): Promise<Uint8Array>
}

/** The process's own streams. A reader that goes away, as `head` does, ends the program quietly with the code it has. */
export function openTerminal(): Terminal {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
  // Whoever closes standard error does not want to read it.
  process.stderr.on('error', () => undefined)
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    cwd: process.cwd(),
    colours: showsColours(process.stdout.isTTY === true, process.env),
    showsProgress: process.stderr.isTTY === true,
    env: process.env,
    readInput: async () => {
      const chunks: Uint8Array[] = []
      for await (const chunk of process.stdin) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
  }
}

/** Colours are for people at a terminal that has them, unless they say no (no-color.org). */
export function showsColours(isTerminal: boolean, { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>): boolean {
  return isTerminal && !NO_COLOR && TERM !== 'dumb'
}
