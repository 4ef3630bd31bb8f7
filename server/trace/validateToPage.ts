import { type BodyDetail, HOST_COMMANDS, ROW_BYTES, type ToPage } from '../protocol/viewMessages.ts'
import { isCount, isObject } from './recordShape.ts'

type Test = (value: unknown) => boolean

const isText: Test = (value) => typeof value === 'string'
const isFlag: Test = (value) => typeof value === 'boolean'
const isTime: Test = (value) => typeof value === 'number' && Number.isFinite(value)
const optional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value)
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test)
const oneOf =
  (...words: readonly unknown[]): Test =>
  (value) =>
    words.includes(value)
const members =
  (tests: Readonly<Record<string, Test>>): Test =>
  (value) =>
    isObject(value) && Object.entries(tests).every(([name, test]) => test(value[name]))

const isBody = members({
  text: isText,
  cut: isFlag,
  redacted: listOf((pair) => Array.isArray(pair) && isText(pair[0]) && isText(pair[1])),
} satisfies Record<keyof BodyDetail, Test>)

const isCall = members({
  title: isText,
  time: isTime,
  durationMs: optional(isTime),
  workload: members({ name: optional(isText), by: isText, verified: isFlag, client: optional(isText) }),
  kind: isCount,
  credentials: listOf(
    members({
      name: isText,
      where: isText,
      kind: optional(isText),
      label: optional(isText),
      fingerprint: isText,
      scopes: optional(listOf(isText)),
      verified: isFlag,
      source: isText,
      expires: optional(isTime),
      issuer: optional(isText),
    }),
  ),
  notes: listOf(isText),
  request: optional(isBody),
  response: optional(isBody),
  records: listOf(members({ n: isCount, text: isText })),
  moreRecords: isCount,
})

const isStatus = members({
  proxies: listOf(members({ server: isText, alive: isFlag, manifest: isText })),
  notices: listOf(members({ severity: oneOf('error', 'warning', 'info'), text: isText })),
  paused: isFlag,
  pausedCount: isCount,
  pausedAt: optional(isTime),
  onDisk: isCount,
  damaged: isCount,
  dropped: isCount,
  recorded: isCount,
  trusted: isFlag,
})

/** The entries of `dict` are looked at one by one when they are applied: there may be as many as rows. */
const DATA = { seq: isCount, generation: isCount, count: isCount, dict: Array.isArray }

const SHAPES: Readonly<Record<ToPage['type'], Test>> = {
  snapshot: members({ ...DATA, firstId: isCount, epochMs: isTime }),
  append: members({ ...DATA, firstId: isCount }),
  patch: members({ ...DATA, ids: (ids) => ids instanceof Uint32Array }),
  status: members({ status: isStatus }),
  detail: members({
    request: isCount,
    id: isCount,
    body: (body) => isObject(body) && (isText(body.error) || isCall(body)),
  }),
  settings: members({
    view: members({
      follow: isFlag,
      timeFormat: oneOf('clock', 'relative', 'iso'),
      maxRows: (rows) => isCount(rows) && rows !== 0,
    }),
  }),
  command: members({ command: oneOf(...HOST_COMMANDS) }),
}

/**
 * A message of the host, or undefined when it is none of this version's: the page may be older or newer than the host that
 * talks to it, and a message it does not understand must not take down what it shows. A data message that is refused leaves
 * a gap in the numbers, so the next one asks for everything again.
 */
export function validateToPage(value: unknown): ToPage | undefined {
  if (!isObject(value) || value.v !== 1 || typeof value.type !== 'string' || !Object.hasOwn(SHAPES, value.type)) return undefined
  // Of `ToPage['type']`, as the line above says; and then of the shape of that type.
  if (!SHAPES[value.type as ToPage['type']](value)) return undefined
  const message = value as unknown as ToPage
  if (message.type !== 'snapshot' && message.type !== 'append' && message.type !== 'patch') return message
  const { buffer, count } = message
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== count * ROW_BYTES) return undefined
  return message.type === 'patch' && message.ids.length !== count ? undefined : message
}
