import http from 'node:http'
import https from 'node:https'

export type Answer =
  | { readonly state: 'answered'; readonly value: unknown }
  | { readonly state: 'absent' }
  /** Continues a sentence: `the registry …`. */
  | { readonly state: 'failed'; readonly reason: string }

export interface Limits {
  /** From the question to the end of the answer. */
  readonly requestMs: number
  readonly answerBytes: number
}

/** A registry leads to another spelling of the same address at most. */
const MOST_REDIRECTS = 2

/**
 * Asks one address for JSON. Sends no credential, no cookie and nothing but the address; follows no redirect to another host,
 * and reads no more than `answerBytes`. Never rejects.
 */
export async function getJson(url: URL, accept: string, limits: Limits, signal: AbortSignal): Promise<Answer> {
  // A timer of our own: nothing holds on to the signal of `AbortSignal.timeout` within `AbortSignal.any`, and a collected one never fires.
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), limits.requestMs)
  try {
    return await follow(url, accept, limits, AbortSignal.any([signal, timeout.signal]))
  } finally {
    clearTimeout(timer)
  }
}

async function follow(url: URL, accept: string, limits: Limits, within: AbortSignal): Promise<Answer> {
  let address = url
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const got = await getOnce(address, accept, limits.answerBytes, within)
    if (got.state !== 'moved') return got
    const next = URL.canParse(got.to, address.href) ? new URL(got.to, address.href) : undefined
    if (next?.origin !== address.origin) return { state: 'failed', reason: 'leads to another host' }
    // Node would send them as a credential.
    next.username = ''
    next.password = ''
    address = next
  }
  return { state: 'failed', reason: 'leads in a circle' }
}

type Got = Answer | { readonly state: 'moved'; readonly to: string }

function getOnce(url: URL, accept: string, mostBytes: number, signal: AbortSignal): Promise<Got> {
  return new Promise((resolve) => {
    const fail = (reason: string): void => resolve({ state: 'failed', reason })
    // `agent: false`: no connection is kept, so that nothing holds the program up at its end.
    const options = { headers: { accept, 'user-agent': 'scopelight' }, signal, agent: false }
    const request = (url.protocol === 'https:' ? https : http).get(url, options, (response) => {
      const { statusCode = 0, headers } = response
      const end = (got: Got): void => {
        resolve(got)
        response.destroy()
      }
      if (statusCode >= 300 && statusCode < 400 && headers.location) return end({ state: 'moved', to: headers.location })
      if (statusCode === 404) return end({ state: 'absent' })
      if (statusCode !== 200) return end({ state: 'failed', reason: `answers with status ${statusCode}` })
      const chunks: Buffer[] = []
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > mostBytes) end({ state: 'failed', reason: 'gives an answer that is too large' })
        else chunks.push(chunk)
      })
      response.on('end', () => resolve(readJson(Buffer.concat(chunks))))
      response.on('error', () => fail(reasonOf(signal)))
    })
    request.on('error', () => fail(reasonOf(signal)))
  })
}

function reasonOf(signal: AbortSignal): string {
  return signal.aborted ? 'does not answer in time' : 'cannot be reached'
}

function readJson(bytes: Buffer): Answer {
  try {
    return { state: 'answered', value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    return { state: 'failed', reason: 'gives an answer that is no JSON' }
  }
}
