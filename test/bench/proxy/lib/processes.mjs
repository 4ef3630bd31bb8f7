// Process facts from /proc. Linux only: everywhere else each function returns undefined.
import { readdirSync, readFileSync } from 'node:fs'

const read = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** The process and all its descendants, without the MCP server behind the program under test. */
function tree(pid) {
  const command = read(`/proc/${pid}/cmdline`)
  if (command === undefined) return []
  if (command.split('\0')[1]?.endsWith('fixtures/echo-server.mjs')) return []
  let threads = []
  try {
    threads = readdirSync(`/proc/${pid}/task`)
  } catch {
    // Gone in the meantime.
  }
  const children = threads.flatMap((t) => (read(`/proc/${pid}/task/${t}/children`) ?? '').split(' ').filter(Boolean))
  return [pid, ...children.flatMap((child) => tree(Number(child)))]
}

/** CPU seconds, user and system, used so far by the program under test (resolution 10 ms). */
export function cpuSeconds(pid) {
  const stats = tree(pid)
    .map((p) => read(`/proc/${p}/stat`))
    .filter(Boolean)
  if (stats.length === 0) return undefined
  return stats.reduce((sum, stat) => {
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return sum + (Number(fields[11]) + Number(fields[12])) / 100
  }, 0)
}

/** Resident memory of the program under test in MiB. */
export function residentMiB(pid) {
  const sizes = tree(pid)
    .map((p) => /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${p}/status`) ?? '')?.[1])
    .filter(Boolean)
  return sizes.length === 0 ? undefined : sizes.reduce((sum, kib) => sum + Number(kib) / 1024, 0)
}
