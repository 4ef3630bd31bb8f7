import { withoutCredentials } from '../../knowledge/withoutCredentials.ts'
import { inputIds } from '../../rules/inputIds.ts'
import { addInputs } from '../../rules/references.ts'
import { ImpossiblePatch } from '../../syntax/impossiblePatch.ts'
import { applyPatches, type Json, type TextEdit } from '../../syntax/patch.ts'
import type { SecretNames } from './newEntry.ts'
import type { Place } from './place.ts'

export interface InputMaker extends SecretNames {
  /** Changes of the file that define masked inputs. */
  readonly edits: (inputs: readonly { readonly id: string; readonly name: string }[], server: string) => readonly TextEdit[]
}

const ID = '\ue010'
const WORDS = '\ue011'

/**
 * Inputs that ask the person for secrets. Where the host has none, or the file as it is typed takes no further one, there is
 * no id and nothing is changed.
 */
export function inputMaker(place: Place): InputMaker {
  const templates = new Map<number, readonly TextEdit[] | undefined>()
  const template = (count: number): readonly TextEdit[] | undefined => {
    if (!templates.has(count)) templates.set(count, templateOf(place, count))
    return templates.get(count)
  }
  if (!place.config.host.interpolation.input || !template(1)) return { inputId: undefined, edits: () => [] }
  const declared = inputIds(place.config)
  return {
    inputId: (name) => {
      const wanted = name.toLowerCase().replaceAll('_', '-')
      let id = wanted
      for (let count = 2; declared.has(id); count++) id = `${wanted}-${count}`
      return id
    },
    edits: (inputs, server) =>
      inputs.length === 0
        ? []
        : (template(inputs.length) ?? []).map(({ span, text }) => ({ span, text: filled(text, inputs, server) })),
  }
}

/** One patch is made for all that is offered, since making one reads the file. */
function templateOf({ config, cursor }: Place, count: number): readonly TextEdit[] | undefined {
  if (config.foreignServers) return undefined
  const definition = (at: number): Json => ({
    type: 'promptString',
    id: `${ID}${at}`,
    description: `${WORDS}${at}`,
    password: true,
  })
  const patches = addInputs(
    Array.from({ length: count }, (_, at) => definition(at)),
    config,
  )
  if (!patches) return undefined
  try {
    const edits = applyPatches(config.tree, patches)
    // In lines with indentation what is begun at the caret is nobody's yet, and a key above it would take it away.
    const isApart = edits.every(
      ({ span }) => span.start > cursor.span.end || (cursor.style === 'flow' && span.end < cursor.span.start),
    )
    return isApart ? edits : undefined
  } catch (error) {
    if (error instanceof ImpossiblePatch) return undefined
    throw error
  }
}

function filled(text: string, inputs: readonly { readonly id: string; readonly name: string }[], server: string): string {
  // The text is written already: a name that would end its string, or change what is shown, is left out.
  const whose = /^[\w .-]{1,60}$/.test(server) && withoutCredentials(server) === server ? ` of ${server}` : ''
  // Not the replacement itself: `$&` in a name would mean what was replaced.
  return inputs.reduce(
    (result, { id, name }, at) => result.replaceAll(`${ID}${at}`, () => id).replaceAll(`${WORDS}${at}`, () => `${name}${whose}`),
    text,
  )
}
