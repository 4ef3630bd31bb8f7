import { ACCESS } from '../protocol/viewMessages.ts'
import { isObject } from './recordShape.ts'

/** Index into `ACCESS`. */
export type Access = number

const index = (name: (typeof ACCESS)[number]): Access => ACCESS.indexOf(name)
export const READ = index('read')
export const UNCLASSIFIED = index('unclassified')

/** Words of names of tools and scopes, by what they do. The first class that has a word of the name wins: the riskier first. */
const WORDS: readonly (readonly [Access, ReadonlySet<string>])[] = [
  [
    index('admin'),
    words('admin administer grant revoke permission permissions policy policies role roles iam owner impersonate invite'),
  ],
  [
    index('financial'),
    words('pay payment payments payout payouts refund refunds charge charges transfer purchase invoice invoices billing'),
  ],
  [index('delete'), words('delete remove drop destroy purge erase truncate wipe rm unlink ddl')],
  [
    index('execute'),
    words('run exec execute eval invoke launch start stop restart kill deploy shell command bash terminal script apply'),
  ],
  [
    index('write'),
    words(
      'write create update edit add set put post patch insert upsert append upload send publish merge push commit move rename copy modify save replace comment reply assign close open transition import sync fork star subscribe label mkdir',
    ),
  ],
  [
    index('read'),
    words(
      'read readonly get list search find fetch query select show view describe lookup browse download status count check inspect explain diff log history tree info stat ls cat head tail whoami',
    ),
  ],
]
/** Words that ask: with one of them in front, a noun of a riskier class ("list_charges", "get_role") is what is read. */
const ASKING = words(
  'read get list search find fetch select show view describe lookup browse download count check inspect explain',
)

/**
 * Class of a tool or scope by the words of its name: `create_issue`, `repo:read`, `admin.users`. It is a guess and shown as
 * one. No known word: unclassified. Of two halves ("find_and_replace") the riskier one counts.
 */
export function accessOfName(name: string): Access {
  const halves: string[][] = [[]]
  for (const word of wordsOf(name)) {
    if (word === 'and' || word === 'or' || word === 'then') halves.push([])
    else halves.at(-1)?.push(word)
  }
  const classes = halves.map(accessOfWords).filter((access) => access !== UNCLASSIFIED)
  return classes.length === 0 ? UNCLASSIFIED : classes.reduce(riskier)
}

function accessOfWords(parts: readonly string[]): Access {
  if (parts.includes('readonly') || ASKING.has(parts[0] ?? '') || ASKING.has(parts.at(-1) ?? '')) return READ
  return WORDS.find(([, known]) => parts.some((part) => known.has(part)))?.[0] ?? UNCLASSIFIED
}

function riskier(one: Access, other: Access): Access {
  const rank = (access: Access) => WORDS.findIndex(([known]) => known === access)
  return rank(one) <= rank(other) ? one : other
}

/**
 * Class of a tool by its annotations and its name. Annotations are the server's claim: they may make a class riskier, and
 * "read only" is believed only where the name does not say otherwise.
 */
export function accessOfTool(name: string, annotations: unknown): Access {
  const named = accessOfName(name)
  if (!isObject(annotations)) return named
  if (annotations.readOnlyHint === true) return named === UNCLASSIFIED ? READ : named
  if (annotations.destructiveHint === true && (named === READ || named === UNCLASSIFIED || named === index('write'))) {
    return index('delete')
  }
  if (annotations.readOnlyHint === false && (named === READ || named === UNCLASSIFIED)) return index('write')
  return named
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/** `createIssue`, `create_issue`, `repo:create` → words in lower case; at most 12 of the first 128 characters. */
function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, 128)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
    .slice(0, 12)
}
