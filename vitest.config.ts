import { defineConfig } from 'vitest/config';

import LongestFirst from './packages/testkit/src/longest-first.ts';

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './packages/testkit/src/count-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.unit.test.ts'],
          // As many as of the integration tests, or Vitest would run them by themselves, one by one on two cores.
          maxWorkers: 2,
          // Half of their time would go into loading the same modules once for each file.
          isolate: false,
          // Not a measure of speed: a busy machine needs longer for the ones that try thousands of texts.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['**/*.int.test.ts'],
          globalSetup: ['packages/testkit/src/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Two side by side: most of their time they wait for something.
          maxWorkers: 2,
          // A third of their time would go into loading the same modules once for each file.
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          globalSetup: ['packages/testkit/src/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file has servers and services of its own, and waits for them most of its time.
          maxWorkers: 2,
          // After all others, and not beside them.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          // Run by themselves: ./run test --long.
          name: 'long',
          include: ['**/*.long.test.ts'],
          globalSetup: ['packages/testkit/src/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
