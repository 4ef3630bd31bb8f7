import { readFileSync, readlinkSync } from 'node:fs'

export interface ParentFacts {
  readonly pid: number
  readonly exe?: string
  /** Seconds since 1970. */
  readonly started?: number
}

/** Clock ticks per second in /proc: 100 on every architecture Node runs on (man 5 proc). */
const TICKS_PER_S = 100

/** Who started us: not forgeable by a message. Program and start are known on Linux only, and only while it lives. */
export function parentProcess(pid: number): ParentFacts {
  return { pid, ...fact('exe', () => readlinkSync(`/proc/${pid}/exe`)), ...fact('started', () => startedAt(pid)) }
}

function startedAt(pid: number): number | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may hold anything; the start is field 22.
  const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
  const boot = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1])
  const started = boot + ticks / TICKS_PER_S
  return Number.isFinite(started) ? Math.round(started) : undefined
}

function fact<Name extends string, Value>(name: Name, read: () => Value | undefined): { readonly [name in Name]?: Value } {
  try {
    const value = read()
    return value === undefined ? {} : ({ [name]: value } as { readonly [name in Name]?: Value })
  } catch {
    // Not Linux, or the process is gone or another user's.
    return {}
  }
}
