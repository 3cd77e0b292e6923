import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { report } from './report.ts';
import { runBench } from './run-bench.ts';

test('the benchmark measures pipeline and floor on the same rows, and says what each service used', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'regpipe-bench-'));
  try {
    const result = await runBench({ directory, rows: 5_000, runs: 1, say: () => undefined });

    expect(result.pipeline).toHaveLength(1);
    expect(result.floor).toHaveLength(1);
    expect(result.ratio).toBeGreaterThan(0);
    expect(result.pipeline[0]?.services.map((service) => service.service).sort()).toEqual([
      'fetcher',
      'gateway',
      'loader',
      'tracker',
      'transformer',
    ]);
    expect(report(result)).toMatch(/ratio: \d+\.\d\d times the floor/);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
