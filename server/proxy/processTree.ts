import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A process that is still the same one when its start is the same. */
export interface KnownProcess {
  readonly pid: number
  readonly started: string
}

/**
 * All processes below `pid`, the nearest first. Taken before a signal is passed on: once a parent is gone, its children
 * belong to nobody. Empty where it cannot be known.
 */
export function descendants(pid: number): KnownProcess[] {
  if (process.platform === 'win32') return []
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

/** Sends the signal to those that still live. */
export function signalAll(processes: readonly KnownProcess[], signal: NodeJS.Signals): void {
  for (const { pid, started } of processes) {
    if (process.platform === 'linux' && startOf(pid) !== started) continue
    try {
      process.kill(pid, signal)
    } catch {
      // Gone in the meantime.
    }
  }
}

/** Windows knows no signals: the whole tree is ended. */
export function endTreeOnWindows(pid: number): void {
  try {
    execFileSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true })
  } catch {
    // Gone in the meantime.
  }
}

function fromProc(pid: number): KnownProcess[] {
  const children = tasksOf(pid).flatMap((task) =>
    readOr(`/proc/${pid}/task/${task}/children`, '').split(' ').filter(Boolean).map(Number),
  )
  return children.flatMap((child) => {
    const started = startOf(child)
    return started === undefined ? [] : [{ pid: child, started }, ...fromProc(child)]
  })
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/** Field 22 of /proc/<pid>/stat (man 5 proc). The name in brackets before it may hold anything. */
function startOf(pid: number): string | undefined {
  const stat = readOr(`/proc/${pid}/stat`, '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

function fromPs(root: number): KnownProcess[] {
  let table: string
  try {
    table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8', timeout: 1000 })
  } catch {
    return []
  }
  const rows = table.split('\n').map((row) => row.trim().split(/\s+/).map(Number))
  const below = (pid: number): KnownProcess[] =>
    rows.flatMap(([child, parent]) =>
      parent === pid && child !== undefined ? [{ pid: child, started: '' }, ...below(child)] : [],
    )
  return below(root)
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}
