import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The least a command line of ours can do with a tree of files: read them, look at each, count.
 * @param {string} ending of the files' names @param {(text: string) => number} countProblems
 */
export function lookAtFiles(ending, countProblems) {
  const [dir = '.'] = process.argv.slice(2)
  let files = 0
  let problems = 0
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(ending)) continue
    files += 1
    problems += countProblems(readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
  }
  console.log(`${files} files, ${problems} problems`)
}
