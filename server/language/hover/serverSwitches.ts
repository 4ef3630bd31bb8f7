import { servedBy } from '../../model/launch/servedBy.ts'
import type { Launch } from '../../model/launch.ts'
import type { Markup } from '../markup.ts'
import { holdsWords, NOT_CONFIRMED } from './plainWords.ts'
import { shownUse, switchFact, unsetRestrictions, written } from './switches.ts'

const MOST = { switches: 2 } as const

/** What widens a server here, what limits it and how strongly that holds, and what could. */
export function switchItems(launch: Launch, markup: Markup): readonly string[] {
  const known = servedBy(launch)
  const limits = launch.restrictions.slice(0, MOST.switches).map((use) => {
    const fact = switchFact(use, [...(known?.restrictions ?? []), ...(launch.known?.restrictions ?? [])])
    return `Limited by ${markup.code(shownUse(use))}${markup.text(switchWords(fact, use.verified))}`
  })
  const widened = launch.broadeners.slice(0, MOST.switches).map((use) => {
    const fact = switchFact(use, [...(known?.broadeners ?? []), ...(launch.known?.broadeners ?? [])])
    return `${markup.strong('Widened')} by ${markup.code(shownUse(use))}${markup.text(switchWords(fact, use.verified))}`
  })
  return [...widened, ...limits, ...couldItem(launch, markup)]
}

/** How strongly it holds is most often the same for all, and then said once. */
function couldItem(launch: Launch, markup: Markup): readonly string[] {
  const unset = unsetRestrictions(launch).slice(0, MOST.switches)
  const [first] = unset
  if (!first) return []
  const isSame = unset.every(({ enforcement }) => enforcement === first.enforcement)
  const words = unset.map((fact) => {
    const { effect, verified } = fact
    return `${markup.code(written(fact))}${markup.text(switchWords(isSame ? { effect } : fact, verified))}`
  })
  const holds = isSame ? holdsWords(first.enforcement) : undefined
  return [`Could be limited by ${words.join('; or by ')}${holds === undefined ? '' : markup.text(` (${holds})`)}`]
}

function switchWords(fact: { readonly effect: string; readonly enforcement?: string } | undefined, verified: boolean): string {
  const words = [fact?.effect, holdsWords(fact?.enforcement)].filter((word) => word !== undefined && word !== '')
  return `${words.length === 0 ? '' : `: ${words.join('; ')}`}${verified ? '' : NOT_CONFIRMED}`
}
