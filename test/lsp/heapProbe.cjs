// Loaded into the server with --require and --expose-gc: on SIGUSR2 it says on stderr how much of the heap is alive.
process.on('SIGUSR2', () => {
  globalThis.gc()
  process.stderr.write(`heap ${process.memoryUsage().heapUsed}\n`)
})
