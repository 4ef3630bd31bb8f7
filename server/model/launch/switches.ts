import { holdsReference } from '../../knowledge/references.ts'
import type { KnownServer, ServerSwitch } from '../../knowledge/servers.ts'
import type { SyntaxTree } from '../../syntax/tree.ts'
import type { Argument, LaunchUrl, Setting, SwitchUse } from '../launch.ts'
import { type Place, partOf, type Text } from '../place.ts'

/** Where a server's switches may stand. */
export interface SwitchPlaces {
  readonly args: readonly Argument[]
  readonly env: readonly Setting[]
  readonly headers: readonly Setting[]
  readonly url: LaunchUrl | undefined
}

interface Found extends Place {
  /** Undefined: the switch is only present. */
  readonly value: string | undefined
}

/** The restrictions an entry sets. A list that holds "all" restricts nothing. */
export function restrictionsOf(tree: SyntaxTree, known: KnownServer | undefined, places: SwitchPlaces): readonly SwitchUse[] {
  const isWidened = (wanted: ServerSwitch, value: string | undefined) =>
    known?.broadeners.some((other) => isSame(wanted, other) && widens(other, value) && !isOwnChoice(known, other, value))
  return [...(known?.restrictions ?? []), ...(known?.formerRestrictions ?? [])].flatMap((wanted) =>
    find(tree, wanted, places)
      .filter(({ value }) => restricts(wanted, value) && !isWidened(wanted, value))
      .map((found) => toUse(wanted, found)),
  )
}

/** The broadeners an entry sets. */
export function broadenersOf(tree: SyntaxTree, known: KnownServer | undefined, places: SwitchPlaces): readonly SwitchUse[] {
  return (known?.broadeners ?? []).flatMap((wanted) =>
    find(tree, wanted, places)
      .filter(({ value }) => widens(wanted, value) && !isOwnChoice(known, wanted, value))
      .map((found) => toUse(wanted, found)),
  )
}

/**
 * `true` posts to every channel, `C012AB3CD` to one: of a variable that takes both, a choice of one's own is no broadener.
 * `!C012AB3CD` is every channel but one.
 */
function isOwnChoice(known: KnownServer | undefined, wanted: ServerSwitch, value: string | undefined): boolean {
  if (!ON.test(wanted.value) || value === undefined || ON.test(value) || value.trim().startsWith('!')) return false
  return known?.restrictions.some((other) => isSame(wanted, other) && LISTS.has(other.kind)) ?? false
}

function toUse({ kind, key, verified }: ServerSwitch, { span, path, value }: Found): SwitchUse {
  return { kind, key, value: value ?? '', verified, span, path }
}

function isSame(a: ServerSwitch, b: ServerSwitch): boolean {
  return a.where === b.where && a.key === b.key
}

function find(tree: SyntaxTree, { where, key, value }: ServerSwitch, places: SwitchPlaces): readonly Found[] {
  switch (where) {
    case 'args':
      return findArgument(
        places.args.filter(({ of }) => of === 'server'),
        key,
        value === '',
      )
    case 'docker':
      return findArgument(
        places.args.filter(({ of }) => of === 'container'),
        key,
        false,
      )
    case 'env':
      return findSetting(places.env, (name) => name === key)
    case 'credential':
      return findSetting(places.env, (name) => name === key).filter(() => value !== '')
    case 'header':
      return findSetting(places.headers, (name) => name.toLowerCase() === key.toLowerCase())
    case 'urlPath':
      return places.url ? findPath(tree, places.url, key) : []
    case 'urlParam':
      return places.url ? findQuery(tree, places.url, key) : []
    case 'config':
      return []
  }
}

/** `isBare`: the switch takes no value, so that the word behind it is its own unless it says yes or no. */
function findArgument(args: readonly Argument[], key: string, isBare: boolean): readonly Found[] {
  if (key === '<positional>')
    return args
      .filter(({ kind, flag }) => kind === 'path' && flag === undefined)
      .map(({ span, path, value }) => ({ span, path, value: value.text }))
  return args.flatMap((arg, index): readonly Found[] => {
    const { span, path } = arg
    const isOwn = (one: Argument | undefined) =>
      one?.flag !== undefined &&
      isFlag(key, one.flag) &&
      (!isBare || one.kind === 'flag' || ON.test(one.value.text) || OFF.test(one.value.text))
    if (isOwn(arg)) return [{ span, path, value: arg.value.text }]
    // A flag without a value, or one whose next word is another flag.
    if (arg.kind !== 'flag' || arg.flag !== undefined || !isFlag(key, arg.text) || isOwn(args[index + 1])) return []
    return [{ span, path, value: undefined }]
  })
}

