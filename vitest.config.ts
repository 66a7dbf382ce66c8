import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Against hanging only: how fast a machine is must not decide whether a test passes.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Left alone, vitest keeps a core to itself: half of what a machine with two has.
    maxWorkers: availableParallelism(),
  },
});
