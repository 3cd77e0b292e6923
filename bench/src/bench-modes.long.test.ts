import { readdir } from 'node:fs/promises';

import { JOB_SERVICES } from '@regpipe/stack';
import { expect, test } from 'vitest';

import type {
  ComparisonResult,
  GrowthResult,
  ReplicasResult,
  ServingResult,
  SmallResult,
} from './results.ts';
import { runBench } from './testing/run-bench.ts';

/* The other modes with next to nothing to load: that it works, and writes what it promises. Never how fast. */

/** Those that are started. */
const MEASURED = [...JOB_SERVICES, 'scheduler'];
const TABLES = ['business_industry', 'tax_registration'];

test('one way alone is measured against rows that a job has cleaned, and leaves earlier results alone', async () => {
  const { result, resultsDirectory } = await runBench<ComparisonResult>(
    '--rows 1000 --rounds 1 --only floor',
  );
  expect(result.rounds.map(({ order }) => order)).toEqual([['floor']]);
  expect(result).toMatchObject({ job_seconds: null, ratio: null });
  await expect(readdir(resultsDirectory)).rejects.toThrow('ENOENT');
});

test('growth is measured at two sizes', async () => {
  const { result, written } = await runBench<GrowthResult>('growth --rows 1000 --large-rows 2000 --rounds 1');
  expect(result).toMatchObject({ times_the_rows: 2, small: { rows: 1_000 }, large: { rows: 2_000 } });
  expect(Object.keys(result.large.peak_rss_mb)).toEqual(expect.arrayContaining([...MEASURED]));
  expect(await written('latest.md')).toContain('## Growth');
});

test('any number of replicas gives the same tables', async () => {
  const { result, written } = await runBench<ReplicasResult>('replicas --rows 3000 --rounds 1 --most 2');
  expect(result.runs.map(({ replicas }) => replicas)).toEqual([1, 2]);
  expect(Object.keys(result.runs[0]?.checksums ?? {}).sort()).toEqual(TABLES);
  expect(result.identical).toBe(true);
  expect(result.another_core).not.toBe('');
  expect(await written('latest.md')).toContain('The tables are identical');
});

test('requests and a reader are answered while a full import runs', async () => {
  const { result, written } = await runBench<ServingResult>('serving --rows 3000');
  expect(result.lookup.requests).toBeGreaterThan(0);
  expect(result.lookup.failures).toBe(0);
  expect(result.search.failures).toBe(0);
  expect(result.reader.queries).toBeGreaterThan(0);
  expect(await written('latest.md')).toContain('## Serving');
});

test('a small file is loaded as often as asked', async () => {
  const { result, written } = await runBench<SmallResult>('small --rounds 3');
  expect(result).toMatchObject({ rows: 1_000, seconds: { length: 3 } });
  expect(await written('latest.md')).toContain('## A small file');
});
