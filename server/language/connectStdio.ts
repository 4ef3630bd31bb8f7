import {
  AbstractMessageWriter,
  type Connection,
  createConnection,
  type Message,
  type MessageWriter,
  StreamMessageReader,
} from 'vscode-languageserver/node'
import { messageBytes } from './messageBytes.ts'

/** A connection over standard input and output. When the input ends the process does: with 0 if the client had said so before. */
export function connectStdio(): Connection {
  const connection = createConnection(new StreamMessageReader(process.stdin), new PieceWriter(process.stdout))
  let isShutDown = false
  connection.onShutdown(() => {
    isShutDown = true
  })
  const end = () => process.exit(isShutDown ? 0 : 1)
  process.stdin.on('end', end).on('close', end)
  return connection
}

/** Writes the pieces of a message one after the other, in one call of the system where it takes them. */
class PieceWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #stream: typeof process.stdout
  #errors = 0

  constructor(stream: typeof process.stdout) {
    super()
    this.#stream = stream
    stream.on('error', (error) => this.fireError(error))
    stream.on('close', () => this.fireClose())
  }

  write(message: Message): Promise<void> {
    const pieces = messageBytes(message)
    const length = pieces.reduce((sum, piece) => sum + piece.byteLength, 0)
    return new Promise((resolve, reject) => {
      this.#stream.cork()
      this.#stream.write(Buffer.from(`Content-Length: ${length}\r\n\r\n`))
      for (const piece of pieces.slice(0, -1)) this.#stream.write(piece)
      this.#stream.write(pieces.at(-1) ?? '', (error) => {
        if (!error) return resolve()
        this.#errors++
        this.fireError(error, message, this.#errors)
        reject(error)
      })
      this.#stream.uncork()
    })
  }

  end(): void {
    this.#stream.end()
  }
}
