/** Whether a process of this id runs on this machine; one of another user counts as running. */
export function isProcessAlive(pid: number): boolean {
  // 0 and negative numbers name groups of processes, and a trace may say anything.
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
