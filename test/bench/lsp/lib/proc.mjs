import { readdirSync, readFileSync } from 'node:fs'

/**
 * All live processes whose environment carries `LSP_BENCH_ID=<id>`: the server and whatever it spawned,
 * daemons included (they inherit the environment even after they leave the process group).
 * @param {string} id @returns {number[]}
 */
export function processesOf(id) {
  const needle = `LSP_BENCH_ID=${id}\0`
  const pids = []
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      if (`${readFileSync(`/proc/${name}/environ`, 'latin1')}\0`.includes(needle)) pids.push(Number(name))
    } catch {
      // gone, or not ours
    }
  }
  return pids
}

/** CPU time of all live threads of the processes, in ms (nanosecond counters of the scheduler). @param {number[]} pids */
export function cpuMs(pids) {
  let ns = 0
  for (const pid of pids) {
    try {
      for (const tid of readdirSync(`/proc/${pid}/task`)) {
        try {
          ns += Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'latin1').split(' ')[0])
        } catch {
          // the thread ended
        }
      }
    } catch {
      // the process ended
    }
  }
  return ns / 1e6
}

/** Sum of the peak resident sizes, in MiB. @param {number[]} pids */
export function peakRssMiB(pids) {
  let kb = 0
  for (const pid of pids) {
    try {
      kb += Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0)
    } catch {
      // exited
    }
  }
  return kb / 1024
}
