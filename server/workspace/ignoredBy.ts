import path from 'node:path'
import createMatcher, { type Ignore } from 'ignore'
import { readSome } from './readSome.ts'
import type { Repository } from './repository.ts'

/** Nobody writes more by hand. */
const LARGEST_BYTES = 1_000_000

/** Reads each `.gitignore` once. */
export type ReadRules = (file: string) => Ignore | undefined

export function createReadRules(): ReadRules {
  const known = new Map<string, Ignore | undefined>()
  return (file) => {
    if (!known.has(file)) known.set(file, readRules(file))
    return known.get(file)
  }
}

/**
 * Whether a path of the work tree, relative to its root, is ignored by `.gitignore` files or `.git/info/exclude`
 * (man gitignore): of several patterns the last of the deepest file decides, and below a folder that is ignored everything is.
 * What a person ignores everywhere (`core.excludesFile`) does not count: it holds on one machine only.
 */
export function isIgnored(relative: string, { root, commonFolder }: Repository, rulesOf: ReadRules): boolean {
  const names = relative.split('/')
  const exclude = rulesOf(path.join(commonFolder, 'info', 'exclude'))
  for (let depth = 1; depth <= names.length; depth++) {
    const isFolder = depth < names.length
    let ignored = matches(exclude, names.slice(0, depth).join('/'), isFolder) ?? false
    for (let from = 0; from < depth; from++) {
      const rules = rulesOf(path.join(root, ...names.slice(0, from), '.gitignore'))
      ignored = matches(rules, names.slice(from, depth).join('/'), isFolder) ?? ignored
    }
    if (ignored) return true
  }
  return false
}

/** Undefined where no pattern speaks of it. */
function matches(rules: Ignore | undefined, relative: string, isFolder: boolean): boolean | undefined {
  if (!rules) return undefined
  const { ignored, unignored } = rules.test(isFolder ? `${relative}/` : relative)
  return ignored ? true : unignored ? false : undefined
}

function readRules(file: string): Ignore | undefined {
  const text = readSome(file, LARGEST_BYTES)?.toString('utf8')
  return text === undefined ? undefined : createMatcher({ ignorecase: false }).add(text)
}
