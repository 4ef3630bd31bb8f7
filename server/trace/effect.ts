import { isObject } from './recordShape.ts'

const MOST = 240
/** Results longer than this are not looked into for evidence: a row must not cost what a body costs. */
const MOST_JSON = 65_536
const TARGETS =
  'path uri url file file_path filePath filename source repo repository query sql q command cmd issue_number pull_number id key name title channel table message'.split(
    ' ',
  )
const LINKS = ['html_url', 'web_url', 'url', 'permalink', 'link', 'uri']
const IDS = ['id', 'number', 'key', 'identifier']
const COUNTS = ['total_count', 'totalCount', 'count', 'total']

/**
 * What an operation is about, in the words of the call: the argument that names it. Empty when there is none. Nothing is
 * made up: it is a value of the message, cut to one line.
 */
export function targetOf(method: string, params: unknown): string {
  if (!isObject(params)) return ''
  if (method === 'tools/call') return targetOfArguments(params.arguments)
  if (method === 'completion/complete') return targetOfArguments(params.ref)
  return firstScalar(params, ['uri', 'name', 'taskId', 'message', 'level', 'requestId', 'reason'])
}

/** What the result itself shows that it did: a link, an id, a count. Undefined when there is nothing of that kind. */
export function evidenceOf(method: string, result: unknown): string | undefined {
  if (!isObject(result)) return undefined
  if (method === 'initialize') return isObject(result.serverInfo) ? nameAndVersion(result.serverInfo) : undefined
  const list = listOf(method, result)
  if (list) return list.length === 1 ? `1 ${list.noun}` : `${list.length} ${list.noun}s`
  if (method !== 'tools/call') return undefined
  if (isObject(result.structuredContent)) return evidenceOfObject(result.structuredContent)
  if (!Array.isArray(result.content)) return undefined
  for (const part of result.content.slice(0, 8)) {
    const found = evidenceOfPart(part)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a failed operation says about itself. */
export function errorOf(message: { readonly error?: unknown; readonly result?: unknown }): string {
  if (isObject(message.error)) {
    const code = typeof message.error.code === 'number' ? `${message.error.code} ` : ''
    return (
      oneLine(`${code}${typeof message.error.message === 'string' ? message.error.message : ''}`) ||
      'The server answered with an error.'
    )
  }
  if (isObject(message.result) && Array.isArray(message.result.content)) {
    for (const part of message.result.content.slice(0, 8)) {
      if (isObject(part) && typeof part.text === 'string' && part.text.trim() !== '') return oneLine(part.text)
    }
  }
  return 'The tool reports an error and says nothing else.'
}

/** First line of a text, cut; what is left out shows as "…". */
export function oneLine(text: string): string {
  const start = text.slice(0, MOST * 4).trimStart()
  const end = start.search(/[\r\n]/)
  const line = end === -1 ? start : start.slice(0, end)
  const cut = line.length > MOST ? line.slice(0, MOST) : line.trimEnd()
  return cut.length < line.trimEnd().length || (end !== -1 && start.slice(end).trim() !== '') ? `${cut}…` : cut
}

function targetOfArguments(args: unknown): string {
  if (!isObject(args)) return ''
  if (typeof args.owner === 'string' && typeof args.repo === 'string') {
    const number = args.issue_number ?? args.pull_number ?? args.pullNumber ?? args.number
    return oneLine(`${args.owner}/${args.repo}${typeof number === 'number' ? `#${number}` : ''}`)
  }
  const known = firstScalar(args, TARGETS)
  if (known !== '') return known
  for (const key in args) {
    const value = args[key]
    if (isScalar(value)) return oneLine(`${key}: ${value}`)
    if (Array.isArray(value) && value.length > 0 && value.slice(0, 3).every(isScalar)) {
      return oneLine(`${key}: ${value.slice(0, 3).join(', ')}${value.length > 3 ? '…' : ''}`)
    }
  }
  return ''
}

function firstScalar(object: Readonly<Record<string, unknown>>, keys: readonly string[]): string {
  for (const key of keys) {
    const value = Object.hasOwn(object, key) ? object[key] : undefined
    if (isScalar(value) && value !== '') return oneLine(String(value))
  }
  return ''
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function evidenceOfPart(part: unknown): string | undefined {
  if (!isObject(part)) return undefined
  if (part.type === 'resource_link' && typeof part.uri === 'string') return oneLine(part.uri)
  if (part.type === 'resource' && isObject(part.resource) && typeof part.resource.uri === 'string')
    return oneLine(part.resource.uri)
  if (typeof part.text !== 'string' || part.text.length > MOST_JSON) return undefined
  const text = part.text.trim()
  if (/^https?:\/\/\S+$/.test(text)) return oneLine(text)
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined // Not JSON after all: a text like any other, and no evidence.
  }
  if (Array.isArray(value)) return value.length === 1 ? '1 item' : `${value.length} items`
  return isObject(value) ? evidenceOfObject(value) : undefined
}

function evidenceOfObject(object: Readonly<Record<string, unknown>>): string | undefined {
  for (const key of LINKS) {
    const value = Object.hasOwn(object, key) ? object[key] : undefined
    if (typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(value)) return oneLine(value)
  }
  for (const key of [...IDS, ...COUNTS]) {
    const value = Object.hasOwn(object, key) ? object[key] : undefined
    if (isScalar(value) && value !== '') return oneLine(`${key}: ${value}`)
  }
  return undefined
}

const LISTS: Readonly<Record<string, readonly [member: string, noun: string]>> = {
  'tools/list': ['tools', 'tool'],
  'resources/list': ['resources', 'resource'],
  'resources/templates/list': ['resourceTemplates', 'template'],
  'prompts/list': ['prompts', 'prompt'],
  'roots/list': ['roots', 'root'],
}

function listOf(method: string, result: Readonly<Record<string, unknown>>): { length: number; noun: string } | undefined {
  const [member, noun] = Object.hasOwn(LISTS, method) ? (LISTS[method] ?? []) : []
  if (member === undefined || noun === undefined) return undefined
  const list = result[member]
  return Array.isArray(list) ? { length: list.length, noun } : undefined
}

function nameAndVersion(info: Readonly<Record<string, unknown>>): string | undefined {
  const parts = [info.name, info.version].filter((part) => typeof part === 'string')
  return parts.length === 0 ? undefined : oneLine(parts.join(' '))
}
