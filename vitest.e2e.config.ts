import { defineConfig } from 'vitest/config'

const reports = process.env.SCOPELIGHT_REPORTS

/** The built page in Chromium and journeys in a real VS Code: one at a time, two cores are enough for one workbench. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts', 'test/e2e/**/*.test.ts'],
    pool: 'forks',
    reporters: reports ? ['default', ['json', { outputFile: `${reports}/e2e.json` }]] : ['default'],
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
})
