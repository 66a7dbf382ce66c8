import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Left alone, vitest keeps a core to itself: half of what a machine with two has.
    maxWorkers: availableParallelism(),
  },
});
