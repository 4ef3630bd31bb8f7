import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file whole or not at all: beside it, and then renamed. Throws what the system refuses. */
export function replaceFile(file: string, text: string, mode = 0o644): void {
  const beside = `${file}.${process.pid}.scopelight`
  try {
    writeFileSync(beside, text, { flag: 'wx', mode: 0o600 })
    chmodSync(beside, mode & 0o777)
    renameSync(beside, file)
  } finally {
    rmSync(beside, { force: true })
  }
}
