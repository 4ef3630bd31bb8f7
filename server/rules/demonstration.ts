import type { Launch } from '../model/launch.ts'

/** Whether a server is told to serve rows of its own making, in memory (`--demo` of DBHub, bytebase/dbhub src/config/env.ts, 2026-11). */
export function isDemonstration({ args }: Launch): boolean {
  return args.some(({ of, text }) => of === 'server' && text === '--demo')
}
