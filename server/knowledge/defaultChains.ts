import chains from './defaultChains.json' with { type: 'json' }
import type { KnownServer } from './servers.ts'

/** Where a server looks for credentials when it is given none: whatever the person is signed in to. */
export interface DefaultChain {
  /** "AWS" */
  readonly signedInTo: string
  /** The variable that names an identity of the server's own. */
  readonly pin: string
  /** Variables and flags of which one is enough. */
  readonly pins: readonly string[]
  readonly flags: readonly string[]
  /** Values of a pin that still mean whoever is signed in. */
  readonly personal: ReadonlyMap<string, readonly string[]>
  /** What to do, as a sentence. */
  readonly advice: string
  /** Variables to set, with values of which those in angle brackets are to be replaced. */
  readonly set: readonly (readonly [name: string, value: string])[]
}

/** Undefined for a server of which nobody knows that it has one. */
export function defaultChainOf({ id, credentials }: KnownServer): DefaultChain | undefined {
  const chain = chains.find(({ servers }) => servers.includes(id))
  if (!chain) return undefined
  // A server may have a variable of its own for the profile.
  const own = credentials.env.find((name) => chain.pins.includes(name) && /PROFILE/.test(name))
  const pin = own ?? chain.pin
  const named = (text: string) => text.replaceAll('{pin}', pin)
  return {
    ...chain,
    pin,
    advice: named(chain.advice),
    set: Object.entries(chain.set).map(([name, value]) => [named(name), value]),
    personal: new Map(Object.entries(chain.personal)),
  }
}
