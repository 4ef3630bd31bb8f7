import { isToken, looksRandom, runLength } from './characters.ts'
import { CREDENTIAL_KINDS, prefixesOf } from './credentialKinds.ts'
import { FIXED_SHAPES, type ValueShape } from './fixedShapes.ts'

/** Kinds that need more than a beginning; `FIXED_SHAPES` and the rules for URLs and names find them. */
const OTHERWISE = new Set(['jwt', 'private-key', 'gcp-sa-key', 'dsn', 'basic-auth-url', 'basic-auth-header'])
/** Beginnings of common words: what follows must look like no word (digits, or both cases). */
const COMMON = new Set(['sk-', 'npm_', 'secret_', 'ops_', 'hf_', 'napi_', 'SG.', 'ya29.', 'hvs.', 'hvb.', 'xapp-'])
/** Beside those of the table: docs.gitlab.com/security/tokens, docs.stripe.com/keys, api.slack.com/authentication. */
const MORE_PREFIXES = [
  'xoxa-',
  'xoxr-',
  'xoxs-',
  'xoxe-',
  'glrt-',
  'glptt-',
  'glft-',
  'glimt-',
  'glagent-',
  'glsoat-',
  'rk_test_',
  'whsec_',
  'sk-',
]
/** The shortest body that is taken for a secret. */
const MIN_BODY = 10

/** Every shape we know. Made once per process, since the expressions take time to compile. */
export function valueShapes(): ValueShape[] {
  const shapes = new Map<string, ValueShape>(FIXED_SHAPES.map((shape) => [shape.prefix, shape]))
  const add = (prefix: string, shape: () => ValueShape) => {
    if (prefix.length >= 2 && !shapes.has(prefix)) shapes.set(prefix, shape())
  }
  for (const kind of CREDENTIAL_KINDS) {
    if (OTHERWISE.has(kind.id) || kind.needsName) continue
    for (const prefix of prefixesOf(kind)) {
      // "pat", "SK", "dapi": too common for anything but the exact shape.
      const isCommonWord = /^(?:[A-Za-z]{2,3}|[a-z]{4})$/.test(prefix)
      const exact = exactly(prefix, kind.regex)
      add(prefix, () => (isCommonWord ? exact : beginsWith(prefix, exact)))
    }
  }
  for (const prefix of MORE_PREFIXES) add(prefix, () => beginsWith(prefix))
  return [...shapes.values()]
}

/** A secret that is known byte for byte: the value of a variable of the environment. */
export function knownValue(bytes: string): ValueShape {
  // The search cannot stop at a quote, a backslash or a control character, so the prefix ends before them.
  const prefix = /^[\s\S]*[^\x00-\x1f"\\]{2}/.exec(bytes)?.[0] ?? bytes
  const rest = bytes.slice(prefix.length)
  const length = (text: string, after: number) => (text.startsWith(rest, after) ? rest.length : -1)
  return { rule: 'value', prefix, ownWord: false, isKnown: true, length }
}

/** `exact` counts where the looser shape does not. */
function beginsWith(prefix: string, exact?: ValueShape): ValueShape {
  const isCommon = COMMON.has(prefix)
  return {
    rule: 'value',
    prefix,
    // Letters and digits alone also stand somewhere in the middle of base64.
    ownWord: isCommon || prefix.length < 4 || !/[_.~-]/.test(prefix),
    length(text, after) {
      const isLong = runLength(text, after, isToken, MIN_BODY) === MIN_BODY
      if (isLong && (!isCommon || looksRandom(text, after))) return runLength(text, after, isToken)
      return exact?.length(text, after) ?? -1
    },
  }
}

function exactly(prefix: string, regex: string): ValueShape {
  const shape = new RegExp(regex, 'y')
  return {
    rule: 'value',
    prefix,
    ownWord: true,
    length(text, after) {
      shape.lastIndex = after - prefix.length
      const match = shape.exec(text)
      return match ? match[0].length - prefix.length : -1
    },
  }
}
