import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What others do is waited for as long as it takes on a busy machine. */
const expect = { poll: { timeout: 20_000 } };

/** Most tests wait for programs: two at a time even where there are only two processors. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          expect,
          maxWorkers,
          include: ['test/**/*.test.ts'],
          exclude: ['test/sounds/**', 'test/microphone/**', 'test/long/**'],
          globalSetup: ['test/in-memory.ts'],
          // A real Nix builds and activates what it is asked for, beside all other tests.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'sounds',
          expect,
          maxWorkers,
          include: ['test/sounds/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'microphone',
          expect,
          maxWorkers,
          // Sound comes in its own time: behind all that computes.
          sequence: { groupOrder: 1 },
          include: ['test/microphone/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      { test: { name: 'long', expect, include: ['test/long/**/*.test.ts'], testTimeout: 900_000 } },
    ],
  },
});