/** Parsers of options take `--read-only` for `--readOnly`, too. */
function isFlag(key: string, written: string): boolean {
  return written === key || (/[a-z][A-Z]/.test(key) && written === dashed(key))
}

/** `--readOnly`: "--read-only". */
export function dashed(option: string): string {
  return option.replace(/[a-z](?=[A-Z])/g, '$&-').toLowerCase()
}

function findSetting(settings: readonly Setting[], matches: (name: string) => boolean): readonly Found[] {
  return settings
    .filter(({ name, shape }) => matches(name) && shape !== 'empty')
    .map(({ nameAt, value, from }) => {
      if (!value) return { ...nameAt, value: undefined }
      // On a command line name and value are one word.
      const span =
        from === 'argument' && nameAt.span.start < value.span.start
          ? { start: nameAt.span.start, end: value.span.end }
          : value.span
      return { span, path: value.path, value: value.text }
    })
}

/** `/x/{toolset}`: whole segments, `{…}` is any one. */
function findPath(tree: SyntaxTree, url: LaunchUrl, key: string): readonly Found[] {
  const start = /^[a-z][a-z+.-]*:\/\/[^/?#]*/i.exec(url.text)?.[0].length ?? 0
  const path = /^[^?#]*/.exec(url.text.slice(start))?.[0] ?? ''
  const pattern = key
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (/^\{.*\}$/.test(segment) ? '([^/]+)' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/')
  const match = new RegExp(`/${pattern}(?=/|$)`, 'i').exec(path)
  if (!match) return []
  const { span, path: at } = partOf(tree, url, start + match.index, start + match.index + match[0].length)
  return [{ span, path: at, value: match[1] }]
}

function findQuery(tree: SyntaxTree, url: Text, key: string): readonly Found[] {
  const match = new RegExp(`[?&](${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})(?:=([^&#]*))?(?=[&#]|$)`, 'i').exec(url.text)
  if (!match) return []
  const { span, path } = partOf(tree, url, match.index + 1, match.index + match[0].length)
  return [{ span, path, value: match[2] }]
}

const ON = /^(?:1|true|yes|on)$/i
/** `${ALLOW_WRITE:-true}` is on where nobody says otherwise. */
const WITH_DEFAULT = /^\$\{\w+:-([^{}]*)\}$/
const OFF = /^(?:0|false|no|off|)$/i

/** Kinds whose value is a choice of one's own: any value counts. Others are on or off, or one exact word. */
const LISTS = new Set([
  'toolset',
  'tools',
  'scope',
  'allowPaths',
  'commands',
  'network',
  'subAccount',
  'credential',
  'contentFilter',
  'channels',
  'rows',
  'permissions',
  'oauthScopes',
])

function restricts({ kind, value }: ServerSwitch, found: string | undefined): boolean {
  if (value === '(absent)') return false
  if (found === undefined) return true
  if (found === '' || value === '*') return found !== ''
  // What stands behind a reference is not known: neither safe nor a warning.
  if (/^\$|^\{/.test(found)) return true
  if (LISTS.has(kind) && !isFixedWord(value)) return true
  return agrees(value, found)
}

function widens({ value }: ServerSwitch, written: string | undefined): boolean {
  const found = written?.replace(WITH_DEFAULT, '$1')
  if (value === '*') return found === undefined || !OFF.test(found)
  // What stands behind a reference may as well be "no".
  if (found !== undefined && holdsReference(found)) return false
  if (value === '') return found === undefined || !OFF.test(found)
  if (found === undefined) return false
  return found.split(',').some((part) => agrees(value, part.trim()))
}

/** `repos,issues,...` and `<dir>` describe a value, `none` and `rk_*` are one. */
function isFixedWord(value: string): boolean {
  return /^[\w.*-]+$/.test(value) && !value.includes('..')
}

function agrees(wanted: string, found: string): boolean {
  if (wanted === '' || ON.test(wanted)) return !OFF.test(found)
  if (/^(?:0|false|no|off)$/i.test(wanted)) return OFF.test(found)
  if (wanted.endsWith('*')) return found.startsWith(wanted.slice(0, -1))
  return wanted.toLowerCase() === found.toLowerCase() || !isFixedWord(wanted)
}
