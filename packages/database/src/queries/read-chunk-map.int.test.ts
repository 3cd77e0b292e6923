import { testDatabase } from '@regpipe/testkit';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import type { Database } from '../connect-database.ts';
import { getJob } from '../jobs/get-job.ts';
import { recordDeadChunk } from '../jobs/record-dead-chunk.ts';
import { recordFetchEnd } from '../jobs/record-fetch.ts';
import { refreshCounts } from '../jobs/refresh-counts.ts';
import { addJob, forgetEverything, ledgerPart, recordParts } from '../testing/plants.ts';
import { readChunkMap } from './read-chunk-map.ts';

let database: Database;
let jobId: number;

beforeAll(async () => {
  const own = await testDatabase();
  database = own.database;
  return () => own.close();
});
beforeEach(async () => {
  await forgetEverything(database);
  jobId = await addJob(database);
});

const kill = (chunk: number, stage: 'transformer' | 'loader', part = 1, records = 10) =>
  recordDeadChunk(database.pool, jobId, 1, { stage, chunk, part, records, firstLine: 3, reason: 'poison' });
const endFetch = (chunks: number) =>
  recordFetchEnd(database.pool, jobId, {
    chunks,
    records: 10 * chunks,
    bytes: 1,
    sha256: null,
    limited: false,
  });

test('of a job that has fetched nothing there is nothing to show', async () => {
  expect(await readChunkMap(database.pool, jobId)).toEqual({ total: null, runs: [] });
});

test('neighbours in the same state are one run, and gaps are on their way', async () => {
  await recordParts(database, [
    ...[0, 1, 2].map((chunk) => ledgerPart(jobId, chunk)),
    ...[3, 4].map((chunk) => ledgerPart(jobId, chunk, { loaded: 8, failed: 2 })),
    ledgerPart(jobId, 6, { parts: 2, records: 6, loaded: 6 }),
    ledgerPart(jobId, 7),
  ]);
  const runs = [
    { first: 0, last: 2, state: 'loaded', records: 30, failed: 0 },
    { first: 3, last: 4, state: 'rejects', records: 20, failed: 4 },
    { first: 5, last: 6, state: 'waiting', records: null, failed: 0 },
    { first: 7, last: 7, state: 'loaded', records: 10, failed: 0 },
  ];
  expect(await readChunkMap(database.pool, jobId)).toEqual({ total: null, runs });
  await endFetch(10);
  expect(await readChunkMap(database.pool, jobId)).toEqual({
    total: 10,
    runs: [...runs, { first: 8, last: 9, state: 'waiting', records: null, failed: 0 }],
  });
});

test('dead chunks count as failed, half dead ones for what is missing, and one that is in after all not at all', async () => {
  await recordParts(database, [
    ledgerPart(jobId, 0),
    ledgerPart(jobId, 2, { parts: 2, records: 6, loaded: 5, failed: 1 }),
    ledgerPart(jobId, 3),
  ]);
  await kill(1, 'transformer');
  await kill(2, 'loader', 2, 4);
  await kill(3, 'transformer');
  await endFetch(4);
  await refreshCounts(database.pool, jobId);
  const { runs } = await readChunkMap(database.pool, jobId);
  expect(runs).toEqual([
    { first: 0, last: 0, state: 'loaded', records: 10, failed: 0 },
    { first: 1, last: 2, state: 'dead', records: 20, failed: 15 },
    { first: 3, last: 3, state: 'loaded', records: 10, failed: 0 },
  ]);
  const job = await getJob(database.pool, jobId);
  expect(runs.reduce((sum, { failed }) => sum + failed, 0)).toBe(job?.records_failed);
});

test('a chunk that is driven again has not failed any more', async () => {
  await kill(0, 'transformer');
  await kill(1, 'loader');
  await database.pool.query('UPDATE etl.dead_chunk SET repair = 2 WHERE chunk = 1');
  expect((await readChunkMap(database.pool, jobId)).runs).toEqual([
    { first: 0, last: 0, state: 'dead', records: 10, failed: 10 },
    { first: 1, last: 1, state: 'redriven', records: 10, failed: 0 },
  ]);
});

test('twenty thousand chunks are answered quickly', async () => {
  await database.pool.query(
    `INSERT INTO etl.chunk_ledger (job_id, chunk, part, parts, first_record, records, first_line, lines, byte_offset,
                                   raw_bytes, crc32, loaded, failed, blank)
     SELECT $1, n, 1, 1, n, 1, n, 1, n, 1, 0, 1 - n / 7 % 2, n / 7 % 2, 0 FROM generate_series(0, 19999) n WHERE n % 40 > 0`,
    [jobId],
  );
  await database.pool.query(
    `INSERT INTO etl.dead_chunk (job_id, stage, chunk, part, records, reason)
     SELECT $1, 'loader', n, 1, 1, 'poison' FROM generate_series(0, 19999, 40) n`,
    [jobId],
  );
  const started = performance.now();
  const { runs } = await readChunkMap(database.pool, jobId);
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(runs.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBe(20_000);
  expect(runs.every(({ first }, index) => first === (runs[index - 1]?.last ?? -1) + 1)).toBe(true);
});
