import { defineConfig } from 'vitest/config'

const reports = process.env.SCOPELIGHT_REPORTS

/** Everything that needs no browser. The bundles of dist/ must be built. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/browser/**', 'node_modules/**'],
    pool: 'forks',
    // All cores: half of them wait for programs they started.
    maxWorkers: '100%',
    reporters: reports ? ['default', ['json', { outputFile: `${reports}/unit.json` }]] : ['default'],
    testTimeout: 20_000,
  },
})
