import path from 'node:path'
import createMatcher, { type Ignore } from 'ignore'
import { readSome } from './readSome.ts'
import type { Repository } from './repository.ts'

/** Nobody writes more by hand. */
const LARGEST_BYTES = 1_000_000

/**
 * The library makes an expression of each pattern, and one with many stars takes forever on a long path: a pattern of five
 * `**` took minutes on two hundred folders. Nobody writes such patterns or paths by hand.
 */
const MOST_STARS_IN_A_NAME = 3
const MOST_FOLDER_STARS = 3
const DEEPEST = 40
/** Each is tried on each folder of each path. */
const MOST_PATTERNS = 5_000

/** A file of rules: what it says, and whether a pattern of it was left out because it could cost too much. */
export interface Rules {
  readonly matcher: Ignore
  readonly isWhole: boolean
}

/** Reads each `.gitignore` once. */
export type ReadRules = (file: string) => Rules | undefined

export function createReadRules(): ReadRules {
  const known = new Map<string, Rules | undefined>()
  return (file) => {
    if (!known.has(file)) known.set(file, readRules(file))
    return known.get(file)
  }
}

/**
 * Whether a path of the work tree, relative to its root, is ignored by `.gitignore` files or `.git/info/exclude`
 * (man gitignore): of several patterns the last of the deepest file decides, and below a folder that is ignored everything is.
 * What a person ignores everywhere (`core.excludesFile`) does not count: it holds on one machine only. Undefined where a path
 * is too deep, or a pattern that was left out could have spoken of it.
 */
export function isIgnored(relative: string, { root, commonFolder }: Repository, rulesOf: ReadRules): boolean | undefined {
  const names = relative.split('/')
  if (names.length > DEEPEST) return undefined
  const exclude = rulesOf(path.join(commonFolder, 'info', 'exclude'))
  let isSure = exclude?.isWhole ?? true
  for (let depth = 1; depth <= names.length; depth++) {
    const isFolder = depth < names.length
    let ignored = matches(exclude, names.slice(0, depth).join('/'), isFolder) ?? false
    for (let from = 0; from < depth; from++) {
      const rules = rulesOf(path.join(root, ...names.slice(0, from), '.gitignore'))
      isSure &&= rules?.isWhole ?? true
      ignored = matches(rules, names.slice(from, depth).join('/'), isFolder) ?? ignored
    }
    if (ignored) return isSure || undefined
  }
  return isSure ? false : undefined
}

/** Undefined where no pattern speaks of it. */
function matches(rules: Rules | undefined, relative: string, isFolder: boolean): boolean | undefined {
  if (!rules) return undefined
  const { ignored, unignored } = rules.matcher.test(isFolder ? `${relative}/` : relative)
  return ignored ? true : unignored ? false : undefined
}

function readRules(file: string): Rules | undefined {
  const text = readSome(file, LARGEST_BYTES)?.toString('utf8')
  if (text === undefined) return undefined
  const lines = text.split(/\r?\n/)
  const cheap = lines.filter((line) => line !== '' && !line.startsWith('#') && isCheap(line)).slice(0, MOST_PATTERNS)
  return {
    matcher: createMatcher({ ignorecase: false }).add(cheap),
    isWhole: lines.every((line) => line === '' || line.startsWith('#') || isCheap(line)) && cheap.length < MOST_PATTERNS,
  }
}

function isCheap(pattern: string): boolean {
  const names = pattern.split('/')
  const stars = (name: string): number => name.split('*').length - 1
  const isFolderStar = (name: string): boolean => /^\*{2,}$/.test(name)
  return (
    names.filter(isFolderStar).length <= MOST_FOLDER_STARS &&
    names.every((name) => isFolderStar(name) || stars(name) <= MOST_STARS_IN_A_NAME)
  )
}
