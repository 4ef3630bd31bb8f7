import { type PackageName, type PublishedPackage, packageKey } from '../model/published.ts'
import { type Addresses, addressFor } from './addresses.ts'
import { DIALECTS } from './answers.ts'
import { getJson, type Limits } from './getJson.ts'
import { isSendable } from './isSendable.ts'

export interface Asked {
  /** By `packageKey`. */
  readonly published: ReadonlyMap<string, PublishedPackage>
  /** Whole sentences about what could not be asked. No finding comes of that. */
  readonly notes: readonly string[]
}

export interface AskLimits extends Limits {
  readonly totalMs: number
  readonly atOnce: number
  readonly mostPackages: number
}

export const ASK_LIMITS: AskLimits = {
  requestMs: 10_000,
  totalMs: 60_000,
  answerBytes: 16 * 1024 * 1024,
  atOnce: 6,
  mostPackages: 1_000,
}

const VARIABLES = {
  npm: 'Set "npm_config_registry", or "registry" in the .npmrc of your home,',
  pypi: 'Set "UV_DEFAULT_INDEX" or "PIP_INDEX_URL"',
} satisfies Record<PackageName['ecosystem'], string>

/** Asks, about each package once, the registry that the environment names for it. Never rejects. */
export async function askRegistries(packages: readonly PackageName[], addresses: Addresses, limits = ASK_LIMITS): Promise<Asked> {
  const published = new Map<string, PublishedPackage>()
  const notes = new Notes()
  const questions = [...new Map(packages.map((one) => [packageKey(one), one])).values()].flatMap((one): readonly Question[] => {
    const address = isSendable(one) ? addressFor(one, addresses) : undefined
    if (!isSendable(one)) notes.add('', 'A name that is none of a package is not sent to a registry.')
    else if (!address)
      notes.add(
        '',
        `No registry is set for packages of ${one.ecosystem === 'npm' ? 'npm' : 'Python'}. ${VARIABLES[one.ecosystem]} for --online.`,
      )
    else if (!address.ok)
      notes.add(
        '',
        `A registry for packages of ${one.ecosystem === 'npm' ? 'npm' : 'Python'} ${address.reason} and is not asked.`,
      )
    else return [{ ...one, base: address.url }]
    return []
  })
  if (questions.length > limits.mostPackages)
    notes.add('', `Only the first ${limits.mostPackages} of ${questions.length} packages are asked about.`)

  const signal = AbortSignal.timeout(limits.totalMs)
  const waiting = questions.slice(0, limits.mostPackages).values()
  const askNext = async (): Promise<void> => {
    // The lanes share one iterator, so each question is taken once.
    for (const question of waiting) {
      const answer = await ask(question, limits, signal)
      if (typeof answer === 'string') notes.add(question.base.host, answer)
      else published.set(packageKey(question), answer)
    }
  }
  await Promise.all(Array.from({ length: limits.atOnce }, askNext))
  return { published, notes: notes.sentences() }
}

interface Question extends PackageName {
  readonly base: URL
}

/** What is published, or why that is not known, to continue a sentence. */
async function ask({ ecosystem, name, base }: Question, limits: Limits, signal: AbortSignal): Promise<PublishedPackage | string> {
  const { accept, path, read } = DIALECTS[ecosystem]
  const answer = await getJson(new URL(path(name), base), accept, limits, signal)
  if (answer.state === 'absent') return answer
  if (answer.state === 'failed') return answer.reason
  return read(answer.value, name) ?? 'gives an answer of another form'
}

/** One line for all that failed in the same way. */
class Notes {
  readonly #counts = new Map<string, { readonly host: string; readonly text: string; count: number }>()

  /** With a host, the text continues a sentence about the registry there. */
  add(host: string, text: string): void {
    const key = JSON.stringify([host, text])
    const known = this.#counts.get(key)
    if (known) known.count++
    else this.#counts.set(key, { host, text, count: 1 })
  }

  sentences(): readonly string[] {
    return [...this.#counts.values()].map(({ host, text, count }) =>
      host === ''
        ? text
        : `The registry at "${host}" ${text}, so nothing is known of ${count === 1 ? 'one package' : `${count} packages`}.`,
    )
  }
}
