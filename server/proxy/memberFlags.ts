import { remembered } from './remembered.ts'
import { isSecretName, isSecretTextName } from './secretNames.ts'

/** What is known of a value from the names above it. A set of bits, since it is asked for every member of every message. */
export const LIES_BELOW = {
  /** A name that says "secret". */
  secret: 1,
  /** `requestState`, `baggage`: the server's own. */
  state: 2,
  /** The answer of a person. */
  elicited: 4,
  /** A JSON Schema: names are declarations. */
  schema: 8,
  /** Text for people: "token: your token" is no assignment. */
  prose: 16,
  /** Arguments and results of tools, where a name means what it says. */
  payload: 32,
  /** A URL a person is asked to open. */
  address: 64,
  /** Texts are secrets, numbers are not. */
  secretText: 128,
  /** `name` or `key`: what it says may be the name of the `value` beside it. */
  label: 256,
  /** A `value` that a member beside it may name. */
  labelled: 512,
  /** `properties`: names may be declarations of a schema. */
  properties: 1024,
  /** What such a name declares. */
  declared: 2048,
} as const

const NAMES = {
  requestState: LIES_BELOW.state,
  baggage: LIES_BELOW.state,
  inputResponses: LIES_BELOW.elicited,
  inputSchema: LIES_BELOW.schema,
  outputSchema: LIES_BELOW.schema,
  requestedSchema: LIES_BELOW.schema,
  description: LIES_BELOW.prose,
  title: LIES_BELOW.prose,
  instructions: LIES_BELOW.prose,
  arguments: LIES_BELOW.payload,
  structuredContent: LIES_BELOW.payload,
  url: LIES_BELOW.address,
  properties: LIES_BELOW.properties,
  name: LIES_BELOW.label,
  Name: LIES_BELOW.label,
  key: LIES_BELOW.label,
  Key: LIES_BELOW.label,
  value: LIES_BELOW.labelled,
  Value: LIES_BELOW.labelled,
} as const
const HIDES = LIES_BELOW.secret | LIES_BELOW.secretText
/** What a JSON Schema says of a secret without giving one: no `default`, `const`, `enum` or `examples`. */
const DESCRIBES = new Set(['type', 'format', 'description', 'title', 'minLength', 'maxLength'])
const SCHEMA = /^\{[^{}]*"type"\s*:\s*(?:\[\s*)?"(?:string|number|integer|boolean|array|object|null)"/
const SCHEMA_BYTES = 1024
/** Members beside `content` in an answer; a field of a form may have their names. */
const NOT_AN_ANSWER = new Set(['action', '_meta', 'resultType', 'method'])
/** The context of the outside counts inside, except what was said of one member alone. */
const INHERITED =
  LIES_BELOW.secret | LIES_BELOW.secretText | LIES_BELOW.state | LIES_BELOW.elicited | LIES_BELOW.schema | LIES_BELOW.payload

interface MemberContext {
  /** The message answers a question to a person. */
  readonly isAnswer: boolean
  /** Of the members of a message. */
  readonly messageDepth: number
  /** The message may ask a person. */
  readonly asksPerson: boolean
}

/** Flags of the value of member `name` of an object with the flags `around`. `depth` counts the open containers. */
export function memberFlags(around: number, name: string, depth: number, context: MemberContext): number {
  const inherited = around & INHERITED
  if (inherited & LIES_BELOW.elicited && NOT_AN_ANSWER.has(name) && depth === depthOfAnswer(context)) {
    return inherited & ~LIES_BELOW.elicited
  }
  if (context.isAnswer && depth === context.messageDepth && name === 'result') return inherited | LIES_BELOW.elicited
  let own = flagsOfName(name)
  // What arguments and results call a schema, a description or an address is theirs.
  if (inherited & LIES_BELOW.payload) own &= ~(LIES_BELOW.schema | LIES_BELOW.prose | LIES_BELOW.address)
  if (!context.asksPerson) own &= ~LIES_BELOW.address
  if (around & LIES_BELOW.properties && !(inherited & HIDES)) own |= LIES_BELOW.declared
  if (around & LIES_BELOW.declared && DESCRIBES.has(name)) return (inherited | own) & ~HIDES
  return inherited & LIES_BELOW.schema ? inherited | own | LIES_BELOW.prose : inherited | own
}

/** Of the members of a `result`, or of an entry of `params.inputResponses`. */
function depthOfAnswer({ isAnswer, messageDepth }: MemberContext): number {
  return messageDepth + (isAnswer ? 1 : 3)
}

/** Whether the object at `start` has a type of JSON Schema; what describes a value is then no value. */
export function looksLikeSchema(bytes: Buffer, start: number): boolean {
  return SCHEMA.test(bytes.toString('latin1', start, start + SCHEMA_BYTES))
}

const flagsOfName = remembered((name) => {
  const flags = Object.hasOwn(NAMES, name) ? NAMES[name as keyof typeof NAMES] : 0
  if (isSecretName(name)) return flags | LIES_BELOW.secret
  return isSecretTextName(name) ? flags | LIES_BELOW.secretText : flags
})
