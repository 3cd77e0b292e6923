import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { JOB_SERVICES } from '@regpipe/stack';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { readCommandLine } from './command-line.ts';
import { runMode } from './run-mode.ts';
import type {
  ComparisonResult,
  GrowthResult,
  ReplicasResult,
  ServingResult,
  SmallResult,
} from './results.ts';

/* The other modes with next to nothing to load: that it works, and writes what it promises. Never how fast. */

/** Those that are started. */
const MEASURED = [...JOB_SERVICES, 'scheduler'];
const TABLES = ['business_industry', 'tax_registration'];

let directory: string;
let resultsDirectory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'regpipe-bench-'));
  resultsDirectory = join(directory, 'results');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function bench<Result>(...args: string[]): Promise<Result> {
  const options = { directory, resultsDirectory, say: () => undefined };
  return (await runMode(readCommandLine(args), options)).result as Result;
}

async function written(file: string): Promise<string> {
  return readFile(join(resultsDirectory, file), 'utf8');
}

test('one way alone is measured against rows that a job has cleaned, and leaves earlier results alone', async () => {
  const result = await bench<ComparisonResult>('--rows', '1000', '--rounds', '1', '--only', 'floor');
  expect(result.rounds.map(({ order }) => order)).toEqual([['floor']]);
  expect(result).toMatchObject({ job_seconds: null, ratio: null });
  await expect(readdir(resultsDirectory)).rejects.toThrow('ENOENT');
});

test('growth is measured at two sizes', async () => {
  const result = await bench<GrowthResult>(
    'growth',
    '--rows',
    '1000',
    '--large-rows',
    '2000',
    '--rounds',
    '1',
  );
  expect(result).toMatchObject({ times_the_rows: 2, small: { rows: 1_000 }, large: { rows: 2_000 } });
  expect(Object.keys(result.large.peak_rss_mb)).toEqual(expect.arrayContaining([...MEASURED]));
  expect(await written('latest.md')).toContain('## Growth');
});

test('any number of replicas gives the same tables', async () => {
  const result = await bench<ReplicasResult>('replicas', '--rows', '3000', '--rounds', '1', '--most', '2');
  expect(result.runs.map(({ replicas }) => replicas)).toEqual([1, 2]);
  expect(Object.keys(result.runs[0]?.checksums ?? {}).sort()).toEqual(TABLES);
  expect(result.identical).toBe(true);
  expect(result.another_core).not.toBe('');
  expect(await written('latest.md')).toContain('The tables are identical');
});

test('requests and a reader are answered while a full import runs', async () => {
  const result = await bench<ServingResult>('serving', '--rows', '3000');
  expect(result.lookup.requests).toBeGreaterThan(0);
  expect(result.lookup.failures).toBe(0);
  expect(result.search.failures).toBe(0);
  expect(result.reader.queries).toBeGreaterThan(0);
  expect(await written('latest.md')).toContain('## Serving');
});

test('a small file is loaded as often as asked', async () => {
  const result = await bench<SmallResult>('small', '--rounds', '3');
  expect(result).toMatchObject({ rows: 1_000, seconds: { length: 3 } });
  expect(await written('latest.md')).toContain('## A small file');
});
