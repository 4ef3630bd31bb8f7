import { defineConfig } from 'vitest/config'

/** Everything that needs no browser. The bundles of dist/ must be built. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/browser/**', 'node_modules/**'],
    pool: 'forks',
    testTimeout: 20_000,
  },
})
